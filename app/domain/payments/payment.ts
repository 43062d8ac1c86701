import { transitionTable } from '~/kernel/transitions'

export type PaymentStatus = 'started' | 'processing' | 'confirmed' | 'failed' | 'expired'

/** A payment counts only when the provider has said so by a webhook. */
export const paymentTransitions = transitionTable([
  { from: 'started', event: 'processing', to: 'processing', actors: ['provider'] },
  { from: 'started', event: 'confirm', to: 'confirmed', actors: ['provider'] },
  { from: 'processing', event: 'confirm', to: 'confirmed', actors: ['provider'] },
  { from: 'started', event: 'fail', to: 'failed', actors: ['provider'] },
  { from: 'processing', event: 'fail', to: 'failed', actors: ['provider'] },
  { from: 'started', event: 'expire', to: 'expired', actors: ['provider'] },
])

/** Payments whose outcome is still open: a second checkout for the same thing is refused. */
export const openPaymentStatuses: readonly PaymentStatus[] = ['started', 'processing']
