import { funding, payable } from 'db/schema/escrow'
import { operation } from 'db/schema/payments'
import { eq } from 'drizzle-orm'
import { useDatabase } from 'tests/support/database'
import { confirmAllTransfers, hold, jobsOf, ledgerSums, readyAccounts } from 'tests/support/escrow'
import { describe, expect, it } from 'vitest'
import { confirmRefund } from '~/domain/escrow/confirm-refund.server'
import { confirmTransfer } from '~/domain/escrow/confirm-transfer.server'
import { failRefund } from '~/domain/escrow/fail-refund.server'
import { failTransfer } from '~/domain/escrow/fail-transfer.server'
import { keptBackFor } from '~/domain/escrow/kept-back-queries.server'
import { heldFor, payablesFor } from '~/domain/escrow/queries.server'
import { refundHeld } from '~/domain/escrow/refund-held.server'
import { releaseHeld } from '~/domain/escrow/release-held.server'
import { releaseDueHoldbacks, releaseHoldback } from '~/domain/escrow/release-holdback.server'
import { resendPayable } from '~/domain/escrow/resend-payable.server'
import { sendDuePayables } from '~/domain/escrow/send-due-payables.server'
import { splitHeld } from '~/domain/escrow/split-held.server'
import type { SignedIn } from '~/domain/identity/viewer'
import { balanceOf } from '~/domain/ledger/balance-queries.server'
import { addDays } from '~/kernel/clock'
import { Refused } from '~/kernel/refusal'
import { database, inTransaction, type Tx } from '~/platform/database.server'

const testDatabase = useDatabase()
const at = new Date('2026-03-01T10:00:00Z')

const shares = [
  { personId: 'ali', shareBps: 5_000 },
  { personId: 'bea', shareBps: 3_000 },
  { personId: 'cem', shareBps: 2_000 },
]
const terms = { feeBps: 1_000, holdbackBps: 0, holdbackDays: 30, shares, acceptedAt: at, at }
const release = (reference: string, change: Partial<Parameters<typeof releaseHeld>[1]> = {}) =>
  inTransaction((tx) => releaseHeld(tx, { reference, ...terms, ...change }))

async function refusal(work: Promise<unknown>): Promise<string> {
  try {
    await work
  } catch (error) {
    return error instanceof Refused ? error.code : String(error)
  }
  return 'nothing was refused'
}

/** Moves the operation that pays `payableId` or refunds a payment to where the provider would. */
async function operationOf(reference: string) {
  const rows = await database().select().from(operation).where(eq(operation.reference, reference))
  const row = rows.sort((a, b) => (a.id < b.id ? 1 : -1))[0]
  if (!row) throw new Error('no operation')
  return row.id
}
const settle = (work: (tx: Tx) => Promise<void>) => inTransaction(work)

