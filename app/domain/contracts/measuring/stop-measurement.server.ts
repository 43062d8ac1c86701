import { evaluationResult } from '~/domain/outcomes/queries.server'
import { cancelEvaluation } from '~/domain/outcomes/runs/end-evaluation.server'
import { Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import { enqueue } from '~/platform/queue.server'
import { measuringStatuses } from '../milestones/milestone'
import { moveMilestone } from '../milestones/move-milestone.server'
import { contractRow, lockContract, milestoneRow, standing, termsOf } from '../rows.server'

/**
 * The team stops a running measurement and has the milestone back, with the step under the name of
 * whoever stopped it. A run that has ended meanwhile goes its own way; stopping twice changes nothing.
 */
export async function stopMeasurement(
  tx: Tx,
  input: { milestoneId: string; by: string; at: Date },
): Promise<void> {
  const { by, at } = input
  const { contractId, position } = await milestoneRow(tx, input.milestoneId)
  const row = await contractRow(tx, contractId)
  const { party, actors } = await standing(tx, row, by, position)
  if (!party) throw new Refused('not_found')
  if (!actors.includes('team')) throw new Refused('not_allowed')
  await lockContract(tx, contractId)
  const milestone = await milestoneRow(tx, input.milestoneId)
  const { evaluationId } = milestone
  if (!measuringStatuses.includes(milestone.status) || !evaluationId) return
  await cancelEvaluation(tx, { evaluationId, at, by })
  const result = await evaluationResult(tx, evaluationId)
  if (result?.state !== 'cancelled') return
  const { attemptsUsed, counted } = result
  await moveMilestone(
    tx,
    { milestone, terms: await termsOf(tx, contractId) },
    {
      ...{ event: 'stop_measurement', actor: 'team', by, at },
      note: counted ? 'counted' : 'not_counted',
      set: { attemptsUsed },
      evidence: { evaluation: evaluationId, attemptsUsed, counted },
    },
  )
  const facts = { outcome: 'none', evaluation: evaluationId }
  await enqueue(tx, 'notify', { event: 'measurement-broken', subject: milestone.id, facts })
}
