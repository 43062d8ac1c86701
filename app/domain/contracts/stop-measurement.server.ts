import { cancelEvaluation } from '~/domain/outcomes/runs/end-evaluation.server'
import { Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import { measuringStatuses } from './milestone'
import { contractRow, lockContract, milestoneRow, standing } from './rows.server'

/** The team stops a running measurement; the job that follows gives the milestone back to it. */
export async function stopMeasurement(
  tx: Tx,
  input: { milestoneId: string; by: string; at: Date },
): Promise<void> {
  const { contractId } = await milestoneRow(tx, input.milestoneId)
  const { party, actors } = await standing(tx, await contractRow(tx, contractId), input.by)
  if (!party) throw new Refused('not_found')
  if (!actors.includes('team')) throw new Refused('not_allowed')
  await lockContract(tx, contractId)
  const milestone = await milestoneRow(tx, input.milestoneId)
  if (!measuringStatuses.includes(milestone.status) || !milestone.evaluationId) return
  await cancelEvaluation(tx, { evaluationId: milestone.evaluationId, at: input.at, by: input.by })
}