describe('release', () => {
  it('pays the fee and every member in one transaction', async () => {
    await hold({ reference: 'r1', amountMinor: 100_000n, at })
    const released = await release('r1')
    expect(released).toMatchObject({ grossMinor: 100_000n, feeMinor: 10_000n, holdbackMinor: 0n })
    expect(released.payables.map((row) => [row.personId, row.amountMinor])).toEqual([
      ['ali', 45_000n],
      ['bea', 27_000n],
      ['cem', 18_000n],
    ])
    expect((await heldFor(database(), ['r1'])).get('r1')).toMatchObject({
      fundedMinor: 100_000n,
      heldMinor: 0n,
      releasedMinor: 100_000n,
    })
    expect(await balanceOf(database(), { kind: 'payable', owner: 'bea', currency: 'EUR' })).toBe(
      -27_000n,
    )
  })

  it('twice answers with the first and moves nothing', async () => {
    await hold({ reference: 'r2', amountMinor: 999n, at })
    const first = await release('r2', { holdbackBps: 1_000 })
    const again = await release('r2', { holdbackBps: 1_000, feeBps: 2_000, at: addDays(at, 3) })
    expect(again).toEqual({ ...first, replayed: true })
  })

  it('is refused when nothing is held, after a refund, and with shares that are not whole', async () => {
    expect(await refusal(release('nothing'))).toBe('insufficient_funds')
    await hold({ reference: 'r3', amountMinor: 500n, at })
    const wrong = [{ personId: 'ali', shareBps: 9_999 }]
    expect(await refusal(release('r3', { shares: wrong }))).toBe('shares_not_whole')
    await inTransaction((tx) => refundHeld(tx, { reference: 'r3', at }))
    expect(await refusal(release('r3'))).toBe('insufficient_funds')
  })

  it('takes several funders pro rata and sends no more from a charge than it holds', async () => {
    const one = await hold({ reference: 'r4', amountMinor: 70_001n, funder: 'f1', at })
    const two = await hold({
      reference: 'r4',
      amountMinor: 30_000n,
      funder: 'f2',
      at: addDays(at, 1),
    })
    const released = await release('r4', { holdbackBps: 1_000 })
    const rows = await database().select().from(payable).where(eq(payable.reference, 'r4'))
    const from = (chargeId: string) =>
      rows
        .filter((row) => row.chargeId === chargeId)
        .reduce((sum, row) => sum + row.amountMinor, 0n)
    expect(
      released.feeMinor + released.holdbackMinor + from(one.chargeId) + from(two.chargeId),
    ).toBe(100_001n)
    expect(rows.length).toBeLessThanOrEqual(4)
    expect(from(one.chargeId)).toBe(56_001n)
    await inTransaction((tx) => releaseHoldback(tx, { reference: 'r4', at: addDays(at, 30) }))
    const later = await database().select().from(payable).where(eq(payable.reference, 'r4'))
    const all = (chargeId: string) =>
      later
        .filter((row) => row.chargeId === chargeId)
        .reduce((sum, row) => sum + row.amountMinor, 0n)
    expect(all(one.chargeId)).toBeLessThanOrEqual(70_001n)
    expect(all(one.chargeId) + all(two.chargeId) + released.feeMinor).toBe(100_001n)
  })

  it('lets card money rest for the risk days and bank money go at once', async () => {
    await hold({ reference: 'card', amountMinor: 1_000n, chargedAt: addDays(at, -4), at })
    await hold({
      reference: 'bank',
      amountMinor: 1_000n,
      rail: 'bank',
      chargedAt: addDays(at, -4),
      at,
    })
    await hold({ reference: 'old', amountMinor: 1_000n, chargedAt: addDays(at, -40), at })
    expect((await release('card')).payables[0]?.dueAt).toEqual(addDays(at, 10))
    expect((await release('bank')).payables[0]?.dueAt).toEqual(at)
    expect((await release('old')).payables[0]?.dueAt).toEqual(at)
  })

  it('twenty at once: one release, no deadlock, all from the same members', async () => {
    for (let i = 0; i < 20; i += 1) await hold({ reference: `many${i}`, amountMinor: 10_000n, at })
    const mixed = [...shares].reverse()
    const results = await Promise.all(
      Array.from({ length: 40 }, (_, i) =>
        release(`many${i >> 1}`, { shares: i % 2 ? mixed : shares }),
      ),
    )
    expect(results.filter(({ replayed }) => !replayed)).toHaveLength(20)
    expect(await ledgerSums()).toEqual([0n])
  })

  it('and a refund at once: one of them wins', async () => {
    for (let i = 0; i < 8; i += 1) {
      const reference = `race${i}`
      await hold({ reference, amountMinor: 1_000n, at })
      const outcomes = await Promise.all([
        refusal(release(reference)),
        refusal(inTransaction((tx) => refundHeld(tx, { reference, at }))),
      ])
      expect(outcomes.sort()).toEqual(['insufficient_funds', 'nothing was refused'])
    }
  })
})

describe('holdback', () => {
  it('goes to the shares fixed at the release, when its window has ended, once', async () => {
    await hold({ reference: 'h1', amountMinor: 1_001n, at })
    const released = await release('h1', { holdbackBps: 1_000 })
    expect(released.holdbackMinor).toBe(100n)
    const early = await inTransaction((tx) =>
      releaseDueHoldbacks(tx, { at: addDays(at, 29), limit: 10 }),
    )
    expect(early).toBe(0)
    const due = addDays(at, 30)
    expect(
      await inTransaction((tx) => releaseDueHoldbacks(tx, { at: due, limit: 10 })),
    ).toBeGreaterThan(0)
    expect(await inTransaction((tx) => releaseHoldback(tx, { reference: 'h1', at: due }))).toEqual({
      released: false,
    })
    const rows = await payablesFor(database(), ['h1'])
    const total = (personId: string) =>
      rows
        .filter((row) => row.personId === personId)
        .reduce((sum, row) => sum + row.amountMinor, 0n)
    expect([total('ali'), total('bea'), total('cem')]).toEqual([451n, 270n, 180n])
  })
})

