import { dispute } from 'db/schema/disputes'
import { invariant, Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import { newId } from '~/platform/ids.server'
import { enqueue } from '~/platform/queue.server'
import { disputedStatuses, isDisputable } from '../milestones/milestone'
import { moveMilestone, openMilestone } from '../milestones/move-milestone.server'
import { disputeDeadline } from './dispute'
import { heldMinorOf, liveDisputeOf, speakingSide } from './dispute-rows.server'

/**
 * One side says that it does not agree, and what of the held money should be released. The other has
 * five business days to answer, or gets what this one asks. The milestone's own time stands still.
 * @throws Refused transition_refused where there is nothing to dispute, amount_invalid for less than
 * nothing or more than is held, not_allowed for a member who does not lead.
 */
export async function openDispute(
  tx: Tx,
  input: { milestoneId: string; asksMinor: bigint; words: string; by: string; at: Date },
): Promise<{ disputeId: string; already: boolean }> {
  const { milestoneId, asksMinor, words, by, at } = input
  const opened = await openMilestone(tx, {
    ...{ milestoneId, event: 'dispute', cause: { person: by }, doneIn: disputedStatuses },
  })
  const { contract, milestone } = opened
  const side = await speakingSide(tx, { contract, position: milestone.position }, by)
  if (opened.done) {
    return { disputeId: (await liveDisputeOf(tx, milestoneId))?.id ?? '', already: true }
  }
  const ofMinor = await heldMinorOf(tx, milestoneId)
  if (asksMinor < 0n || asksMinor > ofMinor) throw new Refused('amount_invalid')
  const disputeId = newId('dispute')
  const deadlineAt = disputeDeadline('asked', at, at)
  invariant(isDisputable(milestone.status), 'the table lets these alone be disputed')
  const leftMs = Math.max(0, (milestone.deadlineAt ?? at).getTime() - at.getTime())
  await moveMilestone(tx, opened, {
    ...{ event: 'dispute', actor: side, by, at, set: { deadlineAt } },
    evidence: { dispute: disputeId, side, asksMinor: asksMinor.toString() },
  })
  await tx.insert(dispute).values({
    ...{ id: disputeId, milestoneId, contractId: contract.id, side, openedBy: by, openedAt: at },
    ...{
      words,
      asksMinor,
      ofMinor,
      leftMs,
      cameFrom: milestone.status,
      state: 'asked',
      enteredAt: at,
    },
    deadlineAt,
  })
  await enqueue(tx, 'notify', { event: 'dispute-opened', subject: disputeId })
  return { disputeId, already: false }
}
