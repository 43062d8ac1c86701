import { refundHeld } from '~/domain/escrow/refund-held.server'
import { Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import { enqueue } from '~/platform/queue.server'
import { endMilestone } from './end-milestone.server'
import { acceptedStatuses, disputedStatuses, refundedStatuses } from './milestone'
import { moveMilestone, openMilestone } from './move-milestone.server'
import { acceptAndRelease } from './release-milestone.server'

export const operatorDecisions = ['release', 'refund'] as const
export type OperatorDecision = (typeof operatorDecisions)[number]

/**
 * The operator decides what the two sides could not, with a reason that both read.
 * @param input.mediates a dispute, whose own row the caller has ended
 * @throws Refused transition_refused for a dispute that is decided past its ladder
 */
export async function decideByOperator(
  tx: Tx,
  input: {
    milestoneId: string
    decision: OperatorDecision
    reason: string
    mediates?: boolean
    by: string
    at: Date
  },
): Promise<{ already: boolean }> {
  const release = input.decision === 'release'
  const opened = await openMilestone(tx, {
    milestoneId: input.milestoneId,
    event: release ? 'decide_release' : 'decide_refund',
    cause: { person: input.by },
    doneIn: release ? acceptedStatuses : refundedStatuses,
  })
  if (opened.done) return { already: true }
  const { status } = opened.milestone
  if (disputedStatuses.includes(status) !== (input.mediates ?? false)) {
    throw new Refused('transition_refused', { from: status, event: input.decision })
  }
  if (release) {
    await acceptAndRelease(tx, opened, {
      event: 'decide_release',
      how: 'operator',
      note: input.reason,
      at: input.at,
    })
    return { already: false }
  }
  const { milestone, contract } = opened
  await moveMilestone(tx, opened, {
    event: 'decide_refund',
    actor: opened.actor,
    by: input.by,
    note: input.reason,
    at: input.at,
    evidence: { outcome: milestone.outcome },
  })
  await refundHeld(tx, { reference: milestone.id, at: input.at })
  await enqueue(tx, 'notify', {
    event: 'milestone-refunded',
    subject: milestone.id,
    facts: { why: 'operator' },
  })
  await endMilestone(tx, contract, input.at)
  return { already: false }
}