describe('transfers', () => {
  it('wait for the day and the account, ask once, then go one per member', async () => {
    await hold({ reference: 't1', amountMinor: 10_000n, at })
    await release('t1', {
      shares: [
        { personId: 'dua', shareBps: 6_000 },
        { personId: 'eli', shareBps: 4_000 },
      ],
    })
    const send = (when: Date) =>
      inTransaction((tx) => sendDuePayables(tx, { at: when, limit: 100 }))
    await send(addDays(at, 1))
    await send(addDays(at, 2))
    const asked = await jobsOf(testDatabase.ownerUrl, 'notify')
    const forDua = asked.filter(
      ({ event, facts }) =>
        event === 'payout-account-needed' && (facts as { personId: string }).personId === 'dua',
    )
    expect(forDua).toHaveLength(1)
    await readyAccounts(['dua', 'eli'])
    expect((await send(addDays(at, 13))).sent).toBe(0)
    expect((await send(addDays(at, 14))).sent).toBe(2)
    expect((await send(addDays(at, 14))).sent).toBe(0)
    expect(await confirmAllTransfers(addDays(at, 14))).toBe(2)
    const done = await jobsOf(testDatabase.ownerUrl, 'transfers-done')
    expect(done.filter(({ reference }) => reference === 't1')).toHaveLength(1)
    expect(await balanceOf(database(), { kind: 'transfer_clearing', currency: 'EUR' })).toBe(0n)
    expect(await balanceOf(database(), { kind: 'payable', owner: 'dua', currency: 'EUR' })).toBe(0n)
  })

  it('refused: owed again, sent anew only when an operator says so, late news of the first try is ignored', async () => {
    await readyAccounts(['fay'])
    await hold({ reference: 't2', amountMinor: 1_000n, rail: 'bank', at })
    const { payables } = await release('t2', { shares: [{ personId: 'fay', shareBps: 10_000 }] })
    const payableId = payables[0]?.payableId ?? ''
    const send = () => inTransaction((tx) => sendDuePayables(tx, { at, limit: 100 }))
    const owed = () => balanceOf(database(), { kind: 'payable', owner: 'fay', currency: 'EUR' })
    await send()
    expect(await owed()).toBe(0n)
    const first = await operationOf(payableId)
    await settle((tx) => failTransfer(tx, { operationId: first, at }))
    expect(await owed()).toBe(-900n)
    expect((await send()).sent).toBe(0)
    await inTransaction((tx) => resendPayable(tx, { payableId, by: 'per_op', at }))
    expect(
      await refusal(inTransaction((tx) => resendPayable(tx, { payableId, by: 'per_op', at }))),
    ).toBe('already_done')
    expect((await send()).sent).toBe(1)
    await settle((tx) => failTransfer(tx, { operationId: first, at }))
    expect(await owed()).toBe(0n)
    const second = await operationOf(payableId)
    expect(second).not.toBe(first)
    await settle((tx) => confirmTransfer(tx, { operationId: second, at }))
    await settle((tx) => confirmTransfer(tx, { operationId: second, at }))
    const [row] = await payablesFor(database(), ['t2'])
    expect(row).toMatchObject({ status: 'paid', paidAt: at })
  })
})

describe('refund', () => {
  it('goes back to each funder once, and is held again when the provider refuses', async () => {
    const { paymentId } = await hold({ reference: 'b1', amountMinor: 5_000n, funder: 'fr', at })
    const refund = () => inTransaction((tx) => refundHeld(tx, { reference: 'b1', at }))
    expect((await refund()).refundedMinor).toBe(5_000n)
    expect(await refund()).toEqual({ refundedMinor: 0n, operationIds: [] })
    const first = await operationOf(paymentId)
    await settle((tx) => failRefund(tx, { operationId: first, at }))
    await settle((tx) => failRefund(tx, { operationId: first, at }))
    expect((await heldFor(database(), ['b1'])).get('b1')?.heldMinor).toBe(5_000n)
    expect((await refund()).refundedMinor).toBe(5_000n)
    const second = await operationOf(paymentId)
    expect(second).not.toBe(first)
    await settle((tx) => confirmRefund(tx, { operationId: second, at }))
    await settle((tx) => confirmRefund(tx, { operationId: second, at }))
    const owed = { kind: 'refund_payable' as const, owner: 'fr', currency: 'EUR' }
    expect(await balanceOf(database(), owed)).toBe(0n)
  })

  it('of a second payment leaves the first held', async () => {
    const first = await hold({ reference: 'b2', amountMinor: 800n, at })
    const second = await hold({ reference: 'b2', amountMinor: 800n, at })
    await inTransaction((tx) =>
      refundHeld(tx, { reference: 'b2', paymentIds: [second.paymentId], at }),
    )
    const rows = await database().select().from(funding).where(eq(funding.reference, 'b2'))
    expect(rows.find((row) => row.paymentId === first.paymentId)?.usedFor).toBeNull()
    expect((await release('b2')).grossMinor).toBe(800n)
  })
})

