import { randomUUID } from 'node:crypto'
import { useDatabase } from 'tests/support/database'
import { useProvider } from 'tests/support/money'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Answer } from '~/domain/payments/adapters/stripe.server'
import { createAccount, retrieveDues } from '~/domain/payments/adapters/stripe-accounts.server'
import {
  movementsBetween,
  movementsOf,
  retrieveBalance,
} from '~/domain/payments/adapters/stripe-balance.server'
import {
  cashMovementsOf,
  cashOf,
  createPayer,
  giveUpTransfer,
  retrieveTransfer,
  returnCash,
} from '~/domain/payments/adapters/stripe-bank-transfers.server'
import {
  type ChargeFacts,
  createCheckout,
  retrieveCheckout,
} from '~/domain/payments/adapters/stripe-checkout.server'
import {
  answerDispute,
  disputesOf,
  giveUpDispute,
  retrieveDispute,
} from '~/domain/payments/adapters/stripe-disputes.server'
import { eventsSince } from '~/domain/payments/adapters/stripe-events.server'
import {
  createOperation,
  findOperation,
  retrieveOperation,
} from '~/domain/payments/adapters/stripe-operations.server'
import {
  cancelPayout,
  createPayout,
  payOutByHand,
  retrievePayout,
} from '~/domain/payments/adapters/stripe-payouts.server'
import { reverseTransfer } from '~/domain/payments/adapters/stripe-reversals.server'
import type { Operation } from '~/domain/payments/operations.server'

/* The adapter's whole face against the simulator: what it asks for, and what it makes of the answers. */
const provider = useProvider(useDatabase())
beforeEach(() => provider.control('POST', '/faults/clear'))

const day = 86_400
const pass = (days: number) =>
  provider.control('POST', '/clock', { advance: String(Math.round(days * day)) })
/** As after a day: the provider has forgotten every key. */
const forget = () => provider.control('POST', '/idempotency/forget')
const lose = (path: string) =>
  provider.control('POST', '/faults', { kind: 'timeout_after_commit', path, hold_ms: '1500' })

function value<T>(answer: Answer<T>): T {
  if (!answer.ok) throw new Error(`${answer.reason}: ${answer.detail}`)
  return answer.value
}

async function checkout(change: { amountMinor?: bigint; byTransferOf?: string } = {}) {
  const paymentId = `pay_${randomUUID()}`
  const facts = await createCheckout({
    paymentId,
    reference: `ref_${paymentId}`,
    currency: 'USD',
    amountMinor: 100_000n,
    request: {
      description: 'Milestone 1',
      successUrl: 'http://localhost:3000/paid',
      cancelUrl: 'http://localhost:3000/back',
      customerEmail: 'funder@example.org',
    },
    ...change,
  })
  return value(facts)
}

async function paid(card = '4242424242424242', amountMinor = 100_000n): Promise<ChargeFacts> {
  const { sessionId, url } = await checkout({ amountMinor })
  await provider.pay(String(url), card)
  const { charge } = value(await retrieveCheckout(sessionId))
  if (!charge) throw new Error('nothing was paid')
  return charge
}

let people = 0
async function payee(): Promise<string> {
  people += 1
  const account = await createAccount({
    personId: `per_${people}_${randomUUID()}`,
    email: 'amna@example.org',
    country: 'PK',
  })
  return value(account).providerAccountId
}

/** An outbox row that transfers part of a charge. */
async function transferRow(chargeId: string, amountMinor = 60_000n): Promise<Operation> {
  const destination = await payee()
  await provider.control('POST', `/accounts/${destination}/activate`)
  const id = `op_${randomUUID()}`
  return {
    id,
    reference: `ref_${id}`,
    currency: 'USD',
    amountMinor,
    idempotencyKey: `key_${id}`,
    request: { destination, sourceTransaction: chargeId, transferGroup: `group_${id}` },
  } as Operation
}

