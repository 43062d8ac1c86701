import { changeRequest } from 'db/schema/contracts'
import { isDiscovery } from '~/domain/market/proposals/discovery'
import { Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import { newId } from '~/platform/ids.server'
import { enqueue } from '~/platform/queue.server'
import { mostChangeRounds } from './milestone'
import { moveMilestone, openMilestone } from './move-milestone.server'

/**
 * The client names a criterion and what it wants mended; the team has seven days. Twice at most.
 * @param input.criterionId null for a discovery, which has none.
 */
export async function requestChanges(
  tx: Tx,
  input: { milestoneId: string; criterionId: string | null; wanted: string; by: string; at: Date },
): Promise<{ round: number }> {
  const opened = await openMilestone(tx, {
    milestoneId: input.milestoneId,
    event: 'request_changes',
    cause: { person: input.by },
  })
  const { milestone } = opened
  const named = milestone.criterionIds.some((id) => id === input.criterionId)
  const whole = isDiscovery(milestone) && input.criterionId === null
  if (!named && !whole) throw new Refused('criterion_missing')
  if (milestone.changeRounds >= mostChangeRounds) throw new Refused('rounds_used')
  const round = milestone.changeRounds + 1
  await moveMilestone(tx, opened, {
    event: 'request_changes',
    actor: opened.actor,
    by: input.by,
    note: input.wanted,
    at: input.at,
    set: { changeRounds: round },
    evidence: { round, criterion: input.criterionId },
  })
  await tx.insert(changeRequest).values({
    id: newId('changeRequest'),
    milestoneId: milestone.id,
    criterionId: input.criterionId,
    wanted: input.wanted,
    round,
    personId: input.by,
    requestedAt: input.at,
  })
  await enqueue(tx, 'notify', {
    event: 'changes-requested',
    subject: milestone.id,
    facts: { round },
  })
  return { round }
}
