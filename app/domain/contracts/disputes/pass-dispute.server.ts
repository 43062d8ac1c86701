import { dispute } from 'db/schema/disputes'
import { and, inArray, lte, or } from 'drizzle-orm'
import { latestVerdict } from '~/domain/outcomes/queries.server'
import { addDays } from '~/kernel/clock'
import type { Reader, Tx } from '~/platform/database.server'
import { enqueue } from '~/platform/queue.server'
import { openMilestone } from '../milestones/move-milestone.server'
import type { MilestoneRow } from '../rows.server'
import { showDeadline } from './answer-dispute.server'
import {
  askedDisputeStates,
  hardStopAt,
  hardStopDays,
  liveDisputeStates,
  offersDisputeStates,
  releasedByCriteria,
} from './dispute'
import { type DisputeRow, heldMinorOf, lockedAbout, moveDispute } from './dispute-rows.server'
import { settleMilestone } from './settle-milestone.server'

export type DisputeDueItem = { what: 'dispute_step'; subject: string; at: Date }

/** Disputes of which a step's time is over, or all of it; `subject` is the milestone. */
export async function disputesDue(db: Reader, at: Date): Promise<DisputeDueItem[]> {
  const rows = await db
    .select()
    .from(dispute)
    .where(
      or(
        and(
          inArray(dispute.state, [...askedDisputeStates, ...offersDisputeStates]),
          lte(dispute.deadlineAt, at),
        ),
        and(
          inArray(dispute.state, [...liveDisputeStates]),
          lte(dispute.openedAt, addDays(at, -hardStopDays)),
        ),
      ),
    )
  return rows.map(({ milestoneId, deadlineAt, openedAt }) => ({
    ...{ what: 'dispute_step', subject: milestoneId },
    at: deadlineAt && deadlineAt <= at ? deadlineAt : hardStopAt(openedAt),
  }))
}

/**
 * Goes the step that time has reached: who was asked and said nothing loses, offers go to the mediator,
 * and on the sixtieth day the criteria that were met decide. Looks again under the lock.
 */
export async function passDispute(
  tx: Tx,
  input: { milestoneId: string; at: Date },
): Promise<boolean> {
  const { milestoneId, at } = input
  const { milestone, live } = await lockedAbout(tx, milestoneId)
  if (!live) return false
  if (hardStopAt(live.openedAt) <= at) return stop(tx, { live, milestone, at })
  if (!live.deadlineAt || live.deadlineAt > at) return false
  if (askedDisputeStates.includes(live.state)) return silence(tx, { live, at })
  if (!offersDisputeStates.includes(live.state)) return false
  const moved = await moveDispute(tx, live, { event: 'pass_offers', actor: 'clock', by: null, at })
  await showDeadline(tx, milestoneId, moved.deadlineAt, at)
  await enqueue(tx, 'notify', { event: 'dispute-mediated', subject: live.id })
  return true
}

const clock = { actor: 'clock' } as const

async function silence(tx: Tx, { live, at }: { live: DisputeRow; at: Date }): Promise<boolean> {
  const { milestoneId, asksMinor } = live
  const opened = await openMilestone(tx, { milestoneId, event: 'lose_by_silence', cause: clock })
  const heldMinor = await heldMinorOf(tx, milestoneId)
  const releaseMinor = asksMinor < heldMinor ? asksMinor : heldMinor
  await moveDispute(tx, live, {
    ...{ event: 'pass_silence', actor: 'clock', by: null, at, endedHow: 'silence' },
    set: { releasedMinor: releaseMinor },
  })
  await settleMilestone(tx, opened, { event: 'lose_by_silence', how: 'silence', releaseMinor, at })
  return true
}

async function stop(
  tx: Tx,
  { live, milestone, at }: { live: DisputeRow; milestone: MilestoneRow; at: Date },
): Promise<boolean> {
  const opened = await openMilestone(tx, {
    ...{ milestoneId: milestone.id, event: 'split_by_criteria', cause: clock },
  })
  const { met, criteria } = await criteriaMet(tx, milestone)
  const releaseMinor = releasedByCriteria(await heldMinorOf(tx, milestone.id), met, criteria)
  await moveDispute(tx, live, {
    ...{ event: 'stop', actor: 'clock', by: null, at, endedHow: 'criteria' },
    set: { releasedMinor: releaseMinor },
    evidence: { met, criteria },
  })
  await settleMilestone(tx, opened, {
    event: 'split_by_criteria',
    how: 'criteria',
    releaseMinor,
    at,
  })
  return true
}

/** How many of a milestone's criteria its last verdict found met. */
export async function criteriaMet(
  db: Reader,
  { id, criterionIds }: Pick<MilestoneRow, 'id' | 'criterionIds'>,
): Promise<{ met: number; criteria: number }> {
  const results = (await latestVerdict(db, id))?.body.results ?? []
  const met = results.filter(({ outcome }) => outcome === 'met').length
  return { met, criteria: criterionIds.length }
}
