import { randomUUID } from 'node:crypto'
import type Stripe from 'stripe'
import { afterEach, describe, expect, it } from 'vitest'
import {
  payByCard,
  type Running,
  recipient,
  run,
  sendCheckout,
  sessionParams,
  types,
} from '../../support/simulator-contract/harness'
import { payWith } from '../../support/simulator-contract/provider'

/* What happens at the simulator by time alone: its clock goes forward when it is told to. */

const DAY = 86_400
let running: Running[] = []
afterEach(async () => {
  await Promise.all(running.map(({ simulator }) => simulator.stop()))
  running = []
})

async function start(): Promise<Running & { pass: (days: number) => Promise<unknown> }> {
  const started = await run()
  running.push(started)
  const pass = (days: number) =>
    started.control('POST', 'clock', { advance: String(Math.round(days * DAY)) })
  return { ...started, pass }
}

const eventTypes = async (stripe: Stripe) =>
  types((await stripe.events.list({ limit: 100 })).data).reverse()

/** A session paid by debit of a test account. */
async function debit(stripe: Stripe, account: string, currency = 'usd') {
  const params = sessionParams()
  const [item] = params.line_items ?? []
  if (item?.price_data) item.price_data.currency = currency
  const session = await stripe.checkout.sessions.create(params)
  expect((await sendCheckout(session, account)).status).toBe(303)
  return session.id
}

describe('the clock', () => {
  it('goes forward only, and leaves the times of objects and signatures alone', async () => {
    const { stripe, control, pass } = await start()
    await pass(30)
    const moved = (await control('GET', 'clock')) as { machine: number; clock: number }
    expect(moved.clock - moved.machine).toBeGreaterThanOrEqual(30 * DAY)
    await control('POST', 'clock', { to: String(moved.machine) })
    const still = (await control('GET', 'clock')) as { clock: number }
    expect(still.clock).toBeGreaterThanOrEqual(moved.clock)
    const charge = await payByCard(stripe)
    expect(Math.abs(charge.created - Date.now() / 1000)).toBeLessThan(60)
  })

  it('clears the money of a card after two days, and says so', async () => {
    const { stripe, pass } = await start()
    await pass(10)
    const charge = await payByCard(stripe)
    const usd = async () => (await stripe.balance.retrieve()).available[0]?.amount
    expect(await usd()).toBe(0)
    await pass(1.9)
    expect(await usd()).toBe(0)
    await pass(0.2)
    expect(await usd()).toBe(1_000_00 - 29_30)
    const [movement] = (await stripe.balanceTransactions.list({ source: charge.id })).data
    expect(movement?.status).toBe('available')
    expect(await eventTypes(stripe)).toContain('balance.available')
  })

  it('forgets a key after a day', async () => {
    const { stripe, pass } = await start()
    const idempotencyKey = randomUUID()
    const create = () => stripe.customers.create({}, { idempotencyKey })
    const first = await create()
    await pass(0.9)
    expect((await create()).id).toBe(first.id)
    await pass(0.2)
    expect((await create()).id).not.toBe(first.id)
  })
})

describe('a bank debit', () => {
  it.each([
    ['usd', '000123456789', 4],
    ['eur', 'DE89370400440532013000', 5],
    ['gbp', '00012345', 3],
  ])('in %s from %s arrives after %i days', async (currency, account, days) => {
    const { stripe, pass } = await start()
    const id = await debit(stripe, account, currency)
    await pass(days - 0.1)
    expect((await stripe.checkout.sessions.retrieve(id)).payment_status).toBe('unpaid')
    await pass(0.2)
    expect((await stripe.checkout.sessions.retrieve(id)).payment_status).toBe('paid')
    expect(await eventTypes(stripe)).toEqual([
      'payment_intent.created',
      'charge.pending',
      'payment_intent.processing',
      'checkout.session.completed',
      'charge.succeeded',
      'payment_intent.succeeded',
      'checkout.session.async_payment_succeeded',
    ])
    expect((await stripe.balance.retrieve()).pending[0]?.amount).toBeGreaterThan(0)
  })

  it.each([
    ['usd', '000222222227', 'insufficient_funds'],
    ['usd', '000111111113', 'account_closed'],
    ['usd', '000333333335', 'debit_not_authorized'],
    ['eur', 'DE62370400440532013001', 'generic_could_not_process'],
    ['gbp', '33333335', 'debit_not_authorized'],
  ])('in %s from %s fails with %s', async (currency, account, code) => {
    const { stripe, pass } = await start()
    await debit(stripe, account, currency)
    await pass(6)
    const [charge] = (await stripe.charges.list()).data
    expect(charge).toMatchObject({ status: 'failed', failure_code: code })
    expect(await eventTypes(stripe)).toContain('checkout.session.async_payment_failed')
    expect((await stripe.balanceTransactions.list()).data).toEqual([])
  })

  it('may be disputed once it has arrived, or never arrive', async () => {
    const { stripe, pass } = await start()
    await debit(stripe, '000555555559')
    const waiting = await debit(stripe, '000000000009')
    await pass(30)
    expect((await stripe.disputes.list()).data).toHaveLength(1)
    expect((await stripe.checkout.sessions.retrieve(waiting)).payment_status).toBe('unpaid')
  })
})

