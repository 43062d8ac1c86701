import { offerSeat, offerVersion } from 'db/schema/offers'
import { teamMember } from 'db/schema/teams'
import { and, eq } from 'drizzle-orm'
import { Refused } from '~/kernel/refusal'
import type { Reader, Tx } from '~/platform/database.server'
import { enqueue } from '~/platform/queue.server'
import {
  draftForEdit,
  lockOffer,
  type OfferVersionRow,
  versionRow,
  writeDraft,
} from './lock-offer.server'
import { editableOfferStatuses } from './offer'
import { checkOffer } from './offer-check'

/** The seats of a version, and who of the team is there to fill them. */
export async function seatsAndMembers(db: Reader, version: OfferVersionRow, teamId: string) {
  const seats = await db.select().from(offerSeat).where(eq(offerSeat.versionId, version.id))
  const members = await db
    .select({ personId: teamMember.personId })
    .from(teamMember)
    .where(eq(teamMember.teamId, teamId))
  return { seats, memberIds: members.map(({ personId }) => personId) }
}

/** @throws Refused offer_incomplete: the page of the draft names what is missing. */
export async function assertSellable(db: Reader, version: OfferVersionRow, teamId: string) {
  const { seats, memberIds } = await seatsAndMembers(db, version, teamId)
  if (checkOffer(version.content, seats, memberIds).length > 0) {
    throw new Refused('offer_incomplete')
  }
  return seats
}

/** The lead asks every member with a seat for their word, once; the lead's own is given with it. */
export async function askForSeats(
  tx: Tx,
  input: { offerId: string; by: string; at: Date },
): Promise<{ open: number }> {
  const { offer, version } = await draftForEdit(tx, input.offerId, input.by)
  const seats = await assertSellable(tx, version, offer.teamId)
  if (version.askedAt !== null) return { open: 0 }
  const open = seats.filter(({ personId, agreedAt }) => !agreedAt && personId !== input.by)
  await tx.update(offerVersion).set({ askedAt: input.at }).where(eq(offerVersion.id, version.id))
  await agree(tx, { versionId: version.id, ...input })
  if (open.length > 0) {
    await enqueue(tx, 'notify', {
      event: 'offer-seats',
      subject: version.id,
      facts: { asked: input.at.toISOString() },
    })
  }
  return { open: open.length }
}

/** A member's word for their own seat, given once. */
export async function agree(
  tx: Tx,
  input: { versionId: string; by: string; at: Date },
): Promise<void> {
  await tx
    .update(offerSeat)
    .set({ agreedAt: input.at })
    .where(and(eq(offerSeat.versionId, input.versionId), eq(offerSeat.personId, input.by)))
}

/**
 * A member agrees to the role and share of their seat, or does not, which gives the version back to
 * the lead.
 * @throws Refused not_found for whoever has no seat, transition_refused when nobody is asked.
 */
export async function answerOfferSeat(
  tx: Tx,
  input: { versionId: string; agrees: boolean; by: string; at: Date },
): Promise<void> {
  const seen = await versionRow(tx, input.versionId)
  const mine = () =>
    tx
      .select()
      .from(offerSeat)
      .where(and(eq(offerSeat.versionId, seen.id), eq(offerSeat.personId, input.by)))
  if ((await mine()).length === 0) throw new Refused('not_found')
  const { status } = await lockOffer(tx, seen.offerId)
  if (!editableOfferStatuses.includes(status)) throw new Refused('transition_refused')
  const version = await versionRow(tx, seen.id)
  const [seat] = await mine()
  if (!seat) throw new Refused('changed_meanwhile')
  if (seat.agreedAt && input.agrees) return
  if (version.publishedAt || !version.askedAt) throw new Refused('transition_refused')
  const facts = { asked: version.askedAt.toISOString() }
  if (!input.agrees) {
    await writeDraft(tx, version.id, {})
    await enqueue(tx, 'notify', { event: 'offer-reopened', subject: version.id, facts })
    return
  }
  await agree(tx, input)
  const seats = await tx.select().from(offerSeat).where(eq(offerSeat.versionId, version.id))
  if (seats.every(({ agreedAt }) => agreedAt !== null)) {
    await enqueue(tx, 'notify', { event: 'offer-agreed', subject: version.id, facts })
  }
}
