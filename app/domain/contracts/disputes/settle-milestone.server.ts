import { settlementOffer } from 'db/schema/disputes'
import { and, eq, isNull } from 'drizzle-orm'
import { splitHeld } from '~/domain/escrow/split-held.server'
import type { Tx } from '~/platform/database.server'
import { enqueue } from '~/platform/queue.server'
import { endMilestone } from '../milestones/end-milestone.server'
import type { MilestoneEvent } from '../milestones/milestone'
import { moveMilestone, type OpenedMilestone } from '../milestones/move-milestone.server'
import { membersAt } from '../seats/seats'
import type { DisputeEnd } from './dispute'

export type SettlingEvent = Extract<
  MilestoneEvent,
  'settle' | 'lose_by_silence' | 'decide_split' | 'split_by_criteria'
>

/**
 * Ends a milestone that the caller has opened by a split: the released part goes to the members by
 * their shares, less the fee; the rest goes back to whoever paid. Offers that are open end with it.
 */
export async function settleMilestone(
  tx: Tx,
  opened: OpenedMilestone,
  input: {
    event: SettlingEvent
    how: DisputeEnd
    releaseMinor: bigint
    note?: string
    at: Date
  },
): Promise<void> {
  const { contract, terms, milestone } = opened
  const { event, how, releaseMinor, note, at } = input
  await moveMilestone(tx, opened, {
    ...{ event, actor: opened.actor, by: opened.by, note, at },
    evidence: { how, currency: milestone.currency, releaseMinor: releaseMinor.toString() },
  })
  await splitHeld(tx, {
    ...{ reference: milestone.id, releaseMinor, feeBps: terms.platformFeeBps },
    shares: membersAt(terms, milestone.position).map(({ personId, shareBps }) => ({
      ...{ personId, shareBps },
    })),
    ...{ acceptedAt: at, at },
  })
  await endOffers(tx, milestone.id, at)
  await enqueue(tx, 'notify', {
    event: 'milestone-settled',
    subject: milestone.id,
    facts: { how, amountMinor: releaseMinor.toString() },
  })
  await endMilestone(tx, contract, at)
}

/** The milestone has come to an end: what was still offered is void. */
export async function endOffers(tx: Tx, milestoneId: string, at: Date): Promise<void> {
  await tx
    .update(settlementOffer)
    .set({ answer: 'replaced', answeredAt: at })
    .where(and(eq(settlementOffer.milestoneId, milestoneId), isNull(settlementOffer.answer)))
}
