import type Stripe from 'stripe'
import { expandField, oneOf, optional, text } from '../core/checks'
import type { Context } from '../core/context'
import { notPossible } from '../core/errors'
import { emit } from '../core/events'
import { expanded, find } from '../core/expand'
import { page, pageFields } from '../core/lists'
import { route } from '../core/route'

/** What an intent is made with. */
export interface IntentFacts {
  amount: number
  currency: string
  customer: string | null
  description: string | null
  metadata: Record<string, string>
  allowed: string[] | null
  methods: string[]
  options: Stripe.PaymentIntent.PaymentMethodOptions
  receiptEmail: string | null
  statementDescriptor: string | null
  transferGroup: string | null
}

/** A new intent that nobody has tried to pay yet. */
export function newIntent(context: Context, facts: IntentFacts): Stripe.PaymentIntent {
  const id = context.newId('pi')
  const intent = {
    id,
    object: 'payment_intent',
    allowed_payment_method_types: facts.allowed,
    amount: facts.amount,
    amount_capturable: 0,
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: 'automatic_async',
    client_secret: `${id}_secret_${context.randomText(25)}`,
    confirmation_method: 'automatic',
    created: context.now,
    currency: facts.currency,
    customer: facts.customer,
    customer_account: null,
    description: facts.description,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    metadata: facts.metadata,
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: facts.options,
    payment_method_types: facts.methods,
    payment_record: null,
    processing: null,
    receipt_email: facts.receiptEmail,
    review: null,
    setup_future_usage: null,
    shipping: null,
    source: null,
    statement_descriptor: facts.statementDescriptor,
    statement_descriptor_suffix: null,
    status: 'requires_payment_method',
    transfer_data: null,
    transfer_group: facts.transferGroup,
  } satisfies Stripe.PaymentIntent
  context.unit.put('payment_intent', intent)
  emit(context, 'payment_intent.created', intent)
  return intent
}

/** The session's intent, made at the first attempt to pay, as Stripe does. */
export function intentOf(context: Context, session: Stripe.Checkout.Session): Stripe.PaymentIntent {
  if (typeof session.payment_intent === 'string') {
    return find(context, 'payment_intent', session.payment_intent, 'payment_intent')
  }
  const asked = context.unit.get('session_detail', session.id)?.paymentIntent
  const intent = newIntent(context, {
    amount: session.amount_total ?? 0,
    currency: session.currency ?? 'usd',
    customer: typeof session.customer === 'string' ? session.customer : null,
    description: asked?.description ?? null,
    metadata: asked?.metadata ?? {},
    allowed: session.allowed_payment_method_types,
    methods: session.payment_method_types,
    options: (session.payment_method_options ?? {}) as Stripe.PaymentIntent.PaymentMethodOptions,
    receiptEmail: asked?.receiptEmail ?? null,
    statementDescriptor: asked?.statementDescriptor ?? null,
    transferGroup: asked?.transferGroup ?? null,
  })
  context.unit.put('session', { ...session, payment_intent: intent.id })
  return intent
}

export function sessionOf(context: Context, intentId: string): Stripe.Checkout.Session | undefined {
  return context.unit.all('session').find((row) => row.payment_intent === intentId)
}

const CANCELABLE = ['requires_payment_method', 'requires_confirmation', 'requires_action']

/** Gives an intent up. A debit may be given up while it is on its way; a page is expired instead. */
export function cancelIntent(
  context: Context,
  id: string,
  reason: Stripe.PaymentIntent.CancellationReason | null,
): Stripe.PaymentIntent {
  const intent = find(context, 'payment_intent', id, 'payment_intent')
  if (sessionOf(context, id)?.status === 'open') {
    throw notPossible(
      'You cannot cancel a PaymentIntent created by an open Checkout Session. Expire the Checkout Session instead.',
      'payment_intent_unexpected_state',
    )
  }
  const onItsWay = intent.status === 'processing'
  if (!onItsWay && !CANCELABLE.includes(intent.status)) {
    throw notPossible(
      `You cannot cancel this PaymentIntent because it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses may be canceled: ${CANCELABLE.join(', ')}, processing.`,
      'payment_intent_unexpected_state',
    )
  }
  const canceled: Stripe.PaymentIntent = {
    ...intent,
    canceled_at: context.now,
    cancellation_reason: reason,
    next_action: null,
    status: 'canceled',
  }
  context.unit.put('payment_intent', canceled)
  emit(context, 'payment_intent.canceled', canceled)
  return canceled
}

export const cancelReasons = oneOf([
  'abandoned',
  'duplicate',
  'fraudulent',
  'requested_by_customer',
])

export const paymentIntentRoutes = [
  route('GET', '/v1/payment_intents/:id', expandField, (context, params, ids) =>
    expanded(
      context,
      find(context, 'payment_intent', ids.id ?? '', 'payment_intent'),
      params.expand,
    ),
  ),
  route(
    'GET',
    '/v1/payment_intents',
    { ...pageFields, customer: optional(text()) },
    (context, params) => {
      const rows = context.unit
        .all('payment_intent')
        .filter((row) => !params.customer || row.customer === params.customer)
      return page(context, rows, params, '/v1/payment_intents')
    },
  ),
]
