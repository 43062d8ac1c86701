import { transitionTable } from '~/kernel/transitions'

export type OperationKind = 'transfer' | 'refund'
export type OperationStatus =
  | 'recorded'
  | 'sending'
  | 'accepted'
  | 'confirmed'
  | 'failed'
  | 'unknown'

/** The outbox. An unknown result is pending, never failed. */
export const operationTransitions = transitionTable([
  { from: 'recorded', event: 'send', to: 'sending', actors: ['platform'] },
  // A worker that died while sending: the same key makes sending again safe.
  { from: 'sending', event: 'send', to: 'sending', actors: ['platform'] },
  { from: 'sending', event: 'accept', to: 'accepted', actors: ['provider'] },
  { from: 'sending', event: 'lose', to: 'unknown', actors: ['platform'] },
  { from: 'sending', event: 'fail', to: 'failed', actors: ['provider'] },
  { from: 'unknown', event: 'send', to: 'sending', actors: ['platform', 'operator'] },
  { from: 'unknown', event: 'accept', to: 'accepted', actors: ['provider'] },
  { from: 'unknown', event: 'fail', to: 'failed', actors: ['provider'] },
  // The provider's webhook may be quicker than its answer.
  { from: 'sending', event: 'confirm', to: 'confirmed', actors: ['provider'] },
  { from: 'unknown', event: 'confirm', to: 'confirmed', actors: ['provider'] },
  // A refund may come back after it was said to have arrived.
  { from: 'confirmed', event: 'fail', to: 'failed', actors: ['provider'] },
  { from: 'accepted', event: 'confirm', to: 'confirmed', actors: ['provider'] },
  { from: 'accepted', event: 'fail', to: 'failed', actors: ['provider'] },
])

/** The provider has it; whether it is done is still to be heard. */
export const acceptedOperationStatuses: readonly OperationStatus[] = ['accepted']
/** The provider has refused it, or taken it back. */
export const refusedOperationStatuses: readonly OperationStatus[] = ['failed']

/** How an operation ended, or null while it has not. */
export function outcomeOf(status: OperationStatus): 'confirmed' | 'failed' | null {
  return status === 'confirmed' || status === 'failed' ? status : null
}

/** What the provider is asked for, in our words; amounts and currency stand beside it. */
export type OperationRequest =
  | {
      readonly destination: string
      readonly sourceTransaction: string
      readonly transferGroup: string
    }
  | { readonly charge: string; readonly transferGroup: string }
