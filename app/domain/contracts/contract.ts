import { transitionTable } from '~/kernel/transitions'

export type ContractStatus =
  | 'signing'
  | 'awaiting_funds'
  | 'active'
  | 'completed'
  | 'terminated'

export const contractTransitions = transitionTable([
  { from: 'signing', event: 'all_signed', to: 'awaiting_funds', actors: ['client', 'team'] },
  { from: 'signing', event: 'lapse', to: 'terminated', actors: ['clock'] },
  { from: 'awaiting_funds', event: 'funded', to: 'active', actors: ['platform'] },
  { from: 'awaiting_funds', event: 'lapse', to: 'terminated', actors: ['clock'] },
  { from: 'active', event: 'complete', to: 'completed', actors: ['platform'] },
  { from: 'active', event: 'terminate', to: 'terminated', actors: ['platform', 'operator'] },
])