describe('transfers and their reversals', () => {
  it('take a transfer back in parts, and never more than it', async () => {
    const { chargeId } = await paid()
    const { providerId } = value(await createOperation(await transferRow(chargeId)))
    const part = (amountMinor: bigint) => {
      const operationId = `op_${randomUUID()}`
      return reverseTransfer({
        operationId,
        idempotencyKey: `key_${operationId}`,
        transferId: providerId,
        amountMinor,
        sentBefore: false,
      })
    }
    expect(value(await part(20_000n))).toMatchObject({ amountMinor: 20_000n })
    expect(value(await part(30_000n))).toMatchObject({ amountMinor: 30_000n })
    expect(await part(10_001n)).toMatchObject({ ok: false, reason: 'refused' })
    expect(value(await retrieveOperation(providerId)).state).toBe('done')
    const [out, ...back] = [
      ...value(await movementsOf(providerId)),
      ...value(await movementsBetween(new Date(Date.now() - 60_000), new Date(Date.now() + 60_000)))
        .filter((row) => row.kind === 'transfer_refund')
        .slice(0, 2),
    ]
    expect(out?.amountMinor).toBe(-60_000n)
    expect(back.map((row) => row.amountMinor)).toEqual([30_000n, 20_000n])
  })

  it('find what was made before its answer was lost, also when the key is forgotten', async () => {
    const { chargeId } = await paid()
    const row = await transferRow(chargeId)
    await lose('/v1/transfers')
    expect(await createOperation(row)).toMatchObject({ ok: false, reason: 'unknown' })
    await forget()
    const found = value(await findOperation(row))
    expect(found?.operationId).toBe(row.id)
    const operationId = `op_${randomUUID()}`
    const reverse = (sentBefore: boolean) =>
      reverseTransfer({
        operationId,
        idempotencyKey: `key_${operationId}`,
        transferId: found?.providerId ?? '',
        amountMinor: 60_000n,
        sentBefore,
      })
    await lose('/v1/transfers')
    expect(await reverse(false)).toMatchObject({ ok: false, reason: 'unknown' })
    await forget()
    const again = value(await reverse(true))
    const reversals = await provider.objects('transfer_reversals')
    const ours = reversals.filter(({ transfer }) => transfer === found?.providerId)
    expect(ours.map(({ id }) => id)).toEqual([again.providerId])
  })

  it('send nothing when the look-up itself fails', async () => {
    const { chargeId } = await paid()
    const { providerId } = value(await createOperation(await transferRow(chargeId)))
    await provider.control('POST', '/faults', {
      kind: 'silence',
      path: '/v1/transfers',
      hold_ms: '10',
    })
    const answer = await reverseTransfer({
      operationId: 'op_never',
      idempotencyKey: 'key_never',
      transferId: providerId,
      amountMinor: 100n,
      sentBefore: true,
    })
    expect(answer).toMatchObject({ ok: false, reason: 'unknown' })
  })
})

describe('disputes', () => {
  it('say what is gone and until when it can be answered, and are won', async () => {
    const { chargeId } = await paid('4000000000000259')
    const [dispute] = value(await disputesOf(chargeId))
    expect(dispute).toMatchObject({
      chargeId,
      state: 'open',
      reason: 'fraudulent',
      takenMinor: 100_000n,
      feeMinor: 1_500n,
    })
    expect(dispute?.answerBy).toBeInstanceOf(Date)
    const disputeId = dispute?.disputeId ?? ''
    const answered = await answerDispute({
      disputeId,
      idempotencyKey: `answer_${disputeId}`,
      evidence: { text: 'winning_evidence', productDescription: 'A classifier' },
      submit: true,
    })
    expect(value(answered).state).toBe('under_review')
    expect(value(await retrieveDispute(disputeId))).toMatchObject({ state: 'won', takenMinor: 0n })
    const again = await giveUpDispute({ disputeId, idempotencyKey: `give_${disputeId}` })
    expect(value(again).state).toBe('won')
  })

  it('are lost when given up; an inquiry takes nothing', async () => {
    const [dispute] = value(await disputesOf((await paid('4000000000002685')).chargeId))
    const given = { disputeId: dispute?.disputeId ?? '', idempotencyKey: randomUUID() }
    expect(value(await giveUpDispute(given))).toMatchObject({ state: 'lost', takenMinor: 100_000n })
    const [inquiry] = value(await disputesOf((await paid('4000000000001976')).chargeId))
    expect(inquiry).toMatchObject({ state: 'inquiry', takenMinor: 0n, feeMinor: 0n })
    const closed = await giveUpDispute({
      disputeId: inquiry?.disputeId ?? '',
      idempotencyKey: randomUUID(),
    })
    expect(value(closed).state).toBe('closed')
  })
})

describe('payouts and the balance', () => {
  it('are made by hand, of what is available, once', async () => {
    expect(value(await payOutByHand())).toEqual({ byHand: true })
    await paid('4000000000000077', 300_000n)
    const dollars = async () =>
      value(await retrieveBalance()).find(({ currency }) => currency === 'USD')
    const before = (await dollars())?.availableMinor ?? 0n
    const operationId = `op_${randomUUID()}`
    const payOut = (amountMinor: bigint, sentBefore = false) =>
      createPayout({
        operationId,
        idempotencyKey: `key_${operationId}_${amountMinor}`,
        currency: 'USD',
        amountMinor,
        sentBefore,
      })
    expect(await payOut(before + 1n)).toMatchObject({ ok: false, reason: 'refused' })
    await lose('/v1/payouts')
    expect(await payOut(50_000n)).toMatchObject({ ok: false, reason: 'unknown' })
    await forget()
    const payout = value(await payOut(50_000n, true))
    expect(payout).toMatchObject({ operationId, state: 'pending', detail: null })
    expect((await dollars())?.availableMinor).toBe(before - 50_000n)
    await pass(2.1)
    expect(value(await retrievePayout(payout.providerId)).state).toBe('done')
    expect(await cancelPayout(payout.providerId)).toMatchObject({ ok: false, reason: 'refused' })
    await provider.control('POST', `/payouts/${payout.providerId}/settle`, { arrives: 'false' })
    const failed = value(await retrievePayout(payout.providerId))
    expect(failed).toMatchObject({ state: 'failed', detail: 'no_account' })
  })

  it('name the fee, the net and the day of a charge', async () => {
    const { chargeId } = await paid()
    const [movement] = value(await movementsOf(chargeId))
    expect(movement).toMatchObject({
      kind: 'charge',
      sourceId: chargeId,
      amountMinor: 100_000n,
      feeMinor: 2_930n,
      netMinor: 97_070n,
    })
    const waits = Number(movement?.availableAt) - Number(movement?.createdAt)
    expect(waits).toBeGreaterThanOrEqual(2 * day * 1000)
  })
})

