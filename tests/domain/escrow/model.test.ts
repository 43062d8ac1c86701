import { funding, payable } from 'db/schema/escrow'
import { operation } from 'db/schema/payments'
import { eq } from 'drizzle-orm'
import fc from 'fast-check'
import { useDatabase } from 'tests/support/database'
import { hold, ledgerSums, readyAccounts } from 'tests/support/escrow'
import { expect, it } from 'vitest'
import { confirmRefund } from '~/domain/escrow/confirm-refund.server'
import { confirmTransfer } from '~/domain/escrow/confirm-transfer.server'
import { failRefund } from '~/domain/escrow/fail-refund.server'
import { failTransfer } from '~/domain/escrow/fail-transfer.server'
import { holdHoldback, letHoldbackGo } from '~/domain/escrow/hold-holdback.server'
import { heldFor } from '~/domain/escrow/queries.server'
import { refundHeld } from '~/domain/escrow/refund-held.server'
import { refundHoldback } from '~/domain/escrow/refund-holdback.server'
import { releaseHeld } from '~/domain/escrow/release-held.server'
import { releaseHoldback } from '~/domain/escrow/release-holdback.server'
import type { Share } from '~/domain/escrow/release-split'
import { resendPayable } from '~/domain/escrow/resend-payable.server'
import { sendDuePayables } from '~/domain/escrow/send-due-payables.server'
import { splitHeld } from '~/domain/escrow/split-held.server'
import { balanceAsOf, balanceOf } from '~/domain/ledger/balance-queries.server'
import { balancesFor, transactionByKey, transactionEntries } from '~/domain/ledger/queries.server'
import { settleOperation } from '~/domain/payments/operations.server'
import { addDays } from '~/kernel/clock'
import { isId } from '~/kernel/ids'
import { Refused } from '~/kernel/refusal'
import { database, inTransaction, type Tx } from '~/platform/database.server'

useDatabase()

/**
 * Any order of the commands, also repeated and refused ones, leaves the books even and every
 * reference whole: funded = held + released + refunded, and the released is in whole cents at the
 * fee, the holdback and the members.
 */
type Model = {
  reference: string
  at: Date
  fundedMinor: bigint
  state: 'open' | 'released' | 'refunded' | 'split'
}
type Step = fc.AsyncCommand<Model, object>

const members: Share[] = [
  { personId: 'm1', shareBps: 3_333 },
  { personId: 'm2', shareBps: 3_333 },
  { personId: 'm3', shareBps: 3_334 },
]

async function quietly(work: (tx: Tx) => Promise<unknown>): Promise<string | null> {
  try {
    await inTransaction(work)
    return null
  } catch (error) {
    if (error instanceof Refused) return error.code
    throw error
  }
}

const sum = (rows: readonly { amountMinor: bigint }[]) =>
  rows.reduce((total, { amountMinor }) => total + amountMinor, 0n)

async function check({ reference, fundedMinor }: Model): Promise<void> {
  const db = database()
  expect((await ledgerSums()).every((total) => total === 0n)).toBe(true)
  const held = (await heldFor(db, [reference])).get(reference)
  expect(held?.fundedMinor ?? 0n).toBe(fundedMinor)
  if (!held) return
  expect(held.heldMinor + held.releasedMinor + held.refundedMinor).toBe(fundedMinor)
  const accounts = await balancesFor(db, { kinds: ['escrow'], references: [reference] })
  expect(accounts.reduce((total, { balanceMinor }) => total - balanceMinor, 0n)).toBe(
    held.heldMinor,
  )
  const owed = await db.select().from(payable).where(eq(payable.reference, reference))
  const release = await transactionByKey(db, `release:${reference}`)
  const entries = release ? await transactionEntries(db, [release.transactionId]) : []
  const feeMinor = -sum(entries.filter(({ accountKind }) => accountKind === 'fee_revenue'))
  expect(sum(owed) + held.holdbackMinor + feeMinor).toBe(held.releasedMinor)
  const fundings = await db.select().from(funding).where(eq(funding.reference, reference))
  for (const chargeId of new Set(fundings.map((row) => row.chargeId))) {
    const parts = fundings.filter((row) => row.chargeId === chargeId && row.usedFor !== 'refund')
    const members = sum(owed.filter((row) => row.chargeId === chargeId))
    expect(members).toBeLessThanOrEqual(sum(parts))
  }
  for (const { personId } of members) {
    const account = { kind: 'payable' as const, owner: personId, currency: 'EUR' }
    const unsent = await db.select().from(payable).where(eq(payable.personId, personId))
    const waiting = unsent.filter(({ status }) => status === 'waiting' || status === 'stopped')
    const balance = await balanceOf(db, account)
    expect(-balance).toBe(sum(waiting))
    expect(await balanceAsOf(db, account, addDays(new Date(), 40_000))).toBe(balance)
  }
}

