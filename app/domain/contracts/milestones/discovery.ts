import { isDiscovery } from '~/domain/market/proposals/discovery'
import { type ContractStatus, contractTransitions, terminatedStatuses } from '../contract'
import { type MilestoneStatus, releasedStatuses, unfundedStatuses } from './milestone'

type Row = {
  readonly position: number
  readonly kind: 'discovery' | null
  readonly status: MilestoneStatus
}

/** The rest of a contract whose discovery has been released; null where there is no such. */
function afterDiscovery<M extends Row>(milestones: readonly M[]): M[] | null {
  const [first, ...rest] = [...milestones].sort((a, b) => a.position - b.position)
  if (!first || !isDiscovery(first) || !releasedStatuses.includes(first.status)) return null
  return rest
}

/**
 * Whether either side may end the contract without fault: its discovery has been released, and no
 * money has come in for what follows.
 */
export function mayEndAfterDiscovery(status: ContractStatus, milestones: readonly Row[]): boolean {
  const rest = afterDiscovery(milestones)
  const open = contractTransitions.find(status, 'end_after_discovery', 'client').ok
  return open && rest?.every((row) => unfundedStatuses.includes(row.status)) === true
}

/** Whether one side has done so: what is otherwise terminated has released nothing. */
export function endedAfterDiscovery(status: ContractStatus, milestones: readonly Row[]): boolean {
  return terminatedStatuses.includes(status) && afterDiscovery(milestones) !== null
}
