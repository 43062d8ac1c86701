import { payable } from 'db/schema/escrow'
import { asc, eq } from 'drizzle-orm'
import { operationById } from '~/domain/payments/operations.server'
import { invariant } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import { newId } from '~/platform/ids.server'
import { type MemberPart, pairSources, type Source } from './release-split'

export type Payable = typeof payable.$inferSelect

/**
 * Writes what each member is owed, one row for each charge that it comes from: one row, one transfer.
 * `sources` are charges with what is left in them for members.
 */
export async function insertPayables(
  tx: Tx,
  input: {
    reference: string
    reason: 'release' | 'holdback'
    currency: string
    transactionId: string
    sources: readonly Source[]
    members: readonly MemberPart[]
    /** When money of each charge may leave. */
    dates: ReadonlyMap<string, Date>
    at: Date
  },
) {
  const shareOf = new Map(input.members.map(({ personId, shareBps }) => [personId, shareBps]))
  const rows = pairSources(input.sources, input.members).map((pair) => {
    const dueAt = input.dates.get(pair.sourceId)
    invariant(dueAt, 'every charge has its date')
    return {
      id: newId('payable'),
      reference: input.reference,
      personId: pair.personId,
      reason: input.reason,
      currency: input.currency,
      amountMinor: pair.amountMinor,
      shareBps: shareOf.get(pair.personId) ?? 0,
      chargeId: pair.sourceId,
      ledgerTransactionId: input.transactionId,
      releasedAt: input.at,
      dueAt,
      status: 'waiting' as const,
    }
  })
  if (rows.length > 0) await tx.insert(payable).values(rows)
  return rows
    .map(({ id, personId, shareBps, amountMinor, dueAt }) => ({
      payableId: id,
      personId,
      shareBps,
      amountMinor,
      dueAt,
    }))
    .sort(byPerson)
}

/** Locks every payable of a reference, so that whoever settles the last one knows that it is the last. */
export async function lockPayables(tx: Tx, reference: string): Promise<Payable[]> {
  return tx
    .select()
    .from(payable)
    .where(eq(payable.reference, reference))
    .orderBy(asc(payable.id))
    .for('update')
}

/** The payable that a transfer pays, with all others of its reference, under lock. */
export async function lockPayableOf(tx: Tx, operationId: string) {
  const operation = await operationById(tx, operationId)
  invariant(operation?.kind === 'transfer', 'a transfer is settled by its operation')
  const [known] = await tx
    .select({ reference: payable.reference })
    .from(payable)
    .where(eq(payable.id, operation.reference))
  invariant(known, 'a transfer has its payable')
  const all = await lockPayables(tx, known.reference)
  const row = all.find(({ id }) => id === operation.reference)
  invariant(row, 'the payable is among those of its reference')
  return { operation, row, all }
}

/** The order in which a release names its payables. */
export function byPerson<R extends { personId: string; payableId: string }>(a: R, b: R): number {
  if (a.personId !== b.personId) return a.personId < b.personId ? -1 : 1
  return a.payableId < b.payableId ? -1 : 1
}
