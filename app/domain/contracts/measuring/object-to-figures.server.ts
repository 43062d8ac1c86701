import { objectToReport } from '~/domain/outcomes/people/object-to-report.server'
import { Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import { contractRow, lockContract, milestoneRow, standing } from '../rows.server'

/**
 * One side of the contract objects to reported figures, in time and with a reason.
 * @throws Refused not_found for strangers, not_allowed for who acts for neither side, report_closed.
 */
export async function objectToFigures(
  tx: Tx,
  input: { milestoneId: string; criterionId: string; reason: string; by: string; at: Date },
): Promise<void> {
  const { contractId, position } = await milestoneRow(tx, input.milestoneId)
  const row = await contractRow(tx, contractId)
  const { party, actors } = await standing(tx, row, input.by, position)
  if (!party) throw new Refused('not_found')
  const side = actors.find((actor) => actor === 'team' || actor === 'client')
  if (side !== 'team' && side !== 'client') throw new Refused('not_allowed')
  await lockContract(tx, contractId)
  // Whether the run still takes objections is seen below, where one that was sent before is known.
  const { evaluationId } = await milestoneRow(tx, input.milestoneId)
  if (!evaluationId) throw new Refused('report_closed')
  const { criterionId, reason, by, at } = input
  await objectToReport(tx, { evaluationId, criterionId, side, reason, by, at })
}
