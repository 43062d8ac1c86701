import type Stripe from 'stripe'
import { expandField } from '../core/checks'
import type { Context } from '../core/context'
import { emit } from '../core/events'
import { expanded, find } from '../core/expand'
import { page, pageFields } from '../core/lists'
import { route } from '../core/route'

/** The session's intent, made at the first attempt to pay, as Stripe does. */
export function intentOf(context: Context, session: Stripe.Checkout.Session): Stripe.PaymentIntent {
  if (typeof session.payment_intent === 'string') {
    return find(context, 'payment_intent', session.payment_intent, 'payment_intent')
  }
  const asked = context.unit.get('session_detail', session.id)?.paymentIntent
  const id = context.newId('pi')
  const intent = {
    id,
    object: 'payment_intent',
    allowed_payment_method_types: null,
    amount: session.amount_total ?? 0,
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
    currency: session.currency ?? 'usd',
    customer: null,
    customer_account: null,
    description: asked?.description ?? null,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    metadata: asked?.metadata ?? {},
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: session.payment_method_types,
    payment_record: null,
    processing: null,
    receipt_email: asked?.receiptEmail ?? null,
    review: null,
    setup_future_usage: null,
    shipping: null,
    source: null,
    statement_descriptor: asked?.statementDescriptor ?? null,
    statement_descriptor_suffix: null,
    status: 'requires_payment_method',
    transfer_data: null,
    transfer_group: asked?.transferGroup ?? null,
  } satisfies Stripe.PaymentIntent
  context.unit.put('payment_intent', intent)
  context.unit.put('session', { ...session, payment_intent: id })
  emit(context, 'payment_intent.created', intent)
  return intent
}

export const paymentIntentRoutes = [
  route('GET', '/v1/payment_intents/:id', expandField, (context, params, ids) =>
    expanded(
      context,
      find(context, 'payment_intent', ids.id ?? '', 'payment_intent'),
      params.expand,
    ),
  ),
  route('GET', '/v1/payment_intents', pageFields, (context, params) =>
    page(context, context.unit.all('payment_intent'), params, '/v1/payment_intents'),
  ),
]
