import { transitionTable } from '~/kernel/transitions'

/** `stopped`: the provider refused the transfer; the money is still owed and an operator looks. */
export type PayableStatus = 'waiting' | 'sending' | 'paid' | 'stopped'

export const payableTransitions = transitionTable([
  { from: 'waiting', event: 'send', to: 'sending', actors: ['platform'] },
  { from: 'sending', event: 'confirm', to: 'paid', actors: ['provider'] },
  { from: 'sending', event: 'refuse', to: 'stopped', actors: ['provider'] },
  { from: 'stopped', event: 'resend', to: 'waiting', actors: ['operator'] },
])

/** Owed and not yet with the member. */
export const arrivingStatuses: readonly PayableStatus[] = ['waiting', 'sending', 'stopped']
/** Released, and no transfer has been asked for yet. */
export const waitingPayableStatuses: readonly PayableStatus[] = ['waiting']
export const paidPayableStatuses: readonly PayableStatus[] = ['paid']
