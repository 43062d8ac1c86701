import { endpoint } from 'db/schema/outcomes'
import { Refused } from '~/kernel/refusal'
import { seal } from '~/platform/crypto.server'
import type { Tx } from '~/platform/database.server'
import { newId, newSecret } from '~/platform/ids.server'
import { guardOptions } from '../adapters/guard-options.server'
import { hashOf } from '../evidence/canonical'
import { checkUrl } from './address-guard'
import {
  type AnswerRule,
  answerRules,
  type EndpointKind,
  isAsked,
  mostConcurrency,
  mostRowsPerRequest,
  usualConcurrency,
} from './endpoint'
import { foldedLabel, isPointer } from './read-answer'
import { parseTemplate } from './request-template'

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
  | 'template_rows_missing'
  | 'template_id_column'
  | 'pointer'
  | 'list_pointer'
  | 'rule_without_labels'
  | 'rule_labels_alike'
  | 'rows_per_request'
  | 'concurrency'
  | 'file_not_allowed'
  | 'file_with_service'

export type EndpointDraft = {
  /** Left out: one row a request. */
  readonly kind?: EndpointKind
  /** Empty for a file, like all that follows but the columns. */
  readonly url: string
  readonly headers: readonly EndpointHeader[]
  readonly requestTemplate: string
  readonly answerPointer: string
  readonly listPointer?: string
  readonly answerRule?: AnswerRule
  readonly rowsPerRequest?: number
  /** The most requests at a time. */
  readonly concurrency?: number
  /** The dataset's feature columns. */
  readonly columns: readonly string[]
  /** The labels of the criteria, for a rule that looks for one of them. */
  readonly labels?: readonly string[]
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

const isBetween = (value: number, least: number, most: number) =>
  Number.isInteger(value) && value >= least && value <= most

function ruleProblem({ answerRule, labels = [] }: EndpointDraft): EndpointProblem | null {
  if (answerRule !== 'label_in_text') return null
  if (labels.length === 0) return 'rule_without_labels'
  return new Set(labels.map(foldedLabel)).size < labels.length ? 'rule_labels_alike' : null
}

/** What is wrong with a registration before anything is sent; null when nothing is. */
export function endpointProblem(draft: EndpointDraft): EndpointProblem | null {
  const { kind = 'single' } = draft
  if (!isAsked(kind)) return null
  const checked = checkUrl(draft.url.trim(), guardOptions().rules)
  if (!checked.ok) return checked.problem === 'not_a_url' ? 'url' : 'address'
  if (!headersFit(draft.headers)) return 'header'
  const template = parseTemplate(draft.requestTemplate, draft.columns, kind)
  if (!template.ok) return `template_${template.problem}`
  if (!isPointer(draft.answerPointer.trim())) return 'pointer'
  if (!isPointer((draft.listPointer ?? '').trim())) return 'list_pointer'
  if (!isBetween(draft.rowsPerRequest ?? 1, 1, mostRowsPerRequest)) return 'rows_per_request'
  if (!isBetween(draft.concurrency ?? usualConcurrency, 1, mostConcurrency)) return 'concurrency'
  return ruleProblem(draft)
}

/** What is kept of a draft: what its kind has no use for is left empty. */
function factsOf(draft: EndpointDraft) {
  const { kind = 'single', answerRule = answerRules[0] } = draft
  const asked = isAsked(kind)
  const batch = kind === 'batch'
  return {
    kind,
    url: asked ? draft.url.trim() : '',
    headerNames: asked ? draft.headers.map(({ name }) => name.toLowerCase()) : [],
    requestTemplate: asked ? draft.requestTemplate : '',
    answerPointer: asked ? draft.answerPointer.trim() : '',
    listPointer: batch ? (draft.listPointer ?? '').trim() : '',
    answerRule: asked ? answerRule : answerRules[0],
    rowsPerRequest: batch ? (draft.rowsPerRequest ?? 1) : 1,
    concurrency: draft.concurrency ?? usualConcurrency,
  }
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
  const facts = factsOf(input)
  const headers = isAsked(facts.kind) ? input.headers : []
  await tx.insert(endpoint).values({
    id,
    reference: input.reference,
    ...facts,
    headersSealed: seal(JSON.stringify(headers), `endpoint:${id}`),
    commitment: hashOf({ ...facts, salt: newSecret() }),
    createdBy: input.by,
    createdAt: input.at,
  })
  return { endpointId: id }
}