describe('disputes', () => {
  it('are lost when nobody answers in nine days; an inquiry is closed', async () => {
    const { stripe, pass } = await start()
    await payByCard(stripe, 1_000_00, '4000000000000259')
    await payByCard(stripe, 500_00, '4000000000001976')
    await pass(8.9)
    const statuses = async () => (await stripe.disputes.list()).data.map((row) => row.status).sort()
    expect(await statuses()).toEqual(['needs_response', 'warning_needs_response'])
    await pass(0.2)
    expect(await statuses()).toEqual(['lost', 'warning_closed'])
    const [inquiry, chargeback] = (await stripe.disputes.list()).data
    expect(inquiry?.balance_transactions).toEqual([])
    expect(chargeback?.evidence_details.past_due).toBe(true)
    const refund = await stripe.refunds.create({ charge: String(inquiry?.charge) })
    expect(refund.status).toBe('succeeded')
  })

  it('of a part of the charge take that part', async () => {
    const { stripe, control } = await start()
    const charge = await payByCard(stripe)
    await control('POST', `charges/${charge.id}/dispute`, { amount: '30000' })
    const [dispute] = (await stripe.disputes.list()).data
    expect(dispute?.balance_transactions[0]?.amount).toBe(-300_00)
    const tooMuch = control('POST', `charges/${charge.id}/dispute`, { amount: '10000001' })
    await expect(tooMuch).rejects.toThrow()
  })
})

describe('payouts', () => {
  it('that come back bring their money back', async () => {
    const { stripe, control } = await start()
    await payWith(stripe, 1_000_00, 'pm_card_bypassPending')
    const payout = await stripe.payouts.create({ amount: 500_00, currency: 'usd' })
    await control('POST', `payouts/${payout.id}/settle`, { arrives: 'false' })
    const failed = await stripe.payouts.retrieve(payout.id)
    expect(failed).toMatchObject({ status: 'failed', failure_code: 'no_account' })
    const rows = (await stripe.balanceTransactions.list({ source: payout.id })).data
    expect(rows.map((row) => row.type).sort()).toEqual(['payout', 'payout_failure'])
    expect(await eventTypes(stripe)).toContain('payout.failed')
  })

  it('go out by themselves with a schedule, and say what they paid out', async () => {
    const { stripe, pass } = await start()
    await stripe.balanceSettings.update({
      payments: {
        payouts: {
          schedule: { interval: 'daily' },
          minimum_balance_by_currency: { usd: 100_00 },
        },
      },
    })
    const charge = await payByCard(stripe)
    await pass(2)
    const [payout] = (await stripe.payouts.list()).data
    expect(payout).toMatchObject({ automatic: true, amount: 1_000_00 - 29_30 - 100_00 })
    await pass(2)
    expect((await stripe.payouts.retrieve(String(payout?.id))).status).toBe('paid')
    const content = await stripe.balanceTransactions.list({ payout: String(payout?.id) })
    expect(content.data.map((row) => row.source).sort()).toEqual([charge.id, payout?.id].sort())
    expect(await eventTypes(stripe)).toContain('payout.reconciliation_completed')
  })
})

