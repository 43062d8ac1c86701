import { lookup } from 'node:dns/promises'
import { errors, Pool } from 'undici'
import {
  checkAddresses,
  checkUrl,
  type GuardProblem,
  type GuardRules,
} from '../endpoints/address-guard'
import { type AnswerProblem, awaitAnswer, BodyBroken } from './bounded-answer.server'
import {
  AddressChanged,
  checkedConnector,
  FloodedLine,
  lineWatch,
} from './checked-connection.server'

/** Turns a name into all its addresses. Tests put their own in. */
export type Resolver = (host: string) => Promise<string[]>

export type FetchLimits = {
  readonly connections: number
  readonly deadlineMs: number
  readonly maxBytes: number
}

export type FetchProblem =
  | AnswerProblem
  /** Nobody answered at all: the endpoint has not seen the row. */
  | 'connection_refused'
  /** The connection broke before an answer began. */
  | 'connection_failed'
  /** The connection led to another address than the one that was checked. */
  | 'address_changed'
  | 'deadline_passed'
  | 'response_broken'

export type FetchResult =
  | { readonly ok: true; readonly status: number; readonly body: string }
  | {
      readonly ok: false
      readonly problem: FetchProblem
      readonly status?: number
      readonly body?: string
    }

export type GuardedOrigin = {
  /** The address that was checked and that every connection goes to. */
  readonly address: string
  /** The headers that say who asks, where there are any: for a request that goes out soon. */
  identify(body: string): Promise<Identity>
  /** Without an identity made before, the request gets one now. */
  post(body: string, identity?: Identity): Promise<FetchResult>
  /** Reads what is there; nothing is sent but the request. */
  get(): Promise<FetchResult>
  /** The same of what need not be text: each byte is one character of the body (latin1). */
  getBinary(): Promise<FetchResult>
  close(): Promise<void>
}

export type Identity = Readonly<Record<string, string>>

/** The headers that say who asks, for one request. They come before all others. */
export type Identify = (request: {
  readonly method: string
  readonly url: string
  readonly contentType: string
  readonly body: string
}) => Promise<Identity>

export type GuardOptions = { readonly rules: GuardRules; readonly resolve?: Resolver }

const resolveTimeoutMs = 5_000
const contentType = 'application/json'

async function systemResolver(host: string): Promise<string[]> {
  return (await lookup(host, { all: true, verbatim: true })).map(({ address }) => address)
}

async function resolved(host: string, resolve: Resolver): Promise<string[]> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<string[]>((done) => {
    timer = setTimeout(done, resolveTimeoutMs, [])
  })
  try {
    return await Promise.race([resolve(host), late])
  } catch {
    return []
  } finally {
    clearTimeout(timer)
  }
}

/**
 * Opens connections to one URL through the address guard: the name is resolved once, every address
 * is checked, and all connections go to the checked one, so a second look-up can change nothing.
 * Where a connection really ended up is looked at before anything is sent over it. Redirects are
 * not followed; time and bytes are bounded, before and after decompression.
 */
export async function openGuarded(
  url: string,
  headers: Readonly<Record<string, string>>,
  limits: FetchLimits,
  { rules, resolve = systemResolver }: GuardOptions,
  identify?: Identify,
): Promise<
  { ok: true; origin: GuardedOrigin } | { ok: false; problem: GuardProblem | 'name_unknown' }
> {
  const first = checkUrl(url, rules)
  if (!first.ok) return first
  const { checked } = first
  const addresses =
    checked.address === null ? await resolved(checked.host, resolve) : [checked.address]
  if (addresses.length === 0) return { ok: false, problem: 'name_unknown' }
  const second = checkAddresses(checked, addresses, rules)
  if (!second.ok) return second
  const { address } = second
  const { origin, pathname, search } = checked.url
  const connect = checkedConnector(address, Math.min(limits.deadlineMs, 10_000))
  const watch = lineWatch(connect, 2 * limits.maxBytes + 65_536)
  const pool = new Pool(origin, {
    connections: limits.connections,
    pipelining: 1,
    headersTimeout: limits.deadlineMs,
    bodyTimeout: limits.deadlineMs,
    maxHeaderSize: 16_384,
    factory: watch.client,
  })
  const path = `${pathname}${search}`
  const fixed = { accept: contentType, 'accept-encoding': 'identity', ...headers }
  const asked = { method: 'POST', url: `${origin}${path}`, contentType }
  const identityOf = async (body: string) => (await identify?.({ ...asked, body })) ?? {}
  return {
    ok: true,
    origin: {
      address,
      identify: identityOf,
      async post(body, identity) {
        const own = identity ?? (await identityOf(body))
        const all = { ...fixed, 'content-type': contentType, ...own }
        return send(pool, { method: 'POST', path, headers: all, body, limits })
      },
      get: () => send(pool, { method: 'GET', path, headers: fixed, limits }),
      getBinary: () => send(pool, { method: 'GET', path, headers: fixed, limits, binary: true }),
      close: () => {
        watch.stop()
        return pool.destroy().catch(() => {})
      },
    },
  }
}

type Call = {
  method: 'GET' | 'POST'
  path: string
  headers: Readonly<Record<string, string>>
  body?: string
  limits: FetchLimits
  binary?: boolean
}

async function send(pool: Pool, call: Call): Promise<FetchResult> {
  const { limits, binary, ...request } = call
  const asked = awaitAnswer(limits.maxBytes, binary)
  let late = false
  const timer = setTimeout(() => {
    late = true
    asked.giveUp()
  }, limits.deadlineMs)
  try {
    pool.dispatch(request, asked.handler)
    return await asked.answer
  } catch (error) {
    return { ok: false, problem: late ? 'deadline_passed' : problemOf(error) }
  } finally {
    clearTimeout(timer)
  }
}

/** Connection failures may be tried once more; nothing else may. */
function problemOf(error: unknown): FetchProblem {
  if (error instanceof BodyBroken) {
    return problemOf(error.cause) === 'too_large' ? 'too_large' : 'response_broken'
  }
  if (error instanceof AddressChanged) return 'address_changed'
  if (error instanceof FloodedLine) return 'too_large'
  if (error instanceof errors.HeadersTimeoutError || error instanceof errors.BodyTimeoutError) {
    return 'deadline_passed'
  }
  if (error instanceof errors.HeadersOverflowError) return 'too_large'
  if (error instanceof errors.HTTPParserError) return 'response_broken'
  if (error instanceof errors.ConnectTimeoutError) return 'connection_refused'
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return neverConnected.test(code) ? 'connection_refused' : 'connection_failed'
}

const neverConnected =
  /^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|EADDRNOTAVAIL|ERR_TLS_|CERT_|ERR_SSL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/
