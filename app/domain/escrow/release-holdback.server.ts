import { holdback } from 'db/schema/escrow'
import { and, asc, eq, isNull, lte } from 'drizzle-orm'
import { postTransaction } from '~/domain/ledger/post-transaction.server'
import type { Tx } from '~/platform/database.server'
import { lockFundings, transferDates } from './fundings.server'
import { insertPayables, lockPayables } from './payables.server'
import { splitFurther } from './release-split'

/**
 * Releases the holdback of `reference` to the members, by the shares that were fixed at the release.
 * A second call does nothing; neither does one while something holds it, or after it went back.
 */
export async function releaseHoldback(
  tx: Tx,
  input: { reference: string; at: Date },
): Promise<{ released: boolean }> {
  const { reference, at } = input
  const [kept] = await tx
    .select()
    .from(holdback)
    .where(eq(holdback.reference, reference))
    .for('update')
  if (!kept || kept.releasedAt || kept.refundedAt || kept.heldBy) return { released: false }

  const paid = new Map<string, bigint>()
  for (const { personId, amountMinor } of await lockPayables(tx, reference)) {
    paid.set(personId, (paid.get(personId) ?? 0n) + amountMinor)
  }
  const members = splitFurther(kept.amountMinor, kept.shares, paid)
  const sources = kept.sources.map(({ chargeId, funder, amountMinor }) => ({
    id: chargeId,
    funder,
    amountMinor: BigInt(amountMinor),
  }))
  const posted = await postTransaction(tx, {
    kind: 'release-holdback',
    idempotencyKey: `release-holdback:${reference}`,
    reference,
    occurredAt: at,
    currency: kept.currency,
    entries: [
      ...sources.map(({ funder, amountMinor }) => ({
        account: { kind: 'holdback' as const, reference, owner: funder },
        amountMinor,
      })),
      ...members.map(({ personId, amountMinor }) => ({
        account: { kind: 'payable' as const, owner: personId },
        amountMinor: -amountMinor,
      })),
    ],
  })
  await tx.update(holdback).set({ releasedAt: at }).where(eq(holdback.id, kept.id))
  await insertPayables(tx, {
    reference,
    reason: 'holdback',
    currency: kept.currency,
    transactionId: posted.transactionId,
    sources,
    members,
    dates: await transferDates(tx, await lockFundings(tx, reference), at, at),
    at,
  })
  return { released: true }
}

/** Releases holdbacks whose window has ended; says how many. */
export async function releaseDueHoldbacks(
  tx: Tx,
  input: { at: Date; limit: number },
): Promise<number> {
  const due = await tx
    .select({ reference: holdback.reference })
    .from(holdback)
    .where(
      and(
        isNull(holdback.releasedAt),
        isNull(holdback.refundedAt),
        isNull(holdback.heldBy),
        lte(holdback.dueAt, input.at),
      ),
    )
    .orderBy(asc(holdback.dueAt))
    .limit(input.limit)
    .for('update', { skipLocked: true })
  for (const { reference } of due) await releaseHoldback(tx, { reference, at: input.at })
  return due.length
}
