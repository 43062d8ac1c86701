import { enrolment } from 'db/schema/learning'
import { and, eq, inArray } from 'drizzle-orm'
import { Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import { newId } from '~/platform/ids.server'
import { beginEnrolment } from './begin-enrolment.server'
import { takeCohortSeat } from './cohort-seats.server'
import {
  completedEnrolmentStatuses,
  type EnrolmentFunding,
  openEnrolmentStatuses,
} from './enrolment'
import { type Enrolment, type PublishedTrack, publishedTrackBySlug } from './learner-rows.server'
import { takeSponsoredSeat } from './take-seat.server'

/** Existing enrolments that stand in the way of another one. */
async function standing(tx: Tx, personId: string, trackId: string): Promise<Enrolment | null> {
  const rows = await tx
    .select()
    .from(enrolment)
    .where(
      and(
        eq(enrolment.personId, personId),
        eq(enrolment.trackId, trackId),
        inArray(enrolment.status, [...openEnrolmentStatuses, ...completedEnrolmentStatuses]),
      ),
    )
    .for('update')
  return rows.find(({ status }) => openEnrolmentStatuses.includes(status)) ?? rows[0] ?? null
}

function fundingOf(found: PublishedTrack, wantsSeat: boolean): EnrolmentFunding {
  if (found.version.priceMinor === null) return 'free'
  return wantsSeat ? 'sponsored' : 'paid'
}

/**
 * Enrols a person in the published version of a track: at once where it is free or a funder pays for
 * the seat; otherwise the enrolment waits for the money. Doing it again answers with the first one.
 * @throws Refused not_found, already_done (completed before), cohort_closed, seats_taken.
 */
export async function enrol(
  tx: Tx,
  input: {
    personId: string
    trackSlug: string
    cohortId: string | null
    /** Takes a seat that a funder pays for. */
    sponsored: boolean
    at: Date
  },
): Promise<{ enrolmentId: string; already: boolean; waitsForMoney: boolean }> {
  const { personId, at } = input
  const found = await publishedTrackBySlug(tx, input.trackSlug)
  if (!found) throw new Refused('not_found')
  const known = await standing(tx, personId, found.track.id)
  if (known && completedEnrolmentStatuses.includes(known.status)) throw new Refused('already_done')
  const funding = fundingOf(found, input.sponsored)
  if (known) return again(tx, known, found, funding, at)
  if (input.cohortId) {
    await takeCohortSeat(tx, { cohortId: input.cohortId, trackId: found.track.id, at })
  }
  const [made] = await tx
    .insert(enrolment)
    .values({
      id: newId('enrolment'),
      personId,
      trackId: found.track.id,
      versionId: found.version.id,
      cohortId: input.cohortId,
      status: 'awaiting_payment',
      funding,
      currency: funding === 'free' ? null : found.version.currency,
      amountMinor: funding === 'free' ? null : found.version.priceMinor,
      enrolledAt: at,
      lastActiveAt: at,
    })
    .onConflictDoNothing()
    .returning()
  if (!made) throw new Refused('changed_meanwhile')
  if (funding === 'sponsored') await takeSponsoredSeat(tx, made, at)
  else if (funding === 'free') await beginEnrolment(tx, made, at)
  return { enrolmentId: made.id, already: false, waitsForMoney: funding === 'paid' }
}

/** Somebody whose payment waits may still take a seat that a funder pays for. */
async function again(
  tx: Tx,
  known: Enrolment,
  found: PublishedTrack,
  funding: EnrolmentFunding,
  at: Date,
) {
  const enrolmentId = known.id
  const waits = known.startedAt === null
  if (!waits) return { enrolmentId, already: true, waitsForMoney: false }
  if (funding === 'sponsored') {
    const { currency, priceMinor } = found.version
    const terms = { funding, currency, amountMinor: priceMinor }
    await tx.update(enrolment).set(terms).where(eq(enrolment.id, enrolmentId))
    await takeSponsoredSeat(tx, { ...known, ...terms }, at)
    return { enrolmentId, already: false, waitsForMoney: false }
  }
  return { enrolmentId, already: true, waitsForMoney: true }
}
