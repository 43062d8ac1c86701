import type Stripe from 'stripe'
import { expandField, metadata, optional, text } from '../core/checks'
import type { Context } from '../core/context'
import { expanded, find } from '../core/expand'
import { page, pageFields } from '../core/lists'
import { route } from '../core/route'
import { updated } from '../core/update'
import type { Decline } from './cards'
import { type Means, methodDetails } from './means'

export interface Payer {
  email: string | null
  name: string | null
}

/** A charge of the intent's whole amount, not yet stored. */
export function newCharge(
  context: Context,
  intent: Stripe.PaymentIntent,
  means: Means,
  payer: Payer,
  status: Stripe.Charge.Status,
): Stripe.Charge {
  const succeeded = status === 'succeeded'
  const declined = (means.kind === 'card' && status === 'failed' && means.card.decline) || null
  const id = context.newId(means.kind === 'card' ? 'ch' : 'py')
  return {
    id,
    object: 'charge',
    amount: intent.amount,
    amount_captured: succeeded ? intent.amount : 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: {
      address: noAddress,
      email: payer.email,
      name: payer.name,
      phone: null,
      tax_id: null,
    },
    calculated_statement_descriptor: 'SAMAR',
    captured: succeeded,
    created: context.now,
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: declined?.code ?? null,
    failure_message: declined?.message ?? null,
    fraud_details: {},
    livemode: false,
    metadata: intent.metadata,
    on_behalf_of: null,
    outcome: outcomeOf(status, declined),
    paid: succeeded,
    payment_intent: intent.id,
    payment_method: typeof intent.payment_method === 'string' ? intent.payment_method : null,
    payment_method_details: methodDetails(means, intent.amount),
    receipt_email: intent.receipt_email,
    receipt_number: null,
    receipt_url: `${context.origin}/receipts/${id}`,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: intent.statement_descriptor,
    statement_descriptor_suffix: null,
    status,
    transfer_data: null,
    transfer_group: intent.transfer_group,
  } satisfies Stripe.Charge
}

export const noAddress = {
  city: null,
  country: null,
  line1: null,
  line2: null,
  postal_code: null,
  state: null,
}

function outcomeOf(status: Stripe.Charge.Status, declined: Decline | null): Stripe.Charge.Outcome {
  return {
    advice_code: null,
    network_advice_code: null,
    network_decline_code: declined ? '05' : null,
    network_status: declined ? 'declined_by_network' : 'approved_by_network',
    reason: declined ? declined.declineCode : null,
    risk_level: 'normal',
    risk_score: 12,
    seller_message: declined
      ? 'The bank did not return any further details with this decline.'
      : status === 'pending'
        ? 'Payment processing.'
        : 'Payment complete.',
    type: declined ? 'issuer_declined' : 'authorized',
  }
}

export const chargeRoutes = [
  route('GET', '/v1/charges/:id', expandField, (context, params, ids) =>
    expanded(context, find(context, 'charge', ids.id ?? '', 'charge'), params.expand),
  ),
  route(
    'POST',
    '/v1/charges/:id',
    { ...expandField, description: optional(text()), metadata: optional(metadata) },
    (context, params, ids) => {
      const charge = find(context, 'charge', ids.id ?? '', 'charge')
      return expanded(context, updated(context, 'charge', charge, params), params.expand)
    },
  ),
  route(
    'GET',
    '/v1/charges',
    { ...pageFields, payment_intent: optional(text()), transfer_group: optional(text()) },
    (context, params) => {
      const rows = context.unit.all('charge').filter((row) => {
        if (params.payment_intent && row.payment_intent !== params.payment_intent) return false
        return !params.transfer_group || row.transfer_group === params.transfer_group
      })
      return page(context, rows, params, '/v1/charges')
    },
  ),
]
