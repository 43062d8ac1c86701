import type { Tx } from '~/platform/database.server'
import { enqueue } from '~/platform/queue.server'
import { operatorStatuses } from './milestone'
import { moveMilestone, openMilestone } from './move-milestone.server'

/** Silence without a met verdict hands the decision to the operator. */
export async function askOperator(
  tx: Tx,
  input: { milestoneId: string; at: Date },
): Promise<{ already: boolean }> {
  const opened = await openMilestone(tx, {
    milestoneId: input.milestoneId,
    event: 'ask_operator',
    cause: { actor: 'clock' },
    doneIn: operatorStatuses,
  })
  if (opened.done) return { already: true }
  await moveMilestone(tx, opened, {
    event: 'ask_operator',
    actor: opened.actor,
    by: opened.by,
    at: input.at,
  })
  await enqueue(tx, 'notify', {
    event: 'milestone-with-operator',
    subject: opened.milestone.id,
    facts: { asked: opened.actor },
  })
  return { already: false }
}
