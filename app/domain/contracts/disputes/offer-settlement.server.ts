import { settlementOffer } from 'db/schema/disputes'
import { and, eq, isNull } from 'drizzle-orm'
import { Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { newId } from '~/platform/ids.server'
import { enqueue } from '~/platform/queue.server'
import { milestoneTransitions } from '../milestones/milestone'
import { openMilestone } from '../milestones/move-milestone.server'
import { otherSide } from './dispute'
import {
  heldMinorOf,
  lockedAbout,
  moveDispute,
  type OfferRow,
  speakingSide,
} from './dispute-rows.server'
import { settleMilestone } from './settle-milestone.server'

/**
 * One side offers to end the milestone by a split, whether or not they are in dispute. A later offer
 * takes the place of an earlier one of the same side.
 * @throws Refused transition_refused where no money could be split, amount_invalid
 */
export async function offerSettlement(
  tx: Tx,
  input: { milestoneId: string; releaseMinor: bigint; words: string; by: string; at: Date },
): Promise<{ offerId: string }> {
  const { milestoneId, releaseMinor, words, by, at } = input
  const { contract, milestone, position } = await lockedAbout(tx, milestoneId)
  const side = await speakingSide(tx, { contract, position }, by)
  const { status } = milestone
  if (!milestoneTransitions.find(status, 'settle', side).ok) {
    throw new Refused('transition_refused', { from: status, event: 'settle' })
  }
  const ofMinor = await heldMinorOf(tx, milestoneId)
  if (releaseMinor < 0n || releaseMinor > ofMinor) throw new Refused('amount_invalid')
  await tx
    .update(settlementOffer)
    .set({ answer: 'replaced', answeredBy: by, answeredAt: at })
    .where(openOffer(milestoneId, side))
  const offerId = newId('settlement')
  await tx.insert(settlementOffer).values({
    ...{ id: offerId, milestoneId, contractId: contract.id, side, madeBy: by, madeAt: at },
    ...{ releaseMinor, ofMinor, words },
  })
  await audit(tx, { by, act: 'settlement.offer', subject: milestoneId, facts: { offerId } })
  await enqueue(tx, 'notify', { event: 'settlement-offered', subject: offerId })
  return { offerId }
}

const openOffer = (milestoneId: string, side: 'client' | 'team') =>
  and(
    eq(settlementOffer.milestoneId, milestoneId),
    eq(settlementOffer.side, side),
    isNull(settlementOffer.answer),
  )

/**
 * The other side takes an offer, and the milestone ends by it at once; or declines it; or the side that
 * made it withdraws it. The same answer twice is the same as once.
 * @throws Refused not_found; not_allowed for the wrong side; changed_meanwhile for what was answered
 * otherwise
 */
export async function answerSettlement(
  tx: Tx,
  input: {
    milestoneId: string
    offerId: string
    answer: 'accepted' | 'declined' | 'withdrawn'
    by: string
    at: Date
  },
): Promise<{ already: boolean }> {
  const { milestoneId, offerId, answer, by, at } = input
  const about = await lockedAbout(tx, milestoneId)
  const side = await speakingSide(tx, about, by)
  const [offer] = await tx
    .select()
    .from(settlementOffer)
    .where(and(eq(settlementOffer.id, offerId), eq(settlementOffer.milestoneId, milestoneId)))
    .for('no key update')
  if (!offer) throw new Refused('not_found')
  if (side !== (answer === 'withdrawn' ? offer.side : otherSide(offer.side))) {
    throw new Refused('not_allowed')
  }
  if (offer.answer === answer) return { already: true }
  if (offer.answer !== null) throw new Refused('changed_meanwhile')
  await tx
    .update(settlementOffer)
    .set({ answer, answeredBy: by, answeredAt: at })
    .where(eq(settlementOffer.id, offerId))
  await audit(tx, { by, act: `settlement.${answer}`, subject: milestoneId, facts: { offerId } })
  if (answer === 'declined') {
    await enqueue(tx, 'notify', { event: 'settlement-declined', subject: offerId })
  }
  if (answer === 'accepted') await takeOffer(tx, offer, { live: about.live, by, at })
  return { already: false }
}

async function takeOffer(
  tx: Tx,
  offer: OfferRow,
  { live, by, at }: { live: Awaited<ReturnType<typeof lockedAbout>>['live']; by: string; at: Date },
): Promise<void> {
  const { milestoneId, releaseMinor } = offer
  const opened = await openMilestone(tx, { milestoneId, event: 'settle', cause: { person: by } })
  if (live) {
    await moveDispute(tx, live, {
      ...{ event: 'settle', actor: otherSide(offer.side), by, at, endedHow: 'settled' },
      set: { releasedMinor: releaseMinor },
    })
  }
  await settleMilestone(tx, opened, { event: 'settle', how: 'settled', releaseMinor, at })
}
