import { refundHeld } from '~/domain/escrow/refund-held.server'
import { Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import { enqueue } from '~/platform/queue.server'
import { settingAt } from '~/platform/settings.server'
import { mayTakeBack } from './deadlines'
import { endMilestone } from './end-milestone.server'
import { refundedStatuses } from './milestone'
import { moveMilestone, openMilestone } from './move-milestone.server'

/** The client takes the money of a milestone back that is long overdue with nothing submitted. */
export async function takeBack(
  tx: Tx,
  input: { milestoneId: string; by: string; at: Date },
): Promise<{ already: boolean }> {
  const opened = await openMilestone(tx, {
    milestoneId: input.milestoneId,
    event: 'take_back',
    cause: { person: input.by },
    doneIn: refundedStatuses,
  })
  if (opened.done) return { already: true }
  const { milestone, contract } = opened
  const overdueDays = await settingAt(tx, 'overdueDays', input.at)
  if (!mayTakeBack(milestone, overdueDays, input.at)) {
    throw new Refused('not_yet_due')
  }
  await moveMilestone(tx, opened, {
    event: 'take_back',
    actor: opened.actor,
    by: input.by,
    at: input.at,
    evidence: { deadline: milestone.deadlineAt?.toISOString() ?? '' },
  })
  await refundHeld(tx, { reference: milestone.id, at: input.at })
  await enqueue(tx, 'notify', {
    event: 'milestone-refunded',
    subject: milestone.id,
    facts: { why: 'overdue' },
  })
  await endMilestone(tx, contract, input.at)
  return { already: false }
}