describe('bank transfers', () => {
  async function payer(): Promise<string> {
    const made = await createPayer({
      payerId: `org_${randomUUID()}`,
      email: 'funder@example.org',
      name: 'A funder',
    })
    return value(made).customerId
  }

  it('fund in part, and leave an overpayment that goes back', async () => {
    const customerId = await payer()
    const { sessionId, url } = await checkout({ byTransferOf: customerId })
    await provider.pay(String(url), 'customer_balance')
    const opened = value(await retrieveCheckout(sessionId))
    expect(opened).toMatchObject({ state: 'processing', charge: null })
    const intentId = opened.intentId ?? ''
    const waiting = value(await retrieveTransfer(intentId))
    expect(waiting).toMatchObject({ state: 'waiting', missingMinor: 100_000n, currency: 'USD' })
    const send = async (amount: string) => {
      const body = new URLSearchParams({ amount })
      await fetch(waiting.instructionsUrl ?? '', { method: 'POST', body, redirect: 'manual' })
    }
    await send('400.00')
    expect(value(await retrieveTransfer(intentId)).missingMinor).toBe(60_000n)
    await send('750.00')
    expect(value(await retrieveTransfer(intentId))).toMatchObject({
      state: 'paid',
      missingMinor: 0n,
    })
    const { state, charge } = value(await retrieveCheckout(sessionId))
    expect(state).toBe('paid')
    expect(charge).toMatchObject({ rail: 'bank', amountMinor: 100_000n })
    expect(value(await cashOf(customerId))).toEqual([{ currency: 'USD', amountMinor: 15_000n }])
    const back = {
      operationId: `op_${randomUUID()}`,
      idempotencyKey: randomUUID(),
      customerId,
      currency: 'USD',
      amountMinor: 15_000n,
      since: new Date(),
    }
    const first = value(await returnCash({ ...back, sentBefore: false }))
    expect(first.state).toBe('pending')
    await forget()
    const second = value(await returnCash({ ...back, sentBefore: true }))
    expect(second.providerId).toBe(first.providerId)
    await pass(1.1)
    expect(value(await retrieveOperation(first.providerId)).state).toBe('done')
    expect(value(await cashMovementsOf(customerId)).map(({ kind }) => kind)).toEqual([
      'return_initiated',
      'applied_to_payment',
      'funded',
      'applied_to_payment',
      'funded',
    ])
  })

  it('may be given up when only a part has come', async () => {
    const customerId = await payer()
    const { sessionId, url } = await checkout({ byTransferOf: customerId })
    await provider.pay(String(url), 'customer_balance')
    const { intentId } = value(await retrieveCheckout(sessionId))
    const { instructionsUrl } = value(await retrieveTransfer(intentId ?? ''))
    const body = new URLSearchParams({ amount: '10.00' })
    await fetch(instructionsUrl ?? '', { method: 'POST', body, redirect: 'manual' })
    value(await giveUpTransfer(intentId ?? ''))
    expect(value(await retrieveTransfer(intentId ?? '')).state).toBe('given_up')
    expect(value(await retrieveCheckout(sessionId)).state).toBe('failed')
    expect(value(await cashOf(customerId))).toEqual([{ currency: 'USD', amountMinor: 1_000n }])
  })
})

describe('accounts and events', () => {
  it('say what is due, by when, and what it stops', async () => {
    const account = await payee()
    const first = value(await retrieveDues(account))
    expect(first.ready).toBe(false)
    expect(first.due.map(({ path }) => path)).toContain('identity.individual.given_name')
    expect(first.due.every(({ stopsTransfers }) => stopsTransfers)).toBe(true)
    await provider.control('POST', `/accounts/${account}/activate`)
    expect(value(await retrieveDues(account))).toMatchObject({ ready: true, due: [], dueBy: null })
    await provider.control('POST', `/accounts/${account}/ask-for-document`)
    const asked = value(await retrieveDues(account))
    expect(asked.ready).toBe(true)
    expect(asked.dueBy).toBeInstanceOf(Date)
    await pass(7.1)
    const late = value(await retrieveDues(account))
    expect(late).toMatchObject({ ready: false })
    expect(late.due[0]).toMatchObject({ state: 'past_due', problems: [] })
  })

  it('are found again after a silence', async () => {
    const from = new Date()
    await provider.control('POST', '/faults', { kind: 'webhook_drop', count: '100' })
    const { chargeId } = await paid()
    const seen = value(await eventsSince(from, ['charge.succeeded']))
    expect(seen.map(({ objectId }) => objectId)).toContain(chargeId)
    expect(value(await eventsSince(new Date(Date.now() + 60_000)))).toEqual([])
  })
})
