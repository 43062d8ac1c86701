import { cohort, enrolment, sponsorship } from 'db/schema/learning'
import { and, eq, isNull, sql } from 'drizzle-orm'
import { refundHeld } from '~/domain/escrow/refund-held.server'
import { assertActsFor } from '~/domain/identity/acts-for.server'
import { maxChargeMinor } from '~/domain/payments/payment'
import { openPaymentFor } from '~/domain/payments/queries.server'
import { startPayment } from '~/domain/payments/start-payment.server'
import { Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { newId } from '~/platform/ids.server'
import { isJoinable } from './cohort-seats.server'
import { sponsorshipReference } from './enrolment-money'
import { publishedTrackBySlug } from './learner-rows.server'
import { sponsorshipOf } from './sponsorship-rows.server'

/**
 * A funder's manager offers to pay for seats in a track. They open when the payment has come.
 * @throws Refused not_found (no such track, or a free one), not_allowed, cohort_closed, amount_invalid.
 */
export async function sponsorSeats(
  tx: Tx,
  input: {
    trackSlug: string
    funderId: string
    cohortId: string | null
    seats: number
    by: string
    at: Date
  },
): Promise<{ sponsorshipId: string }> {
  await assertActsFor(tx, input.by, input.funderId)
  const found = await publishedTrackBySlug(tx, input.trackSlug)
  const { currency, priceMinor } = found?.version ?? {}
  if (!found || !currency || !priceMinor) throw new Refused('not_found')
  if (priceMinor * BigInt(input.seats) > maxChargeMinor) throw new Refused('amount_invalid')
  if (input.cohortId) {
    const [row] = await tx.select().from(cohort).where(eq(cohort.id, input.cohortId))
    if (row?.trackId !== found.track.id) throw new Refused('not_found')
    if (!isJoinable(row, input.at)) throw new Refused('cohort_closed')
  }
  const sponsorshipId = newId('sponsorship')
  await tx.insert(sponsorship).values({
    id: sponsorshipId,
    trackId: found.track.id,
    funderId: input.funderId,
    cohortId: input.cohortId,
    seats: input.seats,
    currency,
    seatMinor: priceMinor,
    createdBy: input.by,
    createdAt: input.at,
  })
  return { sponsorshipId }
}

/** Starts or continues the one payment for all seats. @throws Refused not_found, already_done. */
export async function paySponsorship(
  tx: Tx,
  input: { sponsorshipId: string; by: string; at: Date },
): Promise<{ paymentId: string }> {
  const row = await sponsorshipOf(tx, input.sponsorshipId)
  await assertActsFor(tx, input.by, row.funderId)
  if (row.fundedAt || row.closedAt) throw new Refused('already_done')
  return startPayment(tx, {
    reference: sponsorshipReference(row.id),
    funder: row.funderId,
    startedBy: input.by,
    currency: row.currency,
    amountMinor: row.seatMinor * BigInt(row.seats),
    at: input.at,
  })
}

/**
 * The funder ends its offer: seats that nobody sits on are paid back, the others go on. An offer that
 * was not paid just ends; one whose payment is under way cannot be ended before it has.
 * @throws Refused not_found, payment_open.
 */
export async function closeSponsorship(
  tx: Tx,
  input: { sponsorshipId: string; by: string; at: Date },
): Promise<{ refundedMinor: bigint; already: boolean }> {
  const row = await sponsorshipOf(tx, input.sponsorshipId)
  await assertActsFor(tx, input.by, row.funderId)
  if (row.closedAt) return { refundedMinor: 0n, already: true }
  const reference = sponsorshipReference(row.id)
  if (await openPaymentFor(tx, reference)) throw new Refused('payment_open')
  await tx.update(sponsorship).set({ closedAt: input.at }).where(eq(sponsorship.id, row.id))
  await audit(tx, { by: input.by, act: 'sponsorship-closed', subject: row.id })
  if (!row.fundedAt || (await freeSeats(tx, row)) === 0)
    return { refundedMinor: 0n, already: false }
  const { refundedMinor } = await refundHeld(tx, { reference, at: input.at })
  return { refundedMinor, already: false }
}

async function freeSeats(tx: Tx, row: { id: string; seats: number }): Promise<number> {
  const [count] = await tx
    .select({ taken: sql<number>`count(*)::int` })
    .from(enrolment)
    .where(and(eq(enrolment.sponsorshipId, row.id), isNull(enrolment.refundedAt)))
  return row.seats - (count?.taken ?? 0)
}