function step(name: string, run: (model: Model) => Promise<void>): Step {
  return {
    check: () => true,
    async run(model) {
      model.at = addDays(model.at, 1)
      await run(model)
      await check(model)
    },
    toString: () => name,
  }
}

const fund = (amountMinor: bigint, funder: string, rail: 'card' | 'bank') =>
  step(`fund ${amountMinor} by ${funder}, ${rail}`, async (model) => {
    if (model.state === 'released' || model.state === 'split') return
    await hold({ reference: model.reference, amountMinor, funder, rail, at: model.at })
    model.fundedMinor += amountMinor
    model.state = 'open'
  })

const release = (feeBps: number, holdbackBps: number) =>
  step(`release, fee ${feeBps}, holdback ${holdbackBps}`, async (model) => {
    if (model.state === 'split') return
    const refused = await quietly((tx) =>
      releaseHeld(tx, {
        reference: model.reference,
        feeBps,
        holdbackBps,
        holdbackDays: 30,
        shares: members,
        acceptedAt: model.at,
        at: model.at,
      }),
    )
    const possible =
      model.state === 'released' || (model.state === 'open' && model.fundedMinor > 0n)
    expect(refused).toBe(possible ? null : 'insufficient_funds')
    if (possible) model.state = 'released'
  })

const refund = step('refund', async (model) => {
  const refused = await quietly((tx) =>
    refundHeld(tx, { reference: model.reference, at: model.at }),
  )
  if (model.state === 'open' && model.fundedMinor > 0n) {
    expect(refused).toBeNull()
    model.state = 'refunded'
  }
})

const split = (percent: bigint, feeBps: number) =>
  step(`split ${percent} %, fee ${feeBps}`, async (model) => {
    const { reference, at, state } = model
    const held = (await heldFor(database(), [reference])).get(reference)?.heldMinor ?? 0n
    const releaseMinor = (held * percent) / 100n
    const refused = await quietly((tx) =>
      splitHeld(tx, { reference, releaseMinor, feeBps, shares: members, acceptedAt: at, at }),
    )
    if (state !== 'open' || model.fundedMinor === 0n) return
    expect(refused).toBeNull()
    model.state = 'split'
  })

const holdback = step('release the holdback', async (model) => {
  await quietly((tx) => releaseHoldback(tx, { reference: model.reference, at: model.at }))
})

const marked = (by: 'c1' | 'c2', go: boolean) =>
  step(`${by} ${go ? 'lets the holdback go' : 'holds the holdback'}`, async (model) => {
    await quietly((tx) =>
      go
        ? letHoldbackGo(tx, { reference: model.reference, by })
        : holdHoldback(tx, { reference: model.reference, by }),
    )
  })

