import { mkdtempSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Stripe from 'stripe'
import type { SimulatorOptions } from '../../../demo/stripe-simulator/options'
import { createSimulator, type Simulator } from '../../../demo/stripe-simulator/simulator'

export const SECRET_KEY = 'sk_test_contract'
export const WEBHOOK_SECRET = 'whsec_contract'

export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'samar-simulator-'))
}

export function client(port: number, options: Partial<Stripe.StripeConfig> = {}): Stripe {
  return new Stripe(SECRET_KEY, {
    host: '127.0.0.1',
    port,
    protocol: 'http',
    maxNetworkRetries: 0,
    telemetry: false,
    emitEventBodies: true,
    ...options,
  })
}

export interface Inbox {
  url: string
  /** Every event in the order of its arrival, its signature checked. */
  events: Stripe.Event[]
  /** What the next posts are answered with; 200 when nothing is left. */
  answers: number[]
  port: number
  waitFor: (count: number, ms?: number) => Promise<Stripe.Event[]>
  close: () => Promise<void>
}

/** A webhook endpoint that keeps what it is sent. */
export async function openInbox(port = 0): Promise<Inbox> {
  const stripe = new Stripe(SECRET_KEY)
  const events: Stripe.Event[] = []
  const answers: number[] = []
  const server: Server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8')
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      const status = answers.shift() ?? 200
      if (status === 200) {
        const signature = request.headers['stripe-signature'] ?? ''
        events.push(stripe.webhooks.constructEvent(body, signature, WEBHOOK_SECRET))
      }
      response.writeHead(status).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const { port: bound } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${bound}/webhooks`,
    events,
    answers,
    port: bound,
    waitFor: async (count, ms = 5_000) => {
      const end = Date.now() + ms
      while (events.length < count && Date.now() < end) await pause(20)
      if (events.length < count) {
        throw new Error(`Only ${events.length} of ${count} events: ${types(events).join(', ')}`)
      }
      return events
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
export const types = (events: readonly { type: string }[]) => events.map((event) => event.type)

export interface Running {
  simulator: Simulator
  stripe: Stripe
  control: (
    method: 'GET' | 'POST',
    path: string,
    params?: Record<string, string>,
  ) => Promise<Record<string, unknown>>
}

/** A simulator on a free port with a client of it. */
export async function run(options: Partial<SimulatorOptions> = {}): Promise<Running> {
  const simulator = createSimulator({
    secretKey: SECRET_KEY,
    webhookSecret: WEBHOOK_SECRET,
    ...options,
  })
  const port = await simulator.start()
  return { simulator, stripe: client(port), control: controlOf(simulator.origin) }
}

export function controlOf(origin: string): Running['control'] {
  return async (method, path, params = {}) => {
    const query = new URLSearchParams(params)
    const address = `${origin}/v1/test_helpers/simulator/${path}`
    const response = await fetch(method === 'GET' ? `${address}?${query}` : address, {
      method,
      headers: { authorization: `Bearer ${SECRET_KEY}` },
      ...(method === 'POST' ? { body: query } : {}),
    })
    const body = (await response.json()) as Record<string, unknown>
    if (!response.ok) throw new Error(JSON.stringify(body))
    return body
  }
}

export function sessionParams(
  amount = 1_000_00,
  more: Partial<Stripe.Checkout.SessionCreateParams> = {},
): Stripe.Checkout.SessionCreateParams {
  return {
    mode: 'payment',
    line_items: [
      {
        quantity: 1,
        price_data: { currency: 'usd', unit_amount: amount, product_data: { name: 'Milestone 1' } },
      },
    ],
    payment_intent_data: { transfer_group: 'milestone_1', metadata: { milestone: '1' } },
    metadata: { milestone: '1' },
    success_url: 'http://localhost:3000/paid?session={CHECKOUT_SESSION_ID}',
    cancel_url: 'http://localhost:3000/cancelled',
    ...more,
  }
}

/** Sends the form of the hosted payment page, as a browser without script does. */
export function sendCheckout(session: Stripe.Checkout.Session, card: string): Promise<Response> {
  return fetch(String(session.url), {
    method: 'POST',
    body: new URLSearchParams({ card, email: 'payer@example.org' }),
    redirect: 'manual',
  })
}

/** Creates a session, pays it with a card and returns its charge. */
export async function payByCard(
  stripe: Stripe,
  amount = 1_000_00,
  card = '4242424242424242',
): Promise<Stripe.Charge> {
  const session = await stripe.checkout.sessions.create(sessionParams(amount))
  await sendCheckout(session, card)
  const paid = await stripe.checkout.sessions.retrieve(session.id, {
    expand: ['payment_intent.latest_charge'],
  })
  const intent = paid.payment_intent as Stripe.PaymentIntent
  return intent.latest_charge as Stripe.Charge
}

/** A recipient who has been through the onboarding page. */
export async function recipient(stripe: Stripe): Promise<Stripe.V2.Core.Account> {
  const account = await stripe.v2.core.accounts.create({
    contact_email: 'amna@example.org',
    display_name: 'Amna',
    dashboard: 'none',
    identity: { country: 'us', entity_type: 'individual' },
    configuration: {
      recipient: { capabilities: { stripe_balance: { stripe_transfers: { requested: true } } } },
    },
  })
  const link = await stripe.v2.core.accountLinks.create({
    account: account.id,
    use_case: {
      type: 'account_onboarding',
      account_onboarding: {
        refresh_url: 'http://localhost:3000/refresh',
        return_url: 'http://localhost:3000/return',
      },
    },
  })
  await fetch(link.url, {
    method: 'POST',
    body: new URLSearchParams({
      legal_name: 'Amna Khan',
      bank_account: 'PK36 SCBL 0000 0011 2345 6702',
      agrees: 'yes',
      intent: 'save',
    }),
    redirect: 'manual',
  })
  return account
}