describe('what is kept back', () => {
  it('tells each member the very amount that its day will pay', async () => {
    await hold({ reference: 'kept', amountMinor: 99_999n, at })
    await release('kept', { holdbackBps: 1_111 })
    const told = new Map<string, bigint>()
    for (const { personId } of shares) {
      const [line] = await keptBackFor(database(), { personId } as SignedIn)
      told.set(personId, line?.amountMinor ?? 0n)
      expect(line?.dueAt).toEqual(addDays(at, 30))
    }
    await inTransaction((tx) => releaseHoldback(tx, { reference: 'kept', at: addDays(at, 30) }))
    const paid = (await payablesFor(database(), ['kept'])).filter(
      ({ reason }) => reason === 'holdback',
    )
    expect(new Map(paid.map((row) => [row.personId, row.amountMinor]))).toEqual(told)
    expect(await keptBackFor(database(), { personId: 'ali' } as SignedIn)).toEqual([])
  })
})

describe('a split', () => {
  const split = (reference: string, releaseMinor: bigint, feeBps = 1_000) =>
    inTransaction((tx) =>
      splitHeld(tx, { reference, releaseMinor, feeBps, shares, acceptedAt: at, at }),
    )

  it('releases a part and gives the rest back, in proportion to what each funder put in', async () => {
    await hold({ reference: 's1', amountMinor: 60_000n, funder: 'sa', at })
    await hold({ reference: 's1', amountMinor: 40_001n, funder: 'sb', at })
    expect(await split('s1', 50_000n)).toEqual({
      ...{ releasedMinor: 50_000n, refundedMinor: 50_001n, feeMinor: 5_000n },
    })
    expect((await heldFor(database(), ['s1'])).get('s1')).toMatchObject({
      ...{ fundedMinor: 100_001n, heldMinor: 0n, releasedMinor: 50_000n, refundedMinor: 50_001n },
      holdbackMinor: 0n,
    })
    const back = await database().select().from(operation).where(eq(operation.party, 'sb'))
    expect(back.map(({ kind, amountMinor }) => [kind, amountMinor])).toEqual([['refund', 20_001n]])
    const owed = (owner: string) =>
      balanceOf(database(), { kind: 'refund_payable', owner, currency: 'EUR' })
    expect([await owed('sa'), await owed('sb')]).toEqual([-30_000n, -20_001n])
    expect((await ledgerSums()).every((total) => total === 0n)).toBe(true)
    expect(await refusal(split('s1', 50_000n))).toBe('insufficient_funds')
  })

  it('of nothing is a refund, of everything a release, and of more is refused', async () => {
    await hold({ reference: 's2', amountMinor: 900n, at })
    expect(await refusal(split('s2', 901n))).toBe('amount_invalid')
    expect(await refusal(split('s2', -1n))).toBe('amount_invalid')
    expect(await refusal(split('s0', 0n))).toBe('insufficient_funds')
    expect(await split('s2', 0n)).toMatchObject({ releasedMinor: 0n, refundedMinor: 900n })
    await hold({ reference: 's3', amountMinor: 900n, at })
    expect(await split('s3', 900n)).toMatchObject({ feeMinor: 90n, refundedMinor: 0n })
    expect((await payablesFor(database(), ['s3'])).length).toBe(3)
  })

  it('gives a refused part back again by itself', async () => {
    const { paymentId } = await hold({ reference: 's4', amountMinor: 1_000n, funder: 'sd', at })
    await split('s4', 400n)
    const operationId = await operationOf(`${paymentId}/back`)
    await settle((tx) => failRefund(tx, { operationId, at }))
    expect((await heldFor(database(), ['s4'])).get('s4')).toMatchObject({
      ...{ heldMinor: 600n, releasedMinor: 400n, refundedMinor: 0n },
    })
    await inTransaction((tx) => refundHeld(tx, { reference: 's4', at }))
    expect((await heldFor(database(), ['s4'])).get('s4')).toMatchObject({
      ...{ heldMinor: 0n, releasedMinor: 400n, refundedMinor: 600n },
    })
  })

  it('twenty at once on one reference: one effect', async () => {
    await hold({ reference: 's5', amountMinor: 10_000n, at })
    const done = await Promise.allSettled(
      Array.from({ length: 20 }, (_, n) =>
        n % 3 === 0
          ? release('s5')
          : n % 3 === 1
            ? split('s5', 4_000n)
            : inTransaction((tx) => refundHeld(tx, { reference: 's5', at })),
      ),
    )
    expect(done.some(({ status }) => status === 'fulfilled')).toBe(true)
    const held = (await heldFor(database(), ['s5'])).get('s5')
    expect(held?.heldMinor).toBe(0n)
    expect((held?.releasedMinor ?? 0n) + (held?.refundedMinor ?? 0n)).toBe(10_000n)
    expect((await ledgerSums()).every((total) => total === 0n)).toBe(true)
  })
})
