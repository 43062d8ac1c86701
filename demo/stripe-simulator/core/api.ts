import type { IncomingMessage, ServerResponse } from 'node:http'
import type { SimulatorOptions } from '../options'
import { clockMs, newContext } from './context'
import { ApiError } from './errors'
import { silenced, strike } from './faults'
import { inFlight, type Keyed, keyed, remembered } from './idempotency'
import { randomText } from './ids'
import { decodeForm, decodeJson, type Raw } from './params'
import { matchPath, type Route } from './route'
import type { Store, Unit } from './store'
import type { Fault } from './tables'

interface Answer {
  status: number
  body: unknown
  replayed?: boolean
  /** Done, but the caller never hears of it: the connection is held, then cut. */
  holdMs?: number
}

interface Call {
  method: string
  path: string
  query: string
  body: string
  headers: IncomingMessage['headers']
}

export interface Api {
  answer: (request: IncomingMessage, response: ServerResponse, body: string) => Promise<void>
}

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** The HTTP edge of the API: bearer, idempotency, injected faults, Stripe-shaped errors. */
export function createApi(
  store: Store,
  options: SimulatorOptions,
  routes: Route[],
  origin: () => string,
  afterCommit: () => void,
): Api {
  const busy = new Set<string>()

  function authorise(header: string | undefined): void {
    if (!header) {
      throw new ApiError(
        401,
        'You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth.',
      )
    }
    const key = header.startsWith('Basic ')
      ? Buffer.from(header.slice(6), 'base64').toString('utf8').replace(/:$/, '')
      : header.replace(/^Bearer /, '')
    if (key.startsWith('sk_live_')) {
      throw new ApiError(401, 'The payment simulator refuses a live key.')
    }
    if (key !== options.secretKey) {
      throw new ApiError(401, `Invalid API Key provided: ${key.slice(0, 8)}****${key.slice(-4)}`)
    }
  }

  function routeFor(call: Call): { route: Route; ids: Record<string, string> } {
    for (const route of routes) {
      if (route.method !== call.method) continue
      const ids = matchPath(route.pattern, call.path)
      if (ids) return { route, ids }
    }
    throw new ApiError(404, `Unrecognized request URL (${call.method}: ${call.path}).`)
  }

  function readParams(call: Call): Record<string, Raw> {
    if (call.method === 'POST' && call.path.startsWith('/v2/')) return decodeJson(call.body)
    return decodeForm(call.method === 'POST' ? call.body : call.query)
  }

  /** Looks up the key and takes the injected faults, before any work. */
  function begin(call: Call, key: Keyed | null) {
    return store.run((unit) => {
      const known = key && remembered(unit, key, clockMs(unit, options.now()))
      if (known) return { known, fail: null, failLate: null, hold: null, delayMs: 0 }
      const subject = { path: call.path }
      const post = call.method === 'POST' && !call.path.startsWith(CONTROL)
      return {
        known: null,
        fail: post ? strike(unit, 'api_500', subject) : null,
        failLate: post ? strike(unit, 'api_500_after_commit', subject) : null,
        hold: post ? strike(unit, 'timeout_after_commit', subject) : null,
        delayMs: post ? (strike(unit, 'api_delay', subject)?.delayMs ?? 0) : 0,
      }
    })
  }

  /** The silence that a request falls into: it is neither done nor answered. */
  function silence(path: string): Fault | null {
    if (path.startsWith(CONTROL)) return null
    return store.run((unit) => silenced(unit, { path }, clockMs(unit, options.now())))
  }

  /**
   * Runs the handler and remembers its answer under the key, in one unit of work. An error that the
   * handler throws undoes its work; one that it returns, as a declined card, leaves it standing.
   */
  function execute(
    call: Call,
    params: Record<string, Raw>,
    { key, id, failLate }: { key: Keyed | null; id: string; failLate: boolean },
  ): Answer {
    const idempotencyKey = header(call.headers['idempotency-key']) ?? null
    const { route, ids } = routeFor(call)
    try {
      return store.run((unit) => {
        const context = newContext(unit, options, origin(), { id, idempotencyKey })
        const result = route.handle(context, params, ids)
        const outcome = failLate ? injected500() : result
        const answer =
          outcome instanceof ApiError
            ? { status: outcome.status, body: outcome.body() }
            : { status: 200, body: outcome }
        if (key) remember(unit, key, answer)
        return answer
      })
    } catch (error) {
      if (error instanceof ApiError && error.executed && key) {
        store.run((unit) => remember(unit, key, { status: error.status, body: error.body() }))
      }
      throw error
    }
  }

  function remember(unit: Unit, key: Keyed, { status, body }: Answer): void {
    unit.put('idempotency', { ...key, status, body, created: clockMs(unit, options.now()) })
  }

  async function perform(call: Call, requestId: string): Promise<Answer> {
    authorise(header(call.headers.authorization))
    refuseOtherAccounts(call)
    routeFor(call)
    const still = silence(call.path)
    if (still) return { status: 0, body: null, holdMs: still.holdMs }
    const params = readParams(call)
    const name = header(call.headers['idempotency-key'])
    const version = call.path.startsWith('/v2/') ? 'v2' : 'v1'
    const key =
      name && call.method === 'POST' ? keyed(version, name, call.method, call.path, params) : null
    if (key && busy.has(key.id)) throw inFlight(name ?? '')
    const { known, fail, failLate, hold, delayMs } = begin(call, key)
    if (known) return { status: known.status, body: known.body, replayed: true }
    if (key) busy.add(key.id)
    try {
      if (delayMs > 0) await sleep(delayMs)
      if (fail) {
        const body = injected500().body()
        if (key) store.run((unit) => remember(unit, key, { status: 500, body }))
        return { status: 500, body }
      }
      const answer = execute(call, params, { key, id: requestId, failLate: failLate !== null })
      afterCommit()
      return hold ? { ...answer, holdMs: hold.holdMs } : answer
    } finally {
      if (key) busy.delete(key.id)
    }
  }

  async function answer(request: IncomingMessage, response: ServerResponse, body: string) {
    const url = new URL(request.url ?? '/', 'http://simulator')
    const call: Call = {
      method: request.method ?? 'GET',
      path: url.pathname,
      query: url.search.slice(1),
      body,
      headers: request.headers,
    }
    const requestId = `req_${randomText(options.randomBytes, 14)}`
    let result: Answer
    try {
      result = await perform(call, requestId)
    } catch (error) {
      result = refusal(error)
    }
    if (result.holdMs !== undefined) {
      await sleep(result.holdMs)
      request.socket.destroy()
      return
    }
    const idempotencyKey = header(request.headers['idempotency-key'])
    response.writeHead(result.status, {
      'content-type': 'application/json',
      'request-id': requestId,
      'stripe-version': header(request.headers['stripe-version']) ?? '',
      'samar-simulator': 'true',
      ...(idempotencyKey ? { 'idempotency-key': idempotencyKey } : {}),
      ...(result.replayed ? { 'idempotent-replayed': 'true' } : {}),
    })
    response.end(JSON.stringify(result.body))
  }

  return { answer }
}

/** Requests under this prefix steer the simulator and are never struck by faults. */
export const CONTROL = '/v1/test_helpers/simulator'

/** To act for a connected account is more than the simulator can: better said than done for us. */
function refuseOtherAccounts(call: Call): void {
  if (call.headers['stripe-account'] === undefined && call.headers['stripe-context'] === undefined)
    return
  throw new ApiError(
    403,
    'The payment simulator does not act for connected accounts: leave Stripe-Account and Stripe-Context out.',
    { code: 'account_invalid' },
  )
}

function injected500(): ApiError {
  return new ApiError(500, 'An unknown error occurred. (Injected by the payment simulator.)', {
    type: 'api_error',
    executed: true,
  })
}

function refusal(error: unknown): Answer {
  if (error instanceof ApiError) return { status: error.status, body: error.body() }
  console.error(error)
  const failure = new ApiError(500, 'The payment simulator itself failed.', { type: 'api_error' })
  return { status: 500, body: failure.body() }
}

function header(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value
}
