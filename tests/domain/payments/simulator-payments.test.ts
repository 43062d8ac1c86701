import { randomUUID } from 'node:crypto'
import Stripe from 'stripe'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { FAULT_KINDS } from '../../../demo/stripe-simulator/core/tables'
import { optionsFromEnvironment } from '../../../demo/stripe-simulator/options'
import { createSimulator } from '../../../demo/stripe-simulator/simulator'
import {
  client,
  payByCard,
  type Running,
  recipient,
  run,
  sendCheckout,
  sessionParams,
  types,
} from '../../support/simulator-contract/harness'
import { departures, schemaMissing } from '../../support/simulator-contract/schema'

/* What only the simulator can be asked for: its pages, its clock, its faults. */

let running: Running[] = []
afterEach(async () => {
  await Promise.all(running.map(({ simulator }) => simulator.stop()))
  running = []
})

async function start(...options: Parameters<typeof run>): Promise<Running> {
  const started = await run(...options)
  running.push(started)
  return started
}

async function eventTypes(stripe: Stripe): Promise<string[]> {
  return types((await stripe.events.list({ limit: 100 })).data).reverse()
}

describe('the hosted payment page', () => {
  it('takes a card, returns with 303 and tells what happened', async () => {
    const { stripe } = await start()
    const session = await stripe.checkout.sessions.create(sessionParams())
    const page = await (await fetch(String(session.url))).text()
    expect(page).toContain('no real money moves here')
    expect(page).toContain('1,000.00 USD')
    const answer = await sendCheckout(session, '4242424242424242')
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toBe(`http://localhost:3000/paid?session=${session.id}`)
    const paid = await stripe.checkout.sessions.retrieve(session.id, {
      expand: ['payment_intent'],
    })
    expect(paid).toMatchObject({ status: 'complete', payment_status: 'paid', url: null })
    expect(paid.payment_intent).toMatchObject({
      status: 'succeeded',
      transfer_group: 'milestone_1',
      metadata: { milestone: '1' },
      amount_received: 1_000_00,
    })
    expect(await eventTypes(stripe)).toEqual([
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.succeeded',
      'checkout.session.completed',
    ])
    await sendCheckout(session, '4242424242424242')
    expect((await stripe.charges.list()).data).toHaveLength(1)
  })

  it.each([
    ['4000000000000002', 'card_declined', 'generic_decline', 'Your card was declined.'],
    ['4000000000009995', 'card_declined', 'insufficient_funds', 'has insufficient funds.'],
    ['4000000000009987', 'card_declined', 'lost_card', 'Your card was declined.'],
    ['4000000000000069', 'expired_card', undefined, 'Your card has expired.'],
    ['4000000000000119', 'processing_error', undefined, 'An error occurred while processing'],
  ])('card %s fails with %s and may be tried again', async (card, code, declineCode, sentence) => {
    const { stripe } = await start()
    const session = await stripe.checkout.sessions.create(sessionParams())
    const answer = await sendCheckout(session, card)
    expect(answer.status).toBe(402)
    expect(await answer.text()).toContain(sentence)
    const open = await stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent'] })
    expect(open).toMatchObject({ status: 'open', payment_status: 'unpaid' })
    expect(open.payment_intent).toMatchObject({
      status: 'requires_payment_method',
      last_payment_error: { code, ...(declineCode ? { decline_code: declineCode } : {}) },
    })
    expect(await eventTypes(stripe)).toContain('charge.failed')
    expect((await sendCheckout(session, '4242424242424242')).status).toBe(303)
    expect((await stripe.balanceTransactions.list()).data).toHaveLength(1)
  })

  it('asks for a confirmation with the 3-D Secure card', async () => {
    const { stripe } = await start()
    const session = await stripe.checkout.sessions.create(sessionParams())
    const first = await sendCheckout(session, '4000002500003155')
    expect(first.headers.get('location')).toBe(`/c/pay/${session.id}/confirm`)
    const answer = (outcome: string) =>
      fetch(`${session.url}/confirm`, {
        method: 'POST',
        body: new URLSearchParams({ outcome }),
        redirect: 'manual',
      })
    expect((await answer('refuse')).status).toBe(402)
    await sendCheckout(session, '4000002500003155')
    expect((await answer('confirm')).status).toBe(303)
    const [charge] = (await stripe.charges.list()).data
    expect(charge?.payment_method_details?.card?.three_d_secure?.result).toBe('authenticated')
  })

  it.each(['4000008260003178', '4000008400001629'])(
    'declines card %s although the payer has confirmed',
    async (card) => {
      const { stripe } = await start()
      const session = await stripe.checkout.sessions.create(sessionParams())
      await sendCheckout(session, card)
      const body = new URLSearchParams({ outcome: 'confirm' })
      const answer = await fetch(`${session.url}/confirm`, { method: 'POST', body })
      expect(answer.status).toBe(402)
      expect((await stripe.checkout.sessions.retrieve(session.id)).status).toBe('open')
      expect((await stripe.charges.list()).data[0]?.status).toBe('failed')
    },
  )

  it('lets a bank debit arrive later, or not at all', async () => {
    const { stripe, control } = await start()
    for (const arrives of ['true', 'false']) {
      const session = await stripe.checkout.sessions.create(sessionParams())
      expect((await sendCheckout(session, 'bank_transfer')).status).toBe(303)
      const waiting = await stripe.checkout.sessions.retrieve(session.id)
      expect(waiting).toMatchObject({ status: 'complete', payment_status: 'unpaid' })
      await control('POST', `payments/${String(waiting.payment_intent)}/settle`, { arrives })
      const settled = await stripe.checkout.sessions.retrieve(session.id)
      expect(settled.payment_status).toBe(arrives === 'true' ? 'paid' : 'unpaid')
    }
    expect(await eventTypes(stripe)).toEqual(
      expect.arrayContaining([
        'payment_intent.processing',
        'checkout.session.async_payment_succeeded',
        'checkout.session.async_payment_failed',
      ]),
    )
    expect((await stripe.balanceTransactions.list()).data.map((row) => row.type)).toEqual([
      'payment',
    ])
  })

  it('opens a dispute with the dispute card, and takes the money back', async () => {
    const { stripe, control } = await start()
    const charge = await payByCard(stripe, 1_000_00, '4000000000000259')
    const [dispute] = (await stripe.disputes.list({ charge: charge.id })).data
    expect(dispute).toMatchObject({ amount: 1_000_00, status: 'needs_response' })
    await expect(stripe.refunds.create({ charge: charge.id })).rejects.toMatchObject({
      code: 'charge_disputed',
    })
    await control('POST', `disputes/${dispute?.id}/decide`, { won: 'true' })
    const net = (await stripe.balanceTransactions.list()).data.reduce(
      (sum, row) => sum + row.net,
      0,
    )
    expect(net).toBe(1_000_00 - 29_30 - 15_00)
    if (!schemaMissing) {
      const won = await stripe.disputes.retrieve(String(dispute?.id))
      expect(departures(JSON.parse(JSON.stringify(won)))).toEqual([])
    }
  })
})

