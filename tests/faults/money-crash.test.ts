import { payable } from 'db/schema/escrow'
import { operation, payoutAccount, webhookEvent } from 'db/schema/payments'
import { eq } from 'drizzle-orm'
import type { TaskList } from 'graphile-worker'
import { useDatabase } from 'tests/support/database'
import { ledgerSums } from 'tests/support/escrow'
import { useProvider } from 'tests/support/money'
import { beforeAll, describe, expect, it } from 'vitest'
import { holdFunds } from '~/domain/escrow/hold-funds.server'
import { releaseHeld } from '~/domain/escrow/release-held.server'
import { sendDuePayables } from '~/domain/escrow/send-due-payables.server'
import { balanceOf } from '~/domain/ledger/balance-queries.server'
import { openCheckout } from '~/domain/payments/open-checkout.server'
import { processWebhook } from '~/domain/payments/process-webhook.server'
import { paymentById } from '~/domain/payments/queries.server'
import { runOperation } from '~/domain/payments/run-operation.server'
import { startPayment } from '~/domain/payments/start-payment.server'
import { startPayoutAccount } from '~/domain/payments/start-payout-account.server'
import { type Db, database, inTransaction } from '~/platform/database.server'
import { operationSettled } from '../../app/jobs/operation-settled'
import { processWebhookTask } from '../../app/jobs/process-webhook'
import { runOperationTask } from '../../app/jobs/run-operation'

const testDatabase = useDatabase()
const provider = useProvider(testDatabase)
const at = new Date('2026-03-01T10:00:00Z')
const later = new Date(Date.now() + 40 * 86_400_000)
const tasks: TaskList = Object.fromEntries(
  [processWebhookTask, runOperationTask, operationSettled].map((task) => [task.name, task.handler]),
)

/** A process that dies at its `place`-th transaction: before it begins, or right after its commit. */
function dying(place: number, when: 'before' | 'after'): Db {
  let count = 0
  return new Proxy(database(), {
    get(target, key) {
      if (key !== 'transaction') return Reflect.get(target, key)
      const transaction: Db['transaction'] = async (work, config) => {
        count += 1
        if (count > place || (count === place && when === 'before')) throw new Error('died')
        const result = await target.transaction(work, config)
        if (count === place) throw new Error('died')
        return result
      }
      return transaction
    },
  })
}
const deaths = (transactions: number) =>
  Array.from({ length: transactions }, (_, index) => index + 1).flatMap((place) =>
    (['before', 'after'] as const).map((when) => ({ place, when })),
  )

/** After the restart: what is in the queue is done, and what the provider sends arrives. */
async function restart(): Promise<void> {
  for (let round = 0; round < 4; round += 1) {
    await provider.delivered()
    await provider.work(tasks)
  }
}

let count = 0
async function paidReference(): Promise<{ reference: string; paymentId: string }> {
  count += 1
  const reference = `crash_${count}`
  const { paymentId } = await inTransaction((tx) =>
    startPayment(tx, {
      reference,
      funder: 'org_1',
      startedBy: 'per_1',
      currency: 'EUR',
      amountMinor: 100_000n,
      at,
    }),
  )
  const { url } = await openCheckout(database(), {
    paymentId,
    description: 'Milestone',
    successUrl: 'http://localhost:3000/',
    cancelUrl: 'http://localhost:3000/',
    customerEmail: 'a@example.org',
  })
  await provider.pay(url)
  await provider.delivered()
  return { reference, paymentId }
}

/** A released reference with one member and one recorded transfer. */
async function recordedTransfer(): Promise<{ reference: string; operationId: string }> {
  const { reference, paymentId } = await paidReference()
  await restart()
  const paid = await paymentById(database(), paymentId)
  if (!paid?.chargeId || !paid.rail || !paid.chargedAt) throw new Error('not paid')
  const { chargeId, rail, chargedAt } = paid
  await inTransaction((tx) =>
    holdFunds(tx, { ...paid, feeMinor: paid.feeMinor ?? 0n, chargeId, rail, chargedAt, at }),
  )
  // A small part of the charge: a second transfer would not be refused for want of money.
  const shares = [
    { personId: 'ana', shareBps: 1_000 },
    { personId: 'without-account', shareBps: 9_000 },
  ]
  const split = { feeBps: 1_000, holdbackBps: 0, holdbackDays: 0, shares }
  await inTransaction((tx) => releaseHeld(tx, { reference, ...split, acceptedAt: at, at }))
  await inTransaction((tx) => sendDuePayables(tx, { at: later, limit: 10 }))
  const row = await anasPayable(reference)
  const [recorded] = await database()
    .select()
    .from(operation)
    .where(eq(operation.reference, row?.id ?? ''))
  return { reference, operationId: recorded?.id ?? '' }
}

