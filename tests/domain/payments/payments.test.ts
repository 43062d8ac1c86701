import { payable } from 'db/schema/escrow'
import { operation, payment, payoutAccount, webhookEvent } from 'db/schema/payments'
import { eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/postgres-js'
import type { TaskList } from 'graphile-worker'
import postgres from 'postgres'
import Stripe from 'stripe'
import { testSecrets, useDatabase } from 'tests/support/database'
import { jobsOf, ledgerSums } from 'tests/support/escrow'
import { useProvider } from 'tests/support/money'
import { beforeEach, describe, expect, it } from 'vitest'
import { confirmRefund } from '~/domain/escrow/confirm-refund.server'
import { holdFunds } from '~/domain/escrow/hold-funds.server'
import { heldFor } from '~/domain/escrow/queries.server'
import { refundHeld } from '~/domain/escrow/refund-held.server'
import { releaseHeld } from '~/domain/escrow/release-held.server'
import { sendDuePayables } from '~/domain/escrow/send-due-payables.server'
import { openCheckout } from '~/domain/payments/open-checkout.server'
import { processWebhook } from '~/domain/payments/process-webhook.server'
import { paymentById } from '~/domain/payments/queries.server'
import { receiveWebhook } from '~/domain/payments/receive-webhook.server'
import { refreshPayoutAccount } from '~/domain/payments/refresh-payout-account.server'
import { retryOperation } from '~/domain/payments/retry-operation.server'
import { startPayment } from '~/domain/payments/start-payment.server'
import { startPayoutAccount } from '~/domain/payments/start-payout-account.server'
import { Refused } from '~/kernel/refusal'
import { database, inTransaction } from '~/platform/database.server'
import { operationSettled } from '../../../app/jobs/operation-settled'
import { processWebhookTask } from '../../../app/jobs/process-webhook'
import { runOperationTask } from '../../../app/jobs/run-operation'

const testDatabase = useDatabase()
const provider = useProvider(testDatabase)
const at = new Date('2026-03-01T10:00:00Z')

const moneyTasks: TaskList = Object.fromEntries(
  [processWebhookTask, runOperationTask, operationSettled].map(({ name, handler }) => [
    name,
    handler,
  ]),
)
const work = () => provider.work(moneyTasks)
beforeEach(() => provider.control('POST', '/faults/clear'))

let count = 0
/** A number that no other reference of this file has. */
function next(): number {
  count += 1
  return count
}
const start = (change: Partial<Parameters<typeof startPayment>[1]> = {}) =>
  inTransaction((tx) =>
    startPayment(tx, {
      reference: `ref_${next()}`,
      funder: 'org_1',
      startedBy: 'per_1',
      currency: 'EUR',
      amountMinor: 420_000n,
      at,
      ...change,
    }),
  )
const open = (paymentId: string, customerEmail = 'buyer@example.org') =>
  openCheckout(database(), {
    paymentId,
    description: 'Milestone 1',
    successUrl: 'http://localhost:3000/milestones/x?paid=1',
    cancelUrl: 'http://localhost:3000/milestones/x',
    customerEmail,
  })
const statusOf = async (paymentId: string) => (await paymentById(database(), paymentId))?.status
const refusal = async (task: Promise<unknown>) => {
  try {
    await task
  } catch (error) {
    return error instanceof Refused ? error.code : String(error)
  }
  return 'nothing was refused'
}
/** Everything that is on its way arrives and is acted on. */
async function settled(): Promise<void> {
  for (let round = 0; round < 4; round += 1) {
    await provider.delivered()
    await work()
  }
}

describe('a payment', () => {
  it('is one for two people and two clicks, also at the same time', async () => {
    const [a, b] = await Promise.all([start({ reference: 'same' }), start({ reference: 'same' })])
    expect(a.paymentId).toBe(b.paymentId)
    expect(await start({ reference: 'same' })).toEqual(a)
    expect(await refusal(start({ reference: 'same', amountMinor: 5n }))).toBe('payment_open')
    const pages = await Promise.all([open(a.paymentId), open(a.paymentId, 'other@example.org')])
    expect(pages[0]).toEqual(pages[1])
    expect(await provider.objects('checkout_sessions')).toHaveLength(1)
  })

  it('is refused for amounts that nobody can charge', async () => {
    for (const amountMinor of [0n, -1n, 100_000_000n, 2n ** 53n, 2n ** 64n]) {
      expect(await refusal(start({ amountMinor }))).toBe('amount_invalid')
    }
    expect(await refusal(start({ currency: 'XXX' }))).toBe('currency_unknown')
  })

  it('counts when a webhook over HTTP says so, with its fee, and not before', async () => {
    const { paymentId } = await start()
    const { url } = await open(paymentId)
    await provider.pay(url)
    expect(await statusOf(paymentId)).toBe('started')
    await settled()
    const paid = await paymentById(database(), paymentId)
    expect(paid).toMatchObject({ status: 'confirmed', rail: 'card', feeMinor: 12_210n })
    expect(paid?.chargeId).toMatch(/^ch_/)
    const jobs = await jobsOf(testDatabase.ownerUrl, 'payment-settled')
    expect(jobs.filter((job) => job.paymentId === paymentId)).toHaveLength(1)
    expect(await refusal(open(paymentId))).toBe('already_done')
  })

  it('by bank is on its way first, then arrives or fails', async () => {
    for (const arrives of [true, false]) {
      const { paymentId } = await start()
      await provider.pay((await open(paymentId)).url, 'bank_transfer')
      await settled()
      expect(await statusOf(paymentId)).toBe('processing')
      const intents = await provider.objects('payment_intents')
      const intent = intents.find(({ status }) => status === 'processing')
      await provider.control('POST', `/payments/${intent?.id}/settle`, { arrives: String(arrives) })
      await settled()
      const row = await paymentById(database(), paymentId)
      expect(row?.status).toBe(arrives ? 'confirmed' : 'failed')
      if (arrives) expect(row).toMatchObject({ rail: 'bank' })
    }
  })

  it('expires with its page, after which a new one may start', async () => {
    const { paymentId } = await start({ reference: 'lapsed' })
    await open(paymentId)
    const row = await paymentById(database(), paymentId)
    await new Stripe(testSecrets.STRIPE_SECRET_KEY, {
      host: '127.0.0.1',
      port: new URL(process.env.STRIPE_API_URL ?? '').port,
      protocol: 'http',
    }).checkout.sessions.expire(row?.sessionId ?? '')
    await settled()
    expect(await statusOf(paymentId)).toBe('expired')
    expect((await start({ reference: 'lapsed' })).paymentId).not.toBe(paymentId)
  })

  it('has one page at the provider when the answer to the first request was lost', async () => {
    const before = (await provider.objects('checkout_sessions')).length
    await provider.control('POST', '/faults', {
      kind: 'timeout_after_commit',
      path: '/v1/checkout',
      hold_ms: '1500',
    })
    const { paymentId } = await start()
    expect(await refusal(open(paymentId))).toBe('provider_failed')
    await open(paymentId, 'somebody.else@example.org')
    expect(await provider.objects('checkout_sessions')).toHaveLength(before + 1)
  })

  it('is not touched by a charge of another amount', async () => {
    const { paymentId } = await start()
    await provider.pay((await open(paymentId)).url)
    await database().update(payment).set({ amountMinor: 1n }).where(eq(payment.id, paymentId))
    await settled()
    expect(await statusOf(paymentId)).toBe('started')
    const row = await paymentById(database(), paymentId)
    const [event] = await database()
      .select()
      .from(webhookEvent)
      .where(eq(webhookEvent.objectId, row?.sessionId ?? ''))
    expect(event?.lastError).toContain('an operator has to look')
  })
})

describe('a webhook', () => {
  const signer = new Stripe('sk_test_signer').webhooks
  const body = (id: string, objectId = 'cs_test_x') =>
    JSON.stringify({
      id,
      object: 'event',
      type: 'checkout.session.completed',
      livemode: false,
      data: { object: { id: objectId } },
    })
  const sign = (payload: string, seconds = 0, secret = testSecrets.STRIPE_WEBHOOK_SECRET) =>
    signer.generateTestHeaderString({
      payload,
      secret,
      timestamp: Math.floor(Date.now() / 1000) + seconds,
    })
  const receive = (text: string, signature: string | null) =>
    receiveWebhook(database(), { body: text, signature })

  it('forged, unsigned, changed, too old or from the future is refused and leaves nothing', async () => {
    const text = body('evt_forged')
    const refused = async (work: ReturnType<typeof receive>) => {
      const receipt = await work
      return receipt.ok ? 'accepted' : receipt.reason
    }
    expect(await refused(receive(text, null))).toBe('unsigned')
    expect(await refused(receive(text, 'nonsense'))).toBe('signature')
    expect(await refused(receive(text, sign(text, 0, 'whsec_other')))).toBe('signature')
    expect(await refused(receive(`${text} `, sign(text)))).toBe('signature')
    expect(await refused(receive(text, sign(text, -302)))).toBe('stale')
    expect(await refused(receive(text, sign(text, 302)))).toBe('future')
    expect(await refused(receive('{}', sign('{}')))).toBe('shape')
    expect(await refused(receive('not json', sign('not json')))).toBe('shape')
    const live = text.replace('"livemode":false', '"livemode":true')
    expect(await refused(receive(live, sign(live)))).toBe('mode')
    const stored = await database()
      .select()
      .from(webhookEvent)
      .where(eq(webhookEvent.id, 'evt_forged'))
    expect(stored).toHaveLength(0)
  })

  it('replayed is answered the same, stored once, and makes one job', async () => {
    const text = body('evt_replayed')
    const receipts = await Promise.all([1, 2, 3, 4].map(() => receive(text, sign(text))))
    expect(receipts.every(({ ok }) => ok)).toBe(true)
    expect(receipts.filter((receipt) => receipt.ok && receipt.fresh)).toHaveLength(1)
    const jobs = await jobsOf(testDatabase.ownerUrl, 'process-webhook')
    expect(jobs.filter(({ eventId }) => eventId === 'evt_replayed')).toHaveLength(1)
  })

  it('is believed only as a pointer: a signed "paid" about an unpaid checkout changes nothing', async () => {
    const { paymentId } = await start()
    await open(paymentId)
    const row = await paymentById(database(), paymentId)
    const text = body('evt_pointer', row?.sessionId ?? '')
    await receive(text, sign(text))
    await settled()
    expect(await statusOf(paymentId)).toBe('started')
  })

  it('duplicated, reordered and handled many times ends in one confirmed payment', async () => {
    await provider.control('POST', '/faults', { kind: 'webhook_duplicate', count: '3' })
    await provider.control('POST', '/faults', { kind: 'webhook_reorder', count: '2' })
    const { paymentId } = await start()
    await provider.pay((await open(paymentId)).url)
    await settled()
    const events = await database().select().from(webhookEvent)
    for (const { id } of [...events].reverse()) {
      await database()
        .update(webhookEvent)
        .set({ processedAt: null })
        .where(eq(webhookEvent.id, id))
      await processWebhook(database(), { eventId: id, at }).catch(() => {})
    }
    expect(await statusOf(paymentId)).toBe('confirmed')
    const jobs = await jobsOf(testDatabase.ownerUrl, 'payment-settled')
    expect(jobs.filter((job) => job.paymentId === paymentId)).toHaveLength(1)
  })
})

/** Makes somebody's account ready through the provider's own page. */
async function onboard(personId: string): Promise<void> {
  await startPayoutAccount(database(), {
    personId,
    email: `${personId}@example.org`,
    country: 'PK',
    returnUrl: 'http://localhost:3000/settings/payout-account',
    refreshUrl: 'http://localhost:3000/settings/payout-account',
    at,
  })
  const [row] = await database()
    .select()
    .from(payoutAccount)
    .where(eq(payoutAccount.personId, personId))
  await provider.control('POST', `/accounts/${row?.providerAccountId}/activate`)
}

/** A paid, held and released reference whose members' transfers are recorded. */
async function released(members: string[], amountMinor = 100_000n): Promise<string> {
  const reference = `rel_${next()}`
  const { paymentId } = await start({ reference, amountMinor })
  await provider.pay((await open(paymentId)).url)
  await settled()
  const paid = await paymentById(database(), paymentId)
  if (!paid?.chargeId || !paid.rail || !paid.chargedAt) throw new Error('not paid')
  const { chargeId, rail, chargedAt } = paid
  const feeMinor = paid.feeMinor ?? 0n
  await inTransaction((tx) => holdFunds(tx, { ...paid, feeMinor, chargeId, rail, chargedAt, at }))
  const share = Math.floor(10_000 / members.length)
  const shares = members.map((personId, index) => ({
    personId,
    shareBps: index === 0 ? 10_000 - share * (members.length - 1) : share,
  }))
  await inTransaction((tx) =>
    releaseHeld(tx, {
      reference,
      feeBps: 1_000,
      holdbackBps: 0,
      holdbackDays: 0,
      shares,
      acceptedAt: at,
      at,
    }),
  )
  return reference
}
const later = new Date(Date.now() + 40 * 86_400_000)
const send = () => inTransaction((tx) => sendDuePayables(tx, { at: later, limit: 100 }))
const transfersOf = (reference: string) =>
  provider.objects('transfers', { transfer_group: reference })
const payablesOf = (reference: string) =>
  database().select().from(payable).where(eq(payable.reference, reference))

describe('payout accounts', () => {
  it('are one per person, and become ready when the provider says so', async () => {
    await Promise.all([onboard('ana'), onboard('ana')])
    const accounts = await provider.objects('accounts')
    expect(
      accounts.filter(({ contact_email }) => contact_email === 'ana@example.org'),
    ).toHaveLength(1)
    await settled()
    const [row] = await database()
      .select()
      .from(payoutAccount)
      .where(eq(payoutAccount.personId, 'ana'))
    expect(row?.status).toBe('ready')
    await provider.control('POST', `/accounts/${row?.providerAccountId}/restrict`)
    await refreshPayoutAccount(database(), { personId: 'ana', at })
    const [closed] = await database()
      .select()
      .from(payoutAccount)
      .where(eq(payoutAccount.personId, 'ana'))
    expect(closed?.status).toBe('incomplete')
  })
})

describe('transfers', () => {
  it('arrive once for every member, and the books are even', async () => {
    await Promise.all(['mo', 'nur', 'oya'].map(onboard))
    await settled()
    const reference = await released(['mo', 'nur', 'oya'])
    await Promise.all([send(), send()])
    await settled()
    const transfers = await transfersOf(reference)
    expect(transfers.map(({ amount }) => amount).sort()).toEqual([29_997, 29_997, 30_006])
    expect((await payablesOf(reference)).every(({ status }) => status === 'paid')).toBe(true)
    expect(await ledgerSums()).toEqual([0n])
    const done = await jobsOf(testDatabase.ownerUrl, 'transfers-done')
    expect(done.filter((job) => job.reference === reference)).toHaveLength(1)
  })

  it('whose answer is lost are looked up, not sent twice', async () => {
    const reference = await released(['mo'])
    await send()
    await provider.control('POST', '/faults', {
      kind: 'timeout_after_commit',
      path: '/v1/transfers',
      hold_ms: '1500',
    })
    await provider.control('POST', '/faults', { kind: 'webhook_drop', event_type: 'transfer' })
    await work()
    const [row] = await payablesOf(reference)
    const [lost] = await database()
      .select()
      .from(operation)
      .where(eq(operation.reference, row?.id ?? ''))
    expect(lost).toMatchObject({ status: 'unknown', attempts: 1 })
    await provider.control('POST', '/idempotency/forget')
    await inTransaction((tx) => retryOperation(tx, { operationId: lost?.id ?? '', by: 'per_op' }))
    await work()
    expect(await transfersOf(reference)).toHaveLength(1)
    const [found] = await database()
      .select()
      .from(operation)
      .where(eq(operation.id, lost?.id ?? ''))
    expect(found).toMatchObject({ status: 'accepted', attempts: 2 })
    // The webhook was dropped as well: asking after it settles it.
    await runOperationTask.handler({ operationId: lost?.id }, {
      job: { id: '1', attempts: 1, max_attempts: 2 },
    } as never)
    await settled()
    expect((await payablesOf(reference))[0]?.status).toBe('paid')
  })

  it('that were being sent when the worker died are one transfer in the end', async () => {
    const reference = await released(['mo'])
    await send()
    const [row] = await payablesOf(reference)
    const byRow = eq(operation.reference, row?.id ?? '')
    // Died before the request left: "sending" is committed, the provider knows nothing.
    await database().update(operation).set({ status: 'sending', attempts: 1 }).where(byRow)
    await work()
    // Died after the provider's answer, before it was saved.
    await database()
      .update(operation)
      .set({ status: 'sending', attempts: 1, providerId: null })
      .where(byRow)
    const [again] = await database().select().from(operation).where(byRow)
    await runOperationTask.handler({ operationId: again?.id }, {
      job: { id: '1', attempts: 1, max_attempts: 2 },
    } as never)
    await settled()
    expect(await transfersOf(reference)).toHaveLength(1)
    expect((await payablesOf(reference))[0]?.status).toBe('paid')
  })

  it('answered with 500 stay unknown, and are sent once when the provider has forgotten the error', async () => {
    const reference = await released(['mo'])
    await send()
    await provider.control('POST', '/faults', { kind: 'api_500', path: '/v1/transfers' })
    await work()
    const [row] = await payablesOf(reference)
    const ofRow = () =>
      database()
        .select()
        .from(operation)
        .where(eq(operation.reference, row?.id ?? ''))
    expect((await ofRow())[0]?.status).toBe('unknown')
    const operationId = (await ofRow())[0]?.id ?? ''
    const retry = async () => {
      await inTransaction((tx) => retryOperation(tx, { operationId, by: 'per_op' }))
      await work()
    }
    await retry()
    expect((await ofRow())[0]?.status).toBe('unknown')
    expect(row?.status).toBe('sending')
    await provider.control('POST', '/idempotency/forget')
    await retry()
    await settled()
    expect(await transfersOf(reference)).toHaveLength(1)
    expect((await payablesOf(reference))[0]?.status).toBe('paid')
    expect(
      await refusal(inTransaction((tx) => retryOperation(tx, { operationId, by: 'per_op' }))),
    ).toBe('already_done')
  })

  it('that the provider refuses are owed again', async () => {
    await onboard('zoe')
    await settled()
    const reference = await released(['zoe'])
    await send()
    const [account] = await database()
      .select()
      .from(payoutAccount)
      .where(eq(payoutAccount.personId, 'zoe'))
    await provider.control('POST', `/accounts/${account?.providerAccountId}/restrict`)
    await settled()
    expect(await transfersOf(reference)).toHaveLength(0)
    expect((await payablesOf(reference))[0]).toMatchObject({ status: 'stopped', refusals: 1 })
    expect(await ledgerSums()).toEqual([0n])
  })
})

describe('refunds', () => {
  it('reach the funder once, and are held again when they come back', async () => {
    const reference = `ref_back_${next()}`
    const { paymentId } = await start({ reference, amountMinor: 50_000n })
    await provider.pay((await open(paymentId)).url)
    await settled()
    const paid = await paymentById(database(), paymentId)
    if (!paid?.chargeId || !paid.rail || !paid.chargedAt) throw new Error('not paid')
    const { chargeId, rail, chargedAt } = paid
    await inTransaction((tx) =>
      holdFunds(tx, { ...paid, feeMinor: 0n, chargeId, rail, chargedAt, at }),
    )
    const refund = () => inTransaction((tx) => refundHeld(tx, { reference, at }))
    await Promise.all([refund(), refund()])
    await settled()
    const refunds = () => provider.objects('refunds')
    const ours = (await refunds()).filter(({ charge }) => charge === chargeId)
    expect(ours).toHaveLength(1)
    const [done] = await database()
      .select()
      .from(operation)
      .where(eq(operation.reference, paymentId))
    expect(done?.status).toBe('confirmed')
    await inTransaction((tx) => confirmRefund(tx, { operationId: done?.id ?? '', at }))
    await provider.control('POST', `/refunds/${ours[0]?.id}/settle`, { arrives: 'false' })
    await settled()
    expect((await heldFor(database(), [reference])).get(reference)).toMatchObject({
      heldMinor: 50_000n,
      refundedMinor: 0n,
    })
    expect(await ledgerSums()).toEqual([0n])
  })
})

describe('the rights', () => {
  it('of the application do not reach the queue or the books', async () => {
    const client = postgres(testDatabase.appUrl, { max: 1, onnotice: () => {} })
    await expect(
      drizzle(client).execute('select * from graphile_worker._private_jobs'),
    ).rejects.toThrow()
    await client.end()
  })
})