describe('onboarding', () => {
  it('leaves the requirements open with later, and activates transfers with save', async () => {
    const { stripe } = await start()
    const account = await stripe.v2.core.accounts.create({
      configuration: {
        recipient: { capabilities: { stripe_balance: { stripe_transfers: { requested: true } } } },
      },
    })
    const charge = await payByCard(stripe)
    const transfer = {
      amount: 100,
      currency: 'usd',
      destination: account.id,
      source_transaction: charge.id,
    }
    await expect(stripe.transfers.create(transfer)).rejects.toMatchObject({
      code: 'insufficient_capabilities_for_transfer',
    })
    const ready = await recipient(stripe)
    const shown = await stripe.v2.core.accounts.retrieve(ready.id, {
      include: ['configuration.recipient', 'requirements'],
    })
    const capabilities = shown.configuration?.recipient?.capabilities
    expect(capabilities?.stripe_balance?.stripe_transfers?.status).toBe('active')
    expect(shown.requirements?.entries).toEqual([])
    const sent = await stripe.transfers.create({ ...transfer, destination: ready.id })
    expect(sent.transfer_group).toBe('milestone_1')
  })
})

describe('time', () => {
  it('makes money available after two days, expires pages, forgets keys after one', async () => {
    let now = Date.now()
    const { stripe } = await start({ now: () => now })
    const idempotencyKey = randomUUID()
    const open = await stripe.checkout.sessions.create(sessionParams(), { idempotencyKey })
    await payByCard(stripe)
    expect((await stripe.balance.retrieve()).available[0]?.amount).toBe(0)
    now += 25 * 3_600_000
    expect((await stripe.checkout.sessions.retrieve(open.id)).status).toBe('expired')
    const other = await stripe.checkout.sessions.create(sessionParams(), { idempotencyKey })
    expect(other.id).not.toBe(open.id)
    now += 24 * 3_600_000
    expect((await stripe.balance.retrieve()).available[0]?.amount).toBe(1_000_00 - 29_30)
  })
})