describe('an account', () => {
  const include = ['configuration.recipient', 'requirements'] as (
    | 'configuration.recipient'
    | 'requirements'
  )[]
  const dueOf = (account: Stripe.V2.Core.Account) =>
    account.requirements?.entries?.map((entry) => entry.description) ?? []
  const statusOf = (account: Stripe.V2.Core.Account) =>
    account.configuration?.recipient?.capabilities?.stripe_balance?.stripe_transfers?.status

  it('says what is due; the hosted page takes it piece by piece', async () => {
    const { stripe } = await start()
    const { id } = await stripe.v2.core.accounts.create({
      identity: { country: 'pk', entity_type: 'company' },
      configuration: {
        recipient: { capabilities: { stripe_balance: { stripe_transfers: { requested: true } } } },
      },
    })
    const look = () => stripe.v2.core.accounts.retrieve(id, { include })
    const visit = async (form: Record<string, string>) => {
      const link = await stripe.v2.core.accountLinks.create({
        account: id,
        use_case: {
          type: 'account_onboarding',
          account_onboarding: { refresh_url: 'http://localhost:3000/refresh' },
        },
      })
      return fetch(link.url, {
        method: 'POST',
        body: new URLSearchParams(form),
        redirect: 'manual',
      })
    }
    expect(dueOf(await look())).toEqual([
      'identity.business_details.registered_name',
      'configuration.recipient.default_outbound_destination',
      'identity.attestations.terms_of_service.account',
    ])
    const part = { legal_name: 'Nur Labs', bank_account: 'PK36SCBL0000001123456702' }
    expect((await visit({ ...part, intent: 'save' })).status).toBe(400)
    expect((await visit({ ...part, intent: 'later' })).status).toBe(303)
    expect(dueOf(await look())).toEqual(['identity.attestations.terms_of_service.account'])
    expect(statusOf(await look())).toBe('restricted')
    await visit({ ...part, agrees: 'yes', intent: 'save' })
    expect(dueOf(await look())).toEqual([])
    expect(statusOf(await look())).toBe('active')
  })

  it('is asked for a document, and restricted when it does not come or cannot be read', async () => {
    const { stripe, control, pass } = await start()
    const { id } = await recipient(stripe)
    await control('POST', `accounts/${id}/ask-for-document`)
    const look = () => stripe.v2.core.accounts.retrieve(id, { include })
    const asked = await look()
    expect(statusOf(asked)).toBe('active')
    expect(asked.requirements?.summary?.minimum_deadline).toMatchObject({ status: 'currently_due' })
    await pass(7.1)
    expect(statusOf(await look())).toBe('restricted')
    expect((await look()).requirements?.summary?.minimum_deadline?.status).toBe('past_due')
    const bring = async (document: string) => {
      const link = await stripe.v2.core.accountLinks.create({
        account: id,
        use_case: {
          type: 'account_update',
          account_update: { refresh_url: 'http://localhost:3000/refresh' },
        },
      })
      expect(await (await fetch(link.url)).text()).toContain('Identity document')
      const body = new URLSearchParams({
        legal_name: 'Amna Khan',
        bank_account: 'PK36SCBL0000001123456702',
        agrees: 'yes',
        intent: 'save',
        document,
      })
      return fetch(link.url, { method: 'POST', body, redirect: 'manual' })
    }
    await bring('unreadable')
    const [entry] = (await look()).requirements?.entries ?? []
    expect(entry?.errors?.[0]?.code).toBe('verification_document_not_readable')
    await bring('readable')
    expect(statusOf(await look())).toBe('active')
    const { data } = await control('GET', 'objects/thin_events')
    const told = (data as { type: string }[]).map(({ type }) => type)
    const name = 'v2.core.account[configuration.recipient].capability_status_updated'
    expect(told.filter((type) => type === name)).toHaveLength(3)
  })
})

describe('a bank transfer on the hosted page', () => {
  it('funds in part and then too much; the rest stays as cash', async () => {
    const { stripe } = await start()
    const customer = await stripe.customers.create({ email: 'funder@example.org' })
    const session = await stripe.checkout.sessions.create({
      ...sessionParams(),
      customer: customer.id,
      allowed_payment_method_types: ['customer_balance'],
      payment_method_options: {
        customer_balance: {
          funding_type: 'bank_transfer',
          bank_transfer: { type: 'us_bank_transfer' },
        },
      },
    })
    const answer = await sendCheckout(session, 'customer_balance')
    const page = new URL(answer.headers.get('location') ?? '', String(session.url))
    expect(await (await fetch(page)).text()).toContain('1,000.00 USD')
    const send = (amount: string) =>
      fetch(page, { method: 'POST', body: new URLSearchParams({ amount }), redirect: 'manual' })
    expect((await send('much')).status).toBe(400)
    await send('400.00')
    expect(await (await fetch(page)).text()).toContain('600.00 USD')
    await send('700')
    expect(await (await fetch(page)).text()).toContain('The money has arrived.')
    const paid = await stripe.checkout.sessions.retrieve(session.id)
    expect(paid).toMatchObject({ status: 'complete', payment_status: 'paid' })
    const cash = await stripe.customers.retrieveCashBalance(customer.id)
    expect(cash.available).toEqual({ usd: 100_00 })
    expect(await eventTypes(stripe)).toEqual([
      'customer.created',
      'payment_intent.created',
      'checkout.session.completed',
      'payment_intent.requires_action',
      'customer_cash_balance_transaction.created',
      'customer_cash_balance_transaction.created',
      'payment_intent.partially_funded',
      'customer_cash_balance_transaction.created',
      'customer_cash_balance_transaction.created',
      'charge.succeeded',
      'payment_intent.succeeded',
      'checkout.session.async_payment_succeeded',
    ])
  })
})
