import { transitionTable } from '~/kernel/transitions'

export type ContractStatus = 'signing' | 'awaiting_funds' | 'active' | 'completed' | 'terminated'
export type ContractActor = 'client' | 'team' | 'operator' | 'platform' | 'clock'

/** Who is on which side. The operator is a side of its own: it decides where the two cannot. */
export type Side = 'client' | 'team'

export const contractTransitions = transitionTable([
  { from: 'signing', event: 'all_signed', to: 'awaiting_funds', actors: ['client', 'team'] },
  { from: 'signing', event: 'lapse', to: 'terminated', actors: ['clock'] },
  { from: 'awaiting_funds', event: 'funded', to: 'active', actors: ['platform'] },
  { from: 'awaiting_funds', event: 'lapse', to: 'terminated', actors: ['clock'] },
  { from: 'active', event: 'complete', to: 'completed', actors: ['platform'] },
  { from: 'active', event: 'end_after_discovery', to: 'terminated', actors: ['client', 'team'] },
  { from: 'active', event: 'terminate', to: 'terminated', actors: ['platform', 'operator'] },
])

export type ContractEvent = (typeof contractTransitions.rows)[number]['event']

/** Contracts in which something is still to happen. */
export const openContractStatuses: readonly ContractStatus[] = [
  'signing',
  'awaiting_funds',
  'active',
]
/** Both sides may still propose other terms, and sign. */
export const signingStatuses: readonly ContractStatus[] = ['signing']
/** A milestone may be funded. */
export const fundableContractStatuses: readonly ContractStatus[] = ['awaiting_funds', 'active']
/** Ended before all of it was delivered. */
export const terminatedStatuses: readonly ContractStatus[] = ['terminated']
/** Ended contracts, which both sides may review. */
export const endedContractStatuses: readonly ContractStatus[] = ['completed', 'terminated']
