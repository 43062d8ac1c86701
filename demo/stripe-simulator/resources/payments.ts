import type Stripe from 'stripe'
import type { Context } from '../core/context'
import { emit } from '../core/events'
import { find } from '../core/expand'
import { addMovement, clearing } from './balance'
import { processingFee, type TestCard } from './cards'
import { newCharge, type Payer } from './charges'
import { openDispute } from './disputes'
import type { Means } from './means'

export type Attempt = 'paid' | 'declined' | 'needs_authentication' | 'processing'

/** Where the bank asks for its confirmation, and where the payer goes from there. */
interface Confirmation {
  url: string
  returnUrl: string | null
}

/** Pays an intent with a test card. What the payer does afterwards is `regret`. */
export function payByCard(
  context: Context,
  given: Stripe.PaymentIntent,
  card: TestCard,
  payer: Payer,
  confirmation: Confirmation | 'passed',
): Attempt {
  const intent = attempted(context, given)
  const authenticated = card.authenticates === true && confirmation === 'passed'
  const means: Means = { kind: 'card', card, authenticated }
  if (card.authenticates && confirmation !== 'passed') {
    const waiting: Stripe.PaymentIntent = {
      ...intent,
      status: 'requires_action',
      next_action: {
        type: 'redirect_to_url',
        redirect_to_url: { return_url: confirmation.returnUrl, url: confirmation.url },
      },
    }
    context.unit.put('payment_intent', waiting)
    emit(context, 'payment_intent.requires_action', waiting)
    return 'needs_authentication'
  }
  if (card.decline) {
    const { code, declineCode, message } = card.decline
    fail(context, intent, newCharge(context, intent, means, payer, 'failed'), {
      code,
      ...(declineCode ? { decline_code: declineCode } : {}),
      message,
      type: 'card_error',
    })
    return 'declined'
  }
  succeed(context, intent, newCharge(context, intent, means, payer, 'succeeded'), means)
  return 'paid'
}

/** What the payer of a disputing card does after paying. */
export function regret(context: Context, intentId: string, card: TestCard): void {
  const intent = find(context, 'payment_intent', intentId, 'payment_intent')
  if (card.dispute && intent.status === 'succeeded') {
    openDispute(context, String(intent.latest_charge), card.dispute)
  }
}

/** The payer failed the bank's confirmation. */
export function failAuthentication(context: Context, intent: Stripe.PaymentIntent): void {
  const failed: Stripe.PaymentIntent = {
    ...intent,
    status: 'requires_payment_method',
    next_action: null,
    last_payment_error: {
      code: 'payment_intent_authentication_failure',
      message:
        'We are unable to authenticate your payment method. Please choose a different payment method and try again.',
      type: 'invalid_request_error',
    },
  }
  context.unit.put('payment_intent', failed)
  emit(context, 'payment_intent.payment_failed', failed)
}

/** The intent at a new attempt to pay it. */
export function attempted(context: Context, intent: Stripe.PaymentIntent): Stripe.PaymentIntent {
  return { ...intent, payment_method: context.newId('pm'), last_payment_error: null }
}

/** The money has come: the charge is booked, the intent is through. */
export function succeed(
  context: Context,
  intent: Stripe.PaymentIntent,
  draft: Stripe.Charge,
  means: Means | null,
): void {
  const bypasses = means?.kind === 'card' && means.card.bypassesPending === true
  const kind = means?.kind ?? 'debit'
  const movement = addMovement(context, {
    type: kind === 'card' ? 'charge' : 'payment',
    reportingCategory: 'charge',
    amount: draft.amount,
    currency: draft.currency,
    source: draft.id,
    fee: processingFee(draft.amount),
    description: draft.description,
    availableOn: bypasses ? context.clock : clearing(context, kind),
  })
  const charge = { ...draft, balance_transaction: movement.id }
  context.unit.put('charge', charge)
  const paid: Stripe.PaymentIntent = {
    ...intent,
    amount_received: charge.amount,
    last_payment_error: null,
    latest_charge: charge.id,
    next_action: null,
    status: 'succeeded',
  }
  context.unit.put('payment_intent', paid)
  emit(context, 'charge.succeeded', charge)
  emit(context, 'payment_intent.succeeded', paid)
}

/** The attempt came to nothing: the intent is open for another. */
export function fail(
  context: Context,
  intent: Stripe.PaymentIntent,
  charge: Stripe.Charge,
  error: Stripe.PaymentIntent.LastPaymentError,
): void {
  context.unit.put('charge', charge)
  const open: Stripe.PaymentIntent = {
    ...intent,
    last_payment_error: { ...error, charge: charge.id },
    latest_charge: charge.id,
    next_action: null,
    payment_method: null,
    status: 'requires_payment_method',
  }
  context.unit.put('payment_intent', open)
  emit(context, 'charge.failed', charge)
  emit(context, 'payment_intent.payment_failed', open)
}
