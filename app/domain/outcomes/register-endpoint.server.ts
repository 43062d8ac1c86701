import { endpoint } from 'db/schema/outcomes'
import { Refused } from '~/kernel/refusal'
import { seal } from '~/platform/crypto.server'
import type { Tx } from '~/platform/database.server'
import { newId, newSecret } from '~/platform/ids.server'
import { guardOptions } from './adapters/guard-options.server'
import { checkUrl } from './address-guard'
import { hashOf } from './canonical'
import { isPointer, parseTemplate } from './request-template'

export type EndpointHeader = { readonly name: string; readonly value: string }

/** Headers of the connection, and those that say who asks; a registration may not set them. */
const reservedHeaders = new Set([
  'host',
  'connection',
  'content-length',
  'content-type',
  'transfer-encoding',
  'upgrade',
  'expect',
  'te',
  'trailer',
  'keep-alive',
  'accept-encoding',
  'proxy-authorization',
  'proxy-connection',
  'user-agent',
  'content-encoding',
  'content-digest',
  'signature',
  'signature-input',
  'signature-agent',
])

/** Why a registration is refused: the last part of `outcome.endpoint_<reason>`. */
export type EndpointProblem =
  | 'url'
  | 'address'
  | 'header'
  | 'template_not_json'
  | 'template_no_placeholder'
  | 'template_column_unknown'
  | 'template_too_large'
  | 'pointer'

export type EndpointDraft = {
  readonly url: string
  readonly headers: readonly EndpointHeader[]
  readonly requestTemplate: string
  readonly answerPointer: string
  /** The dataset's feature columns. */
  readonly columns: readonly string[]
}

function headersFit(headers: readonly EndpointHeader[]): boolean {
  return (
    headers.length <= 20 &&
    headers.every(
      ({ name, value }) =>
        /^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/.test(name) &&
        !reservedHeaders.has(name.toLowerCase()) &&
        value.length <= 4_000 &&
        /^[\t\x20-\x7e]*$/.test(value),
    )
  )
}

/** What is wrong with a registration before anything is sent; null when nothing is. */
export function endpointProblem(draft: EndpointDraft): EndpointProblem | null {
  const checked = checkUrl(draft.url.trim(), guardOptions().rules)
  if (!checked.ok) return checked.problem === 'not_a_url' ? 'url' : 'address'
  if (!headersFit(draft.headers)) return 'header'
  const template = parseTemplate(draft.requestTemplate, draft.columns)
  if (!template.ok) return `template_${template.problem}`
  return isPointer(draft.answerPointer.trim()) ? null : 'pointer'
}

/**
 * Keeps an endpoint for a milestone. Header values are encrypted and never shown again. The name
 * is resolved only when something is sent, so the address is checked there once more.
 * @throws Refused `endpoint_refused` with a reason.
 */
export async function registerEndpoint(
  tx: Tx,
  input: EndpointDraft & { readonly reference: string; readonly at: Date; readonly by: string },
): Promise<{ endpointId: string }> {
  const problem = endpointProblem(input)
  if (problem) throw new Refused('endpoint_refused', { reason: problem })
  const id = newId('endpoint')
  const facts = {
    url: input.url.trim(),
    headerNames: input.headers.map(({ name }) => name.toLowerCase()),
    requestTemplate: input.requestTemplate,
    answerPointer: input.answerPointer.trim(),
  }
  await tx.insert(endpoint).values({
    id,
    reference: input.reference,
    ...facts,
    headersSealed: seal(JSON.stringify(input.headers), `endpoint:${id}`),
    commitment: hashOf({ ...facts, salt: newSecret() }),
    createdBy: input.by,
    createdAt: input.at,
  })
  return { endpointId: id }
}
