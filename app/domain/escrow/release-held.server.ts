import { holdback, payable } from 'db/schema/escrow'
import { and, eq } from 'drizzle-orm'
import { type Entry, postTransaction } from '~/domain/ledger/post-transaction.server'
import { addDays } from '~/kernel/clock'
import { invariant, Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import { newId } from '~/platform/ids.server'
import { type Funding, lockFundings, spendFundings, transferDates } from './fundings.server'
import { byPerson, insertPayables } from './payables.server'
import {
  cutSources,
  type ReleaseSplit,
  releaseSplit,
  type Share,
  type Source,
  sharesAreWhole,
} from './release-split'

export type Release = {
  transactionId: string
  currency: string
  grossMinor: bigint
  feeMinor: bigint
  holdbackMinor: bigint
  payables: {
    payableId: string
    personId: string
    shareBps: number
    amountMinor: bigint
    dueAt: Date
  }[]
  /** True when it had been released before; nothing was moved now. */
  replayed: boolean
}

/**
 * Releases everything that is held for `reference`, or with `paymentIds` only those payments, in one
 * ledger transaction: the fee, the holdback, and each member's payable. Shares are fixed here. A second call answers with the first release.
 * @throws Refused insufficient_funds when nothing is held, shares_not_whole.
 */
export async function releaseHeld(
  tx: Tx,
  input: {
    reference: string
    paymentIds?: readonly string[]
    feeBps: number
    holdbackBps: number
    holdbackDays: number
    shares: readonly Share[]
    acceptedAt: Date
    /** Leaves out what was to go back and whose refund was refused: it stays held for its funder. */
    leavesRefused?: boolean
    at: Date
  },
): Promise<Release> {
  const { reference, feeBps, holdbackBps, at } = input
  if (!sharesAreWhole(input.shares)) throw new Refused('shares_not_whole')
  const fundings = await lockFundings(tx, reference)
  const held = fundings.filter(
    ({ paymentId, usedFor, refusals }) =>
      usedFor === null &&
      !(input.leavesRefused && refusals > 0) &&
      (input.paymentIds?.includes(paymentId) ?? true),
  )
  const first = held[0]
  if (!first) return releasedBefore(tx, fundings)
  invariant(
    held.every(({ currency }) => currency === first.currency),
    'one currency for one reference',
  )
  const shares = input.shares.map(({ personId, shareBps }) => ({ personId, shareBps }))
  const grossMinor = sumOf(held)
  const split = releaseSplit({ grossMinor, feeBps, holdbackBps, shares })

  const sources = held.map(sourceOf)
  const kept = cutSources(cutSources(sources, split.feeMinor).left, split.holdbackMinor)
  const posted = await postTransaction(tx, {
    kind: 'release',
    idempotencyKey: `release:${reference}`,
    reference,
    occurredAt: at,
    currency: first.currency,
    entries: releaseEntries(reference, sources, split, kept.taken),
  })
  await spendFundings(tx, held, 'release', at)
  if (split.holdbackMinor > 0n) {
    const dueAt = addDays(at, input.holdbackDays)
    await keepBack(tx, first, { sources, taken: kept.taken, shares, dueAt })
  }
  const payables = await insertPayables(tx, {
    reference,
    reason: 'release',
    currency: first.currency,
    transactionId: posted.transactionId,
    sources: kept.left,
    members: split.members,
    dates: await transferDates(tx, held, input.acceptedAt, at),
    at,
  })
  return {
    transactionId: posted.transactionId,
    currency: first.currency,
    grossMinor,
    feeMinor: split.feeMinor,
    holdbackMinor: split.holdbackMinor,
    payables,
    replayed: false,
  }
}

/** Everything out of escrow; the fee, each funder's part of the holdback and each member's part in. */
function releaseEntries(
  reference: string,
  sources: readonly (Source & { funder: string })[],
  split: ReleaseSplit,
  heldBack: ReadonlyMap<string, bigint>,
): Entry[] {
  return [
    ...sources.map(({ funder, amountMinor }) => ({
      account: { kind: 'escrow' as const, reference, owner: funder },
      amountMinor,
    })),
    { account: { kind: 'fee_revenue' }, amountMinor: -split.feeMinor },
    ...sources.map(({ id, funder }) => ({
      account: { kind: 'holdback' as const, reference, owner: funder },
      amountMinor: -(heldBack.get(id) ?? 0n),
    })),
    ...split.members.map(({ personId, amountMinor }) => ({
      account: { kind: 'payable' as const, owner: personId },
      amountMinor: -amountMinor,
    })),
  ]
}

/** Writes down the holdback with the shares fixed now and the charges that it came in by. */
async function keepBack(
  tx: Tx,
  { reference, currency }: Pick<Funding, 'reference' | 'currency'>,
  kept: {
    sources: readonly (Source & { funder: string })[]
    taken: ReadonlyMap<string, bigint>
    shares: { personId: string; shareBps: number }[]
    dueAt: Date
  },
): Promise<void> {
  const parts = kept.sources.map(({ id, funder }) => ({
    chargeId: id,
    funder,
    amountMinor: kept.taken.get(id) ?? 0n,
  }))
  await tx.insert(holdback).values({
    id: newId('holdback'),
    reference,
    currency,
    amountMinor: sumOf(parts),
    shares: kept.shares,
    sources: parts.map((part) => ({ ...part, amountMinor: String(part.amountMinor) })),
    dueAt: kept.dueAt,
  })
}

const sourceOf = ({ chargeId, funder, amountMinor }: Funding) => ({
  id: chargeId,
  funder,
  amountMinor,
})

const sumOf = (rows: readonly { amountMinor: bigint }[]) =>
  rows.reduce((sum, { amountMinor }) => sum + amountMinor, 0n)

/** The release that has been made, read back from what it wrote. */
async function releasedBefore(tx: Tx, fundings: readonly Funding[]): Promise<Release> {
  const released = fundings.filter(({ usedFor }) => usedFor === 'release')
  const first = released[0]
  if (!first) throw new Refused('insufficient_funds')
  const payables = await tx
    .select({
      payableId: payable.id,
      personId: payable.personId,
      shareBps: payable.shareBps,
      amountMinor: payable.amountMinor,
      dueAt: payable.dueAt,
      transactionId: payable.ledgerTransactionId,
    })
    .from(payable)
    .where(and(eq(payable.reference, first.reference), eq(payable.reason, 'release')))
  const [kept] = await tx.select().from(holdback).where(eq(holdback.reference, first.reference))
  const grossMinor = sumOf(released)
  const holdbackMinor = kept?.amountMinor ?? 0n
  return {
    transactionId: payables[0]?.transactionId ?? '',
    currency: first.currency,
    grossMinor,
    feeMinor: grossMinor - holdbackMinor - sumOf(payables),
    holdbackMinor,
    payables: payables.map(({ transactionId: _, ...row }) => row).sort(byPerson),
    replayed: true,
  }
}
