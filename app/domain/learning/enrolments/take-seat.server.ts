import { enrolment, sponsorship } from 'db/schema/learning'
import { and, asc, eq, isNotNull, isNull, or, sql } from 'drizzle-orm'
import { moveHeld } from '~/domain/escrow/move-held.server'
import { Refused } from '~/kernel/refusal'
import type { Reader, Tx } from '~/platform/database.server'
import { beginEnrolment } from './begin-enrolment.server'
import { enrolmentReference, sponsorshipReference } from './enrolment-money'
import type { Enrolment } from './learner-rows.server'

/** Seats that are taken: those whose money did not come back. */
const takenSeats = sql<number>`(select count(*)::int from ${enrolment}
  where ${enrolment}.sponsorship_id = ${sponsorship}.id and ${enrolment.refundedAt} is null)`

/**
 * Sponsorships with a free seat for somebody in this cohort, or in none; the oldest money first.
 * Those for one cohort are used before those for any.
 */
export function openSponsorships(db: Reader, input: { trackId: string; cohortId: string | null }) {
  const { trackId, cohortId } = input
  return db
    .select({ row: sponsorship, taken: takenSeats })
    .from(sponsorship)
    .where(
      and(
        eq(sponsorship.trackId, trackId),
        isNotNull(sponsorship.fundedAt),
        isNull(sponsorship.closedAt),
        cohortId === null
          ? isNull(sponsorship.cohortId)
          : or(isNull(sponsorship.cohortId), eq(sponsorship.cohortId, cohortId)),
        sql`${takenSeats} < ${sponsorship.seats}`,
      ),
    )
    .orderBy(
      sql`${sponsorship.cohortId} nulls last`,
      asc(sponsorship.fundedAt),
      asc(sponsorship.id),
    )
}

/**
 * Gives an enrolment a seat that a funder has paid for, and moves that seat's money to it. The price
 * of the seat is what the funder paid then, whatever the track costs now.
 * @throws Refused seats_taken when there is none left.
 */
export async function takeSponsoredSeat(tx: Tx, row: Enrolment, at: Date): Promise<void> {
  for (const { row: candidate } of await openSponsorships(tx, row)) {
    // Whoever comes at the same moment waits here, and counts again.
    const [locked] = await tx
      .select()
      .from(sponsorship)
      .where(and(eq(sponsorship.id, candidate.id), isNull(sponsorship.closedAt)))
      .for('update')
    if (!locked) continue
    const [count] = await tx
      .select({ taken: sql<number>`count(*)::int` })
      .from(enrolment)
      .where(and(eq(enrolment.sponsorshipId, locked.id), isNull(enrolment.refundedAt)))
    if ((count?.taken ?? 0) >= locked.seats) continue
    const terms = {
      funding: 'sponsored' as const,
      sponsorshipId: locked.id,
      currency: locked.currency,
      amountMinor: locked.seatMinor,
    }
    await tx.update(enrolment).set(terms).where(eq(enrolment.id, row.id))
    await moveHeld(tx, {
      from: sponsorshipReference(locked.id),
      to: enrolmentReference(row.id),
      amountMinor: locked.seatMinor,
      at,
    })
    return beginEnrolment(tx, { ...row, ...terms }, at)
  }
  throw new Refused('seats_taken')
}
