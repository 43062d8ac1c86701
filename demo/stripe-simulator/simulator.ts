import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createApi } from './core/api'
import { newContext } from './core/context'
import { Deliveries } from './core/deliveries'
import { Store } from './core/store'
import { assertSafe, RETRY_DELAYS, type SimulatorOptions } from './options'
import { visit } from './pages/site'
import { accountLinkRoutes } from './resources/account-links'
import { accountRoutes } from './resources/accounts'
import { balanceRoutes } from './resources/balance'
import { balanceSettingsRoutes } from './resources/balance-settings'
import { bankTransferRoutes } from './resources/bank-transfers'
import { cashBalanceRoutes } from './resources/cash-balances'
import { chargeRoutes } from './resources/charges'
import { checkoutSessionRoutes } from './resources/checkout-sessions'
import { controlRoutes } from './resources/control'
import { customerRoutes } from './resources/customers'
import { disputeAnswerRoutes } from './resources/dispute-answers'
import { disputeRoutes } from './resources/disputes'
import { eventRoutes } from './resources/events'
import { newIntentRoutes } from './resources/new-intent'
import { paymentIntentRoutes } from './resources/payment-intents'
import { payoutRoutes } from './resources/payouts'
import { refundRoutes } from './resources/refunds'
import { transferReversalRoutes } from './resources/transfer-reversals'
import { transferRoutes } from './resources/transfers'
import { letTimePass } from './resources/what-falls-due'

const MAX_BODY = 1_000_000
const HOST = '127.0.0.1'

const routes = [
  ...checkoutSessionRoutes,
  ...newIntentRoutes,
  ...paymentIntentRoutes,
  ...bankTransferRoutes,
  ...customerRoutes,
  ...cashBalanceRoutes,
  ...chargeRoutes,
  ...balanceRoutes,
  ...balanceSettingsRoutes,
  ...payoutRoutes,
  ...transferRoutes,
  ...transferReversalRoutes,
  ...refundRoutes,
  ...disputeRoutes,
  ...disputeAnswerRoutes,
  ...accountRoutes,
  ...accountLinkRoutes,
  ...eventRoutes,
  ...controlRoutes,
]

export interface Simulator {
  /** Listens on the loopback address only; answers with the port. */
  start: () => Promise<number>
  stop: () => Promise<void>
  readonly origin: string
}

/** A payment provider that behaves like Stripe, for the demo and the tests. */
export function createSimulator(
  given: Partial<SimulatorOptions> & Pick<SimulatorOptions, 'secretKey' | 'webhookSecret'>,
): Simulator {
  assertSafe({ secretKey: given.secretKey, mode: process.env.SAMAR_MODE })
  const options: SimulatorOptions = {
    port: 0,
    stateFile: null,
    webhookUrl: null,
    thinWebhookUrl: null,
    appOrigin: 'http://localhost:3000',
    publicOrigin: null,
    retryDelays: RETRY_DELAYS,
    now: Date.now,
    randomBytes,
    ...given,
  }
  const store = new Store(options.stateFile)
  const deliveries = new Deliveries(store, options)
  let port = options.port
  const origin = () => options.publicOrigin ?? `http://${HOST}:${port}`
  const api = createApi(store, options, routes, origin, () => deliveries.wake())

  function tick(): void {
    store.run((unit) =>
      letTimePass(newContext(unit, options, origin(), { id: null, idempotencyKey: null })),
    )
  }

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? '/', origin()).pathname
    if (path === '/health') {
      json(response, 200, { ok: true, livemode: false })
      return
    }
    const body = await read(request)
    if (path.startsWith('/v1/') || path.startsWith('/v2/')) {
      tick()
      await api.answer(request, response, body)
      return
    }
    if (request.method === 'POST' && !sameOrigin(request)) {
      json(response, 403, { error: { message: 'This form was sent from another site.' } })
      return
    }
    const method = request.method === 'HEAD' ? 'GET' : (request.method ?? 'GET')
    const reply = visit(store, options, origin(), { method, path, body })
    deliveries.wake()
    if (reply === null) {
      json(response, 404, { error: { message: `Unrecognized request URL (${method}: ${path}).` } })
    } else if ('redirect' in reply) {
      response.writeHead(303, { location: reply.redirect, 'cache-control': 'no-store' }).end()
    } else {
      response.writeHead(reply.status, PAGE_HEADERS).end(reply.page)
    }
  }

  const server: Server = createServer((request, response) => {
    respond(request, response).catch((error) => {
      console.error(error)
      if (!response.headersSent) json(response, 500, { error: { message: 'Simulator failure.' } })
    })
  })
  let sweeper: NodeJS.Timeout | null = null

  return {
    start: () =>
      new Promise((resolve, reject) => {
        server.once('error', reject)
        server.listen(options.port, HOST, () => {
          port = (server.address() as AddressInfo).port
          deliveries.start()
          sweeper = setInterval(tick, 5_000)
          resolve(port)
        })
      }),
    stop: async () => {
      if (sweeper) clearInterval(sweeper)
      server.closeAllConnections()
      await Promise.all([new Promise((resolve) => server.close(resolve)), deliveries.stop()])
      store.close()
    },
    get origin() {
      return origin()
    },
  }
}

const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

/** A browser says where a form came from; a program need not. */
function sameOrigin(request: IncomingMessage): boolean {
  const { origin, host } = request.headers
  if (origin === undefined) return true
  try {
    return new URL(origin).host === host
  } catch {
    return false
  }
}

function read(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size > MAX_BODY) {
        reject(new Error('The request body is too large.'))
        request.destroy()
        return
      }
      chunks.push(chunk)
    })
    request.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')))
    request.on('error', reject)
  })
}
