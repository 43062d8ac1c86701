import { funding, holdback, payable } from 'db/schema/escrow'
import { and, asc, desc, eq, inArray, isNotNull } from 'drizzle-orm'
import { balancesFor } from '~/domain/ledger/queries.server'
import type { Reader } from '~/platform/database.server'

/** What became of the money of one reference. funded = held + released + refunded, always. */
export type Held = {
  currency: string
  fundedMinor: bigint
  /** Still held: it can be released or given back. */
  heldMinor: bigint
  /** Released, gross: fee, holdback and members' parts. */
  releasedMinor: bigint
  refundedMinor: bigint
  /** The part of the released that waits for the end of its window. */
  holdbackMinor: bigint
}

/** For each reference that was ever funded; callers have checked that the viewer may see it. */
export async function heldFor(
  db: Reader,
  references: readonly string[],
): Promise<Map<string, Held>> {
  const held = new Map<string, Held>()
  if (references.length === 0) return held
  const fundings = await db
    .select()
    .from(funding)
    .where(inArray(funding.reference, [...references]))
  for (const { reference, currency, amountMinor, usedFor } of fundings) {
    const row = held.get(reference) ?? {
      currency,
      fundedMinor: 0n,
      heldMinor: 0n,
      releasedMinor: 0n,
      refundedMinor: 0n,
      holdbackMinor: 0n,
    }
    row.fundedMinor += amountMinor
    if (usedFor === 'release') row.releasedMinor += amountMinor
    else if (usedFor === 'refund') row.refundedMinor += amountMinor
    else row.heldMinor += amountMinor
    held.set(reference, row)
  }
  const kept = await balancesFor(db, { kinds: ['holdback'], references: [...references] })
  for (const { reference, balanceMinor } of kept) {
    const row = held.get(reference)
    if (row) row.holdbackMinor -= balanceMinor
  }
  // What was kept back and went to its funders after all was not released in the end.
  const returned = await db
    .select({ reference: holdback.reference, amountMinor: holdback.amountMinor })
    .from(holdback)
    .where(and(inArray(holdback.reference, [...references]), isNotNull(holdback.refundedAt)))
  for (const { reference, amountMinor } of returned) {
    const row = held.get(reference)
    if (!row) continue
    const backMinor = amountMinor - row.holdbackMinor
    row.releasedMinor -= backMinor
    row.refundedMinor += backMinor
  }
  return held
}

const payableColumns = {
  payableId: payable.id,
  reference: payable.reference,
  personId: payable.personId,
  reason: payable.reason,
  currency: payable.currency,
  amountMinor: payable.amountMinor,
  shareBps: payable.shareBps,
  status: payable.status,
  releasedAt: payable.releasedAt,
  dueAt: payable.dueAt,
  paidAt: payable.paidAt,
  transactionId: payable.ledgerTransactionId,
}

/** Every payable of these references; callers have checked that the viewer may see them. */
export async function payablesFor(db: Reader, references: readonly string[]) {
  if (references.length === 0) return []
  return db
    .select(payableColumns)
    .from(payable)
    .where(inArray(payable.reference, [...references]))
    .orderBy(asc(payable.id))
}

/** What one person is or was owed, newest first. */
export async function payablesOf(db: Reader, personId: string) {
  return db
    .select(payableColumns)
    .from(payable)
    .where(eq(payable.personId, personId))
    .orderBy(desc(payable.releasedAt), desc(payable.id))
}

/** What one funder has paid in, newest first. */
export async function fundingsOf(db: Reader, funders: readonly string[]) {
  if (funders.length === 0) return []
  return db
    .select()
    .from(funding)
    .where(inArray(funding.funder, [...funders]))
    .orderBy(desc(funding.chargedAt), desc(funding.paymentId))
}

export async function holdbackFor(db: Reader, reference: string) {
  const [row] = await db
    .select({
      amountMinor: holdback.amountMinor,
      currency: holdback.currency,
      dueAt: holdback.dueAt,
      releasedAt: holdback.releasedAt,
      refundedAt: holdback.refundedAt,
      heldBy: holdback.heldBy,
    })
    .from(holdback)
    .where(eq(holdback.reference, reference))
  return row ?? null
}
