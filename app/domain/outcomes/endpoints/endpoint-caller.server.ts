import { endpoint } from 'db/schema/outcomes'
import { eq } from 'drizzle-orm'
import { unseal } from '~/platform/crypto.server'
import type { Reader } from '~/platform/database.server'
import {
  type FetchLimits,
  type FetchProblem,
  type GuardedOrigin,
  type GuardOptions,
  type Identity,
  openGuarded,
} from '../adapters/guarded-fetch.server'
import type { GuardProblem } from './address-guard'
import { type AnswerProblem, type Reading, readAnswers } from './read-answer'
import type { EndpointHeader } from './register-endpoint.server'
import { requestIdentity } from './request-identity.server'
import { type RequestRow, renderBatch, renderRequest } from './request-template'

export type CallProblem = FetchProblem | AnswerProblem

/** What came of one row of a request. */
export type RowAnswer = { readonly output: string | null; readonly problem: CallProblem | null }

/** What one request came to. */
export type Call = {
  readonly request: string
  readonly response: string | null
  readonly status: number | null
  /** One for each row that was asked, in the same order. */
  readonly answers: readonly RowAnswer[]
}

export type EndpointCaller = {
  readonly address: string
  /** The most rows that one request carries. */
  readonly rowsPerRequest: number
  /**
   * Writes and signs the requests of rows that are sent soon, so that nothing but the endpoint
   * stands between a row's time and its answer.
   */
  makeReady(rows: readonly RequestRow[]): Promise<void>
  call(rows: readonly RequestRow[]): Promise<Call>
  close(): Promise<void>
}

export type Expected = Pick<Reading, 'labels' | 'mostLength'>

/**
 * Opens a registered endpoint through the address guard.
 * @throws Error when the endpoint's row or its secrets cannot be read: a fault of ours.
 */
export async function openEndpoint(
  db: Reader,
  endpointId: string,
  { limits, guard, expected }: { limits: FetchLimits; guard: GuardOptions; expected: Expected },
): Promise<
  { ok: true; caller: EndpointCaller } | { ok: false; problem: GuardProblem | 'name_unknown' }
> {
  const [found] = await db.select().from(endpoint).where(eq(endpoint.id, endpointId))
  if (!found) throw new Error(`no endpoint ${endpointId}`)
  const { kind, answerPointer, listPointer, answerRule: rule, rowsPerRequest } = found
  const secrets = unseal(found.headersSealed, `endpoint:${endpointId}`).toString()
  const headers = Object.fromEntries(
    (JSON.parse(secrets) as EndpointHeader[]).map(({ name, value }) => [name.toLowerCase(), value]),
  )
  const identify = await requestIdentity(db)
  const opened = await openGuarded(found.url, headers, limits, guard, identify)
  if (!opened.ok) return opened
  const { origin } = opened
  const template = { json: JSON.parse(found.requestTemplate) }
  const reading: Reading = { kind, answerPointer, listPointer, rule, ...expected }
  const requests = requestsAhead(origin, (rows, first) =>
    kind === 'batch' ? renderBatch(template, rows) : renderRequest(template, first),
  )
  return {
    ok: true,
    caller: {
      address: origin.address,
      rowsPerRequest,
      close: origin.close,
      async makeReady(rows) {
        for (let at = 0; at < rows.length; at += requestsAtOnce * rowsPerRequest) {
          const some = Array.from({ length: requestsAtOnce }, (_, nth) => {
            const from = at + nth * rowsPerRequest
            return rows.slice(from, from + rowsPerRequest)
          })
          await Promise.all(some.map(requests.make))
        }
      },
      async call(rows) {
        const { body: request, identity } = requests.take(rows)
        const result = await origin.post(request, identity)
        const shown = { request, response: result.body ?? null, status: result.status ?? null }
        if (!result.ok) {
          const { problem } = result
          return { ...shown, answers: rows.map(() => ({ output: null, problem })) }
        }
        const ids = rows.map(({ id }) => id)
        const answers = readAnswers(result.body, ids, reading).map((answer) =>
          answer.ok
            ? { output: answer.output, problem: null }
            : { output: null, problem: answer.problem },
        )
        return { ...shown, answers }
      },
    },
  }
}

const requestsAtOnce = 16
/** An older signature is made anew: receivers need not accept one for longer than some minutes. */
const readyForMs = 30_000

/** Requests that were written and signed before their time, by the id of their first row. */
function requestsAhead(
  origin: GuardedOrigin,
  render: (rows: readonly RequestRow[], first: RequestRow) => string,
) {
  type Ready = { body: string; identity?: Identity; until: number }
  const ready = new Map<string, Ready>()
  return {
    async make(rows: readonly RequestRow[]): Promise<void> {
      const [first] = rows
      if (!first) return
      const body = render(rows, first)
      const identity = await origin.identify(body)
      ready.set(first.id, { body, identity, until: performance.now() + readyForMs })
    },
    /** Each is given out once: a request that is sent again must not look like a replay. */
    take(rows: readonly RequestRow[]): Omit<Ready, 'until'> {
      const [first] = rows
      if (!first) throw new RangeError('a request carries at least one row')
      const made = ready.get(first.id)
      ready.delete(first.id)
      return made && made.until > performance.now() ? made : { body: render(rows, first) }
    },
  }
}
