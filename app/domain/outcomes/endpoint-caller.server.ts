import { endpoint } from 'db/schema/outcomes'
import { eq } from 'drizzle-orm'
import { unseal } from '~/platform/crypto.server'
import type { Reader } from '~/platform/database.server'
import {
  type FetchLimits,
  type FetchProblem,
  type GuardOptions,
  openGuarded,
} from './adapters/guarded-fetch.server'
import type { GuardProblem } from './address-guard'
import type { DatasetRow } from './dataset'
import type { EndpointHeader } from './register-endpoint.server'
import { requestIdentity } from './request-identity.server'
import { type AnswerProblem, parseAnswer, renderRequest } from './request-template'

export type CallProblem = FetchProblem | AnswerProblem

/** What one request came to. */
export type Call = {
  readonly request: string
  readonly response: string | null
  readonly status: number | null
  readonly output: string | null
  readonly problem: CallProblem | null
}

export type EndpointCaller = {
  readonly address: string
  call(row: { id: string; features: DatasetRow['features'] }): Promise<Call>
  close(): Promise<void>
}

/**
 * Opens a registered endpoint through the address guard.
 * @throws Error when the endpoint's row or its secrets cannot be read: a fault of ours.
 */
export async function openEndpoint(
  db: Reader,
  endpointId: string,
  limits: FetchLimits,
  guard: GuardOptions,
): Promise<
  { ok: true; caller: EndpointCaller } | { ok: false; problem: GuardProblem | 'name_unknown' }
> {
  const [found] = await db.select().from(endpoint).where(eq(endpoint.id, endpointId))
  if (!found) throw new Error(`no endpoint ${endpointId}`)
  const secrets = unseal(found.headersSealed, `endpoint:${endpointId}`).toString()
  const headers = Object.fromEntries(
    (JSON.parse(secrets) as EndpointHeader[]).map(({ name, value }) => [name.toLowerCase(), value]),
  )
  const identify = await requestIdentity(db)
  const opened = await openGuarded(found.url, headers, limits, guard, identify)
  if (!opened.ok) return opened
  const { origin } = opened
  const template = { json: JSON.parse(found.requestTemplate) }
  return {
    ok: true,
    caller: {
      address: origin.address,
      close: origin.close,
      async call(row) {
        const request = renderRequest(template, row)
        const result = await origin.post(request)
        const response = result.body ?? null
        const status = result.status ?? null
        if (!result.ok) return { request, response, status, output: null, problem: result.problem }
        const answer = parseAnswer(result.body, found.answerPointer)
        return answer.ok
          ? { request, response, status, output: answer.output, problem: null }
          : { request, response, status, output: null, problem: answer.problem }
      },
    },
  }
}