async function anasPayable(reference: string) {
  const rows = await database().select().from(payable).where(eq(payable.reference, reference))
  return rows.find(({ personId }) => personId === 'ana')
}

async function expectOneTransfer(reference: string): Promise<void> {
  expect(await provider.objects('transfers', { transfer_group: reference })).toHaveLength(1)
  const row = await anasPayable(reference)
  expect(row?.status).toBe('paid')
  const owed = { kind: 'payable' as const, owner: 'ana', currency: 'EUR' }
  expect(await balanceOf(database(), owed)).toBe(0n)
  expect(await balanceOf(database(), { kind: 'transfer_clearing', currency: 'EUR' })).toBe(0n)
  expect(await ledgerSums()).toEqual([0n])
}

beforeAll(async () => {
  await startPayoutAccount(database(), {
    personId: 'ana',
    email: 'ana@example.org',
    country: 'PK',
    returnUrl: 'http://localhost:3000/',
    refreshUrl: 'http://localhost:3000/',
    at,
  })
  const [row] = await database().select().from(payoutAccount)
  await provider.control('POST', `/accounts/${row?.providerAccountId}/activate`)
  await restart()
})

describe('a worker that dies', () => {
  it.each(deaths(2))('while it sends a transfer ($when transaction $place)', async (death) => {
    const { reference, operationId } = await recordedTransfer()
    await expect(runOperation(dying(death.place, death.when), { operationId })).rejects.toThrow(
      'died',
    )
    await restart()
    await expectOneTransfer(reference)
  })

  it.each(deaths(2))('while it acts on a webhook ($when transaction $place)', async (death) => {
    const { paymentId } = await paidReference()
    const row = await paymentById(database(), paymentId)
    const [event] = await database()
      .select()
      .from(webhookEvent)
      .where(eq(webhookEvent.objectId, row?.sessionId ?? ''))
    await expect(
      processWebhook(dying(death.place, death.when), { eventId: event?.id ?? '', at }),
    ).rejects.toThrow()
    await restart()
    expect((await paymentById(database(), paymentId))?.status).toBe('confirmed')
    const [done] = await database()
      .select()
      .from(webhookEvent)
      .where(eq(webhookEvent.id, event?.id ?? ''))
    expect(done?.processedAt).not.toBeNull()
  })

  it('after the provider acted and before it answered', async () => {
    const { reference, operationId } = await recordedTransfer()
    await provider.control('POST', '/faults', {
      kind: 'timeout_after_commit',
      path: '/v1/transfers',
      hold_ms: '1500',
    })
    await expect(runOperation(dying(2, 'before'), { operationId })).rejects.toThrow('died')
    await restart()
    await expectOneTransfer(reference)
  })

  it('twice at once with the other worker: both send, the provider makes one', async () => {
    const { reference, operationId } = await recordedTransfer()
    // The first request is slow, so that the others look, find nothing, and send as well.
    await provider.control('POST', '/faults', {
      kind: 'api_delay',
      path: '/v1/transfers',
      delay_ms: '400',
    })
    await Promise.allSettled([1, 2, 3].map(() => runOperation(database(), { operationId })))
    await restart()
    await expectOneTransfer(reference)
  })
})

describe('webhooks that are lost, doubled or late', () => {
  it.each(['webhook_drop', 'webhook_duplicate', 'webhook_reorder'])(
    '%s: the transfer is confirmed once',
    async (kind) => {
      const { reference, operationId } = await recordedTransfer()
      await provider.control('POST', '/faults', { kind, event_type: 'transfer' })
      await restart()
      // The look that follows a minute later, in case the webhook is lost.
      await runOperation(database(), { operationId })
      await provider.control('POST', '/faults/clear')
      await restart()
      await expectOneTransfer(reference)
    },
  )
})
