import { holdback, payable } from 'db/schema/escrow'
import { and, asc, inArray, isNull, sql } from 'drizzle-orm'
import type { SignedIn } from '~/domain/identity/viewer'
import type { Currency } from '~/kernel/money'
import type { Reader } from '~/platform/database.server'
import { splitFurther } from './release-split'

export type KeptBack = {
  readonly reference: string
  readonly currency: Currency
  /** The viewer's own part, by the shares fixed at release. */
  readonly amountMinor: bigint
  readonly shareBps: number
  readonly dueAt: Date
}

/** What is still kept back for the viewer until its warranty window ends, the soonest first. */
export async function keptBackFor(db: Reader, viewer: SignedIn): Promise<KeptBack[]> {
  const mine = JSON.stringify([{ personId: viewer.personId }])
  const rows = await db
    .select()
    .from(holdback)
    .where(
      and(
        isNull(holdback.releasedAt),
        isNull(holdback.refundedAt),
        sql`${holdback.shares} @> ${mine}::jsonb`,
      ),
    )
    .orderBy(asc(holdback.dueAt), asc(holdback.id))
  const paid = await paidSoFar(
    db,
    rows.map(({ reference }) => reference),
  )
  return rows.map((row) => {
    const parts = splitFurther(row.amountMinor, row.shares, paid.get(row.reference) ?? new Map())
    const part = parts.find(({ personId }) => personId === viewer.personId)
    return {
      reference: row.reference,
      currency: row.currency as Currency,
      amountMinor: part?.amountMinor ?? 0n,
      shareBps: part?.shareBps ?? 0,
      dueAt: row.dueAt,
    }
  })
}

/** What each member was paid of a reference: the split of the rest makes up for earlier rounding. */
async function paidSoFar(db: Reader, references: readonly string[]) {
  const sums = new Map<string, Map<string, bigint>>()
  if (references.length === 0) return sums
  const rows = await db
    .select({
      reference: payable.reference,
      personId: payable.personId,
      amountMinor: payable.amountMinor,
    })
    .from(payable)
    .where(inArray(payable.reference, [...references]))
  for (const { reference, personId, amountMinor } of rows) {
    const people = sums.get(reference) ?? new Map<string, bigint>()
    people.set(personId, (people.get(personId) ?? 0n) + amountMinor)
    sums.set(reference, people)
  }
  return sums
}