describe('faults of the API', () => {
  it('records an injected 500 under its key, without any effect', async () => {
    const { stripe, control } = await start()
    await control('POST', 'faults', { kind: 'api_500', path: '/v1/checkout' })
    const idempotencyKey = randomUUID()
    const create = () => stripe.checkout.sessions.create(sessionParams(), { idempotencyKey })
    await expect(create()).rejects.toMatchObject({ statusCode: 500 })
    await expect(create()).rejects.toMatchObject({ statusCode: 500 })
    expect((await stripe.checkout.sessions.list()).data).toEqual([])
    expect((await stripe.checkout.sessions.create(sessionParams())).status).toBe('open')
  })

  it('acts, and answers with an error that it keeps to', async () => {
    const { stripe, control } = await start()
    await control('POST', 'faults', { kind: 'api_500_after_commit', path: '/v1/checkout' })
    const idempotencyKey = randomUUID()
    const create = () => stripe.checkout.sessions.create(sessionParams(), { idempotencyKey })
    await expect(create()).rejects.toMatchObject({ statusCode: 500 })
    await expect(create()).rejects.toMatchObject({ statusCode: 500 })
    expect((await stripe.checkout.sessions.list()).data).toHaveLength(1)
  })

  it('says nothing for three days, and has done nothing', async () => {
    const { stripe, control, simulator } = await start()
    await control('POST', 'faults', { kind: 'silence', hold_ms: '10' })
    const create = () => stripe.checkout.sessions.create(sessionParams())
    await expect(create()).rejects.toBeInstanceOf(Stripe.errors.StripeConnectionError)
    await expect(stripe.balance.retrieve()).rejects.toBeInstanceOf(
      Stripe.errors.StripeConnectionError,
    )
    expect((await fetch(`${simulator.origin}/health`)).status).toBe(200)
    await control('POST', 'clock', { advance: String(3 * 86_400 + 60) })
    expect((await stripe.checkout.sessions.list()).data).toEqual([])
    expect((await create()).status).toBe('open')
  })

  it('acts, and never answers: the key brings the result', async () => {
    const { stripe, control, simulator } = await start()
    await control('POST', 'faults', { kind: 'timeout_after_commit', hold_ms: '1500' })
    const idempotencyKey = randomUUID()
    const hasty = client(Number(new URL(simulator.origin).port), { timeout: 300 })
    await expect(
      hasty.checkout.sessions.create(sessionParams(), { idempotencyKey }),
    ).rejects.toBeInstanceOf(Stripe.errors.StripeConnectionError)
    const session = await stripe.checkout.sessions.create(sessionParams(), { idempotencyKey })
    expect((await stripe.checkout.sessions.list()).data.map((row) => row.id)).toEqual([session.id])
  })

  it('answers 409 while the first request with the key is under way', async () => {
    const { stripe, control } = await start()
    await control('POST', 'faults', { kind: 'api_delay', delay_ms: '400' })
    const idempotencyKey = randomUUID()
    const create = () => stripe.checkout.sessions.create(sessionParams(), { idempotencyKey })
    const results = await Promise.allSettled([create(), create()])
    const refused = results.find((result) => result.status === 'rejected')
    expect(refused?.reason).toMatchObject({ statusCode: 409, code: 'idempotency_key_in_use' })
    expect((await stripe.checkout.sessions.list()).data).toHaveLength(1)
  })
})

