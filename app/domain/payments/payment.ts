import { transitionTable } from '~/kernel/transitions'

export type PaymentStatus = 'started' | 'processing' | 'confirmed' | 'failed' | 'expired'
export type PaymentEvent = 'processing' | 'confirm' | 'fail' | 'expire'
export type Rail = 'card' | 'bank'

/** The part of a checkout that people or pages decide. */
export type CheckoutRequest = {
  readonly description: string
  readonly successUrl: string
  readonly cancelUrl: string
  readonly customerEmail: string
}

/** The most that the provider takes in one charge: eight digits. */
export const maxChargeMinor = 99_999_999n

/** A payment counts only when the provider has said so by a webhook. */
export const paymentTransitions = transitionTable([
  { from: 'started', event: 'processing', to: 'processing', actors: ['provider'] },
  { from: 'started', event: 'confirm', to: 'confirmed', actors: ['provider'] },
  { from: 'processing', event: 'confirm', to: 'confirmed', actors: ['provider'] },
  { from: 'started', event: 'fail', to: 'failed', actors: ['provider'] },
  { from: 'processing', event: 'fail', to: 'failed', actors: ['provider'] },
  { from: 'started', event: 'expire', to: 'expired', actors: ['provider'] },
  // The provider's word counts, late as it may be: the money has come.
  { from: 'failed', event: 'confirm', to: 'confirmed', actors: ['provider'] },
  { from: 'expired', event: 'confirm', to: 'confirmed', actors: ['provider'] },
])

/** Payments whose outcome is still open: a second checkout for the same thing is refused. */
export const openPaymentStatuses: readonly PaymentStatus[] = ['started', 'processing']
/** The provider is still working on these, as on a bank transfer. */
export const processingPaymentStatuses: readonly PaymentStatus[] = ['processing']
/** The money has come in. */
export const confirmedPaymentStatuses: readonly PaymentStatus[] = ['confirmed']
/** The money has not come in, and will not by this payment. */
export const lostPaymentStatuses: readonly PaymentStatus[] = ['failed', 'expired']

export type PayoutAccountStatus = 'started' | 'incomplete' | 'ready'
/** Accounts that take transfers. */
export const readyAccountStatuses: readonly PayoutAccountStatus[] = ['ready']
