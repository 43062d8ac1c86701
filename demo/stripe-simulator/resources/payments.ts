import type Stripe from 'stripe'
import type { Context } from '../core/context'
import { notPossible } from '../core/errors'
import { emit } from '../core/events'
import { find } from '../core/expand'
import { addMovement, pendingUntil } from './balance'
import { type BankMethod, processingFee, type TestCard } from './cards'
import { type Means, newCharge, type Payer } from './charges'
import { openDispute } from './disputes'
import { intentOf } from './payment-intents'
import { completeSession, updateSession } from './session-state'

export type Attempt = 'paid' | 'declined' | 'needs_authentication' | 'processing'

/** Pays the session with a test card. */
export function payByCard(
  context: Context,
  session: Stripe.Checkout.Session,
  card: TestCard,
  payer: Payer,
  authenticated = false,
): Attempt {
  const intent = attempted(context, session)
  const means: Means = { kind: 'card', card, authenticated }
  if (card.outcome === 'declines') {
    failed(context, intent, newCharge(context, intent, means, payer, 'failed'), {
      code: 'card_declined',
      ...(card.declineCode ? { decline_code: card.declineCode } : {}),
      message: card.message ?? 'Your card was declined.',
      type: 'card_error',
    })
    return 'declined'
  }
  if (card.outcome === 'authenticates' && !authenticated) {
    const waiting: Stripe.PaymentIntent = {
      ...intent,
      status: 'requires_action',
      next_action: {
        type: 'redirect_to_url',
        redirect_to_url: {
          return_url: session.success_url,
          url: `${context.origin}/c/pay/${session.id}/confirm`,
        },
      },
    }
    context.unit.put('payment_intent', waiting)
    emit(context, 'payment_intent.requires_action', waiting)
    return 'needs_authentication'
  }
  const charge = newCharge(context, intent, means, payer, 'succeeded')
  succeeded(context, intent, charge)
  completeSession(context, session.id, 'paid', payer)
  if (card.outcome === 'disputes') openDispute(context, charge.id)
  return 'paid'
}

/** The payer failed the bank's confirmation. */
export function failAuthentication(context: Context, session: Stripe.Checkout.Session): void {
  const intent = intentOf(context, session)
  const failedIntent: Stripe.PaymentIntent = {
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
  context.unit.put('payment_intent', failedIntent)
  emit(context, 'payment_intent.payment_failed', failedIntent)
}

/** Pays by a bank method: the session completes, the money comes later. */
export function payByBank(
  context: Context,
  session: Stripe.Checkout.Session,
  method: BankMethod,
  payer: Payer,
): Attempt {
  const intent = attempted(context, session)
  const charge = newCharge(context, intent, { kind: 'bank', method }, payer, 'pending')
  context.unit.put('charge', charge)
  const processing: Stripe.PaymentIntent = {
    ...intent,
    latest_charge: charge.id,
    next_action: null,
    status: 'processing',
  }
  context.unit.put('payment_intent', processing)
  emit(context, 'charge.pending', charge)
  emit(context, 'payment_intent.processing', processing)
  completeSession(context, session.id, 'unpaid', payer)
  return 'processing'
}

/** The bank's answer to a payment on its way; of the simulator, not of Stripe. */
export function settle(context: Context, intentId: string, arrives: boolean): Stripe.PaymentIntent {
  const intent = find(context, 'payment_intent', intentId, 'payment_intent')
  if (intent.status !== 'processing' || typeof intent.latest_charge !== 'string') {
    throw notPossible(`The payment ${intentId} is not on its way: its status is ${intent.status}.`)
  }
  const charge = find(context, 'charge', intent.latest_charge, 'charge')
  const session = context.unit.all('session').find((row) => row.payment_intent === intentId)
  if (arrives) {
    succeeded(context, intent, {
      ...charge,
      amount_captured: charge.amount,
      captured: true,
      outcome: charge.outcome ? { ...charge.outcome, seller_message: 'Payment complete.' } : null,
      paid: true,
      status: 'succeeded',
    })
    if (session) {
      const paid = updateSession(context, session.id, { payment_status: 'paid' })
      emit(context, 'checkout.session.async_payment_succeeded', paid)
    }
  } else {
    const message = 'The customer has notified their bank that this payment was unauthorised.'
    const returned = {
      ...charge,
      failure_code: 'payment_method_not_available',
      failure_message: message,
      status: 'failed' as const,
    }
    failed(context, intent, returned, {
      code: 'payment_intent_payment_attempt_failed',
      message,
      type: 'invalid_request_error',
    })
    if (session) emit(context, 'checkout.session.async_payment_failed', session)
  }
  return find(context, 'payment_intent', intentId, 'payment_intent')
}

function attempted(context: Context, session: Stripe.Checkout.Session): Stripe.PaymentIntent {
  const intent = intentOf(context, session)
  return { ...intent, payment_method: context.newId('pm'), last_payment_error: null }
}

function succeeded(context: Context, intent: Stripe.PaymentIntent, draft: Stripe.Charge): void {
  const isCard = draft.id.startsWith('ch_')
  const movement = addMovement(context, {
    type: isCard ? 'charge' : 'payment',
    reportingCategory: 'charge',
    amount: draft.amount,
    currency: draft.currency,
    source: draft.id,
    fee: processingFee(draft.amount),
    description: draft.description,
    availableOn: pendingUntil(context),
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

function failed(
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
