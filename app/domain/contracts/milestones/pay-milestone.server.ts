import type { Tx } from '~/platform/database.server'
import { lockContract, milestoneRow, termsOf } from '../rows.server'
import { milestoneTransitions } from './milestone'
import { moveMilestone } from './move-milestone.server'

/** Every member of a released milestone has been paid. Safe to run again, as after the holdback. */
export async function payMilestone(
  tx: Tx,
  input: { milestoneId: string; at: Date },
): Promise<{ already: boolean }> {
  const { contractId } = await milestoneRow(tx, input.milestoneId)
  await lockContract(tx, contractId)
  const milestone = await milestoneRow(tx, input.milestoneId)
  if (!milestoneTransitions.find(milestone.status, 'pay', 'platform').ok) return { already: true }
  await moveMilestone(
    tx,
    { milestone, terms: await termsOf(tx, contractId) },
    { event: 'pay', actor: 'platform', by: null, at: input.at, set: { paidAt: input.at } },
  )
  return { already: false }
}
