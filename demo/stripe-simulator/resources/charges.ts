import type Stripe from 'stripe'
import { expandField, optional, text } from '../core/checks'
import type { Context } from '../core/context'
import { expanded, find } from '../core/expand'
import { page, pageFields } from '../core/lists'
import { route } from '../core/route'
import type { BankMethod, TestCard } from './cards'

export type Means =
  | { kind: 'card'; card: TestCard; authenticated: boolean }
  | { kind: 'bank'; method: BankMethod }

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
  const declined = means.kind === 'card' && status === 'failed' ? means.card : null
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
    customer: null,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: declined ? 'card_declined' : null,
    failure_message: declined ? declined.message : null,
    fraud_details: {},
    livemode: false,
    metadata: intent.metadata,
    on_behalf_of: null,
    outcome: outcomeOf(status, declined),
    paid: succeeded,
    payment_intent: intent.id,
    payment_method: typeof intent.payment_method === 'string' ? intent.payment_method : null,
    payment_method_details: detailsOf(means, intent.amount),
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

function outcomeOf(status: Stripe.Charge.Status, declined: TestCard | null): Stripe.Charge.Outcome {
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

function detailsOf(means: Means, amount: number): Stripe.Charge.PaymentMethodDetails {
  if (means.kind === 'card') {
    return {
      type: 'card',
      card: {
        amount_authorized: amount,
        authorization_code: '123456',
        brand: 'visa',
        checks: {
          address_line1_check: null,
          address_postal_code_check: null,
          cvc_check: 'pass',
        },
        country: 'US',
        electronic_commerce_indicator: null,
        exp_month: 12,
        exp_year: 2034,
        fingerprint: `simulated${means.card.number.slice(-7)}`,
        funding: 'credit',
        installments: null,
        last4: means.card.number.slice(-4),
        mandate: null,
        network: 'visa',
        network_transaction_id: null,
        regulated_status: 'unregulated',
        three_d_secure: means.authenticated
          ? {
              authentication_flow: 'challenge',
              electronic_commerce_indicator: '05',
              exemption_indicator: null,
              result: 'authenticated',
              result_reason: null,
              transaction_id: null,
              version: '2.2.0',
            }
          : null,
        transaction_link_id: null,
        wallet: null,
      },
    }
  }
  if (means.method === 'us_bank_account') {
    return {
      type: 'us_bank_account',
      us_bank_account: {
        account_holder_type: 'company',
        account_type: 'checking',
        bank_name: 'STRIPE TEST BANK',
        fingerprint: 'simulatedbank001',
        last4: '6789',
        payment_reference: null,
        routing_number: '110000000',
      },
    }
  }
  if (means.method === 'sepa_debit') {
    return {
      type: 'sepa_debit',
      sepa_debit: {
        bank_code: '37040044',
        branch_code: '',
        country: 'DE',
        fingerprint: 'simulatedbank002',
        last4: '3000',
        mandate: null,
      },
    }
  }
  return {
    type: 'bacs_debit',
    bacs_debit: {
      fingerprint: 'simulatedbank003',
      last4: '2345',
      mandate: null,
      sort_code: '108800',
    },
  }
}

export const chargeRoutes = [
  route('GET', '/v1/charges/:id', expandField, (context, params, ids) =>
    expanded(context, find(context, 'charge', ids.id ?? '', 'charge'), params.expand),
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
