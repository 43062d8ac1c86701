import { Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import { enqueue } from '~/platform/queue.server'
import { paymentUnderWay } from '../lapse.server'
import { moveContract } from '../move-contract.server'
import { contractRow, lockContract, milestonesOf, signingSide, termsOf } from '../rows.server'
import { dataDeletionAt } from './deadlines'
import { endedAfterDiscovery, mayEndAfterDiscovery } from './discovery'
import { unfundedStatuses } from './milestone'
import { moveMilestone } from './move-milestone.server'

/**
 * Either side ends the contract after its discovery was released and before the next milestone is
 * funded. Nothing that follows is ever funded, and neither side's record shows a failure. Those who
 * may sign for a side may do it; a second click changes nothing.
 * @param input.reason words that the other side reads; they stay out of the public evidence.
 * @throws Refused transition_refused outside that time, payment_open while a transfer is on its way.
 */
export async function endAfterDiscovery(
  tx: Tx,
  input: { contractId: string; reason: string; by: string; at: Date },
): Promise<{ already: boolean }> {
  const { contractId, reason, by, at } = input
  await signingSide(tx, await contractRow(tx, contractId), by)
  const row = await lockContract(tx, contractId)
  const side = await signingSide(tx, row, by)
  const milestones = await milestonesOf(tx, contractId)
  if (endedAfterDiscovery(row.status, milestones)) return { already: true }
  if (!mayEndAfterDiscovery(row.status, milestones)) {
    throw new Refused('transition_refused', { from: row.status, event: 'end_after_discovery' })
  }
  const rest = milestones.filter(({ status }) => unfundedStatuses.includes(status))
  if (await paymentUnderWay(tx, rest)) throw new Refused('payment_open')
  const terms = await termsOf(tx, contractId)
  const event = 'end_after_discovery'
  for (const milestone of rest) {
    await moveMilestone(tx, { milestone, terms }, { event, actor: side, by, note: reason, at })
  }
  const set = { closedAt: at, deleteDataAt: dataDeletionAt(row, terms, at) }
  await moveContract(tx, row, { event, actor: side, by, at, set })
  await enqueue(tx, 'notify', { event: 'discovery-ended', subject: contractId, facts: { side } })
  return { already: false }
}
