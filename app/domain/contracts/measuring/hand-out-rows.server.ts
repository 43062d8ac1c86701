import { type ServedRows, serveRows } from '~/domain/outcomes/runs/serve-rows.server'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { type ByTeam, lockRunOfTeam } from './run-of-team.server'

/**
 * The team takes the rows of an attempt, once. What is sent is read by `servedLines` when this has
 * been committed.
 * @throws Refused `rows_served` the second time, and what `lockRunOfTeam` throws.
 */
export async function handOutRows(
  tx: Tx,
  input: ByTeam,
): Promise<ServedRows & { evaluationId: string }> {
  const evaluationId = await lockRunOfTeam(tx, input)
  const served = await serveRows(tx, { evaluationId, by: input.by, at: input.at })
  await audit(tx, { by: input.by, act: 'milestone.hand_out_rows', subject: input.milestoneId })
  return { ...served, evaluationId }
}