describe('honesty', () => {
  it('refuses live keys', () => {
    const live = { secretKey: 'sk_live_x', webhookSecret: 'whsec_x' }
    expect(() => createSimulator(live)).toThrow('refuses a live key')
    const restricted = { secretKey: 'rk_live_x', webhookSecret: 'whsec_x' }
    expect(() => createSimulator(restricted)).toThrow('refuses a live key')
  })

  it('does not start in live mode', () => {
    const env = {
      NODE_ENV: 'test' as const,
      STRIPE_SECRET_KEY: 'sk_test_x',
      STRIPE_WEBHOOK_SECRET: 'whsec_x',
    }
    expect(() => optionsFromEnvironment({ ...env, SAMAR_MODE: 'live' })).toThrow('SAMAR_MODE')
    vi.stubEnv('SAMAR_MODE', 'live')
    const given = { secretKey: 'sk_test_x', webhookSecret: 'whsec_x' }
    expect(() => createSimulator(given)).toThrow('SAMAR_MODE')
    vi.unstubAllEnvs()
  })

  it('says that it cannot act for somebody else, rather than act for the platform', async () => {
    const { stripe } = await start()
    const other = stripe.balance.retrieve({}, { stripeAccount: 'acct_1' })
    await expect(other).rejects.toMatchObject({ statusCode: 403, code: 'account_invalid' })
  })

  it('is steered from its own page', async () => {
    const { simulator, stripe, control } = await start()
    const post = (path: string, fields: Record<string, string>) =>
      fetch(`${simulator.origin}${path}`, {
        method: 'POST',
        body: new URLSearchParams(fields),
        redirect: 'manual',
      })
    for (const kind of FAULT_KINDS) {
      const count = { count: '2', event_type: 'transfer', path: '/v1/transfers', hours: '5' }
      expect((await post('/faults', { kind, ...count })).status).toBe(303)
    }
    expect((await control('GET', 'faults')).data).toHaveLength(FAULT_KINDS.length)
    expect((await post('/faults', { kind: 'earthquake' })).status).toBe(400)
    await post('/clear-faults', {})
    await payByCard(stripe, 1_000_00, '4000000000000259')
    await payByCard(stripe)
    expect((await post('/clock', { days: '3' })).status).toBe(303)
    expect((await post('/clock', { days: 'many' })).status).toBe(400)
    const [dispute] = (await stripe.disputes.list()).data
    await post('/decide', { id: dispute?.id ?? '', won: 'true' })
    expect((await stripe.disputes.retrieve(dispute?.id ?? '')).status).toBe('won')
    const home = await (await fetch(`${simulator.origin}/`)).text()
    for (const part of ['Clock', 'Disputes', 'Payouts', 'Accounts', 'fraudulent']) {
      expect(home).toContain(part)
    }
  })

  it('shows its own page with the banner, and takes no form from another site', async () => {
    const { simulator, stripe } = await start()
    await payByCard(stripe)
    const home = await (await fetch(`${simulator.origin}/`)).text()
    expect(home).toContain('no real money moves here')
    expect(home).toContain('checkout.session.completed')
    const foreign = await fetch(`${simulator.origin}/clear-faults`, {
      method: 'POST',
      headers: { origin: 'https://evil.example' },
    })
    expect(foreign.status).toBe(403)
  })
})