const refundKept = step('refund the holdback', async (model) => {
  const before = (await heldFor(database(), [model.reference])).get(model.reference)
  const refused = await quietly((tx) =>
    refundHoldback(tx, { reference: model.reference, at: model.at }),
  )
  const after = (await heldFor(database(), [model.reference])).get(model.reference)
  if (refused) return expect(after).toEqual(before)
  const moved = (after?.refundedMinor ?? 0n) - (before?.refundedMinor ?? 0n)
  expect(moved).toBe((before?.holdbackMinor ?? 0n) - (after?.holdbackMinor ?? 0n))
})

const send = step('send what is due', async (model) => {
  await inTransaction((tx) => sendDuePayables(tx, { at: addDays(model.at, 60), limit: 100 }))
})

const settle = (outcome: 'confirm' | 'fail', times: number) =>
  step(`the provider ${outcome}s the oldest operation, told ${times} times`, async (model) => {
    const db = database()
    const [open] = await db
      .select()
      .from(operation)
      .where(eq(operation.status, 'recorded'))
      .limit(1)
    if (!open) return
    await db.update(operation).set({ status: 'sending' }).where(eq(operation.id, open.id))
    const book = {
      transfer: { confirm: confirmTransfer, fail: failTransfer },
      refund: { confirm: confirmRefund, fail: failRefund },
    }
    const providerId = outcome === 'confirm' ? `x_${open.id}` : null
    for (let i = 0; i < times; i += 1) {
      await inTransaction((tx) =>
        settleOperation(tx, { operationId: open.id, providerId, event: outcome }),
      )
      await inTransaction((tx) =>
        book[open.kind][outcome](tx, { operationId: open.id, at: model.at }),
      )
    }
    if (open.kind === 'refund' && outcome === 'fail' && !isId('holdback', open.reference)) {
      const [back] = await db.select().from(funding).where(eq(funding.paymentId, open.reference))
      if (back?.reference === model.reference && model.state !== 'split') model.state = 'open'
    }
  })

const resend = step('resend what was stopped', async (model) => {
  const [stopped] = await database()
    .select()
    .from(payable)
    .where(eq(payable.status, 'stopped'))
    .limit(1)
  if (!stopped) return
  await inTransaction((tx) =>
    resendPayable(tx, { payableId: stopped.id, by: 'per_op', at: model.at }),
  )
})

it('stays whole under any order of commands', async () => {
  await readyAccounts(['m1', 'm2', 'm3'])
  let runs = 0
  const amount = fc.bigInt({ min: 1n, max: 1_000_000n })
  const funders = fc.constantFrom('f1', 'f2')
  const rails = fc.constantFrom<'card' | 'bank'>('card', 'bank')
  const steps = fc.commands(
    [
      fc.tuple(amount, funders, rails).map((given) => fund(...given)),
      fc
        .tuple(fc.integer({ min: 0, max: 3_000 }), fc.constantFrom(0, 1_000, 2_500))
        .map((given) => release(...given)),
      fc.constant(refund),
      fc
        .tuple(fc.bigInt({ min: 0n, max: 100n }), fc.integer({ min: 0, max: 3_000 }))
        .map((given) => split(...given)),
      fc.constant(holdback),
      fc.constant(refundKept),
      fc.tuple(fc.constantFrom<'c1' | 'c2'>('c1', 'c2'), fc.boolean()).map((g) => marked(...g)),
      fc.constant(send),
      fc
        .tuple(
          fc.constantFrom<'confirm' | 'fail'>('confirm', 'fail'),
          fc.integer({ min: 1, max: 2 }),
        )
        .map((given) => settle(...given)),
      fc.constant(resend),
    ],
    { maxCommands: 14 },
  )
  await fc.assert(
    fc.asyncProperty(steps, async (commands) => {
      runs += 1
      const model: Model = {
        reference: `model_${runs}`,
        at: new Date('2026-03-01T10:00:00Z'),
        fundedMinor: 0n,
        state: 'open',
      }
      await fc.asyncModelRun(() => ({ model, real: {} }), commands)
    }),
    { numRuns: 40, endOnFailure: true },
  )
}, 120_000)
