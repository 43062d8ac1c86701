import type Stripe from 'stripe'
import type { CheckoutRequest, Rail } from '../payment'
import {
  type Answer,
  ask,
  checked,
  fromProviderCurrency,
  stripe,
  toProviderAmount,
} from './stripe.server'

/** A checkout as the provider knows it now, in our words. */
export type CheckoutFacts = {
  readonly sessionId: string
  readonly paymentId: string | null
  /** The provider's payment behind it, once somebody has begun to pay. */
  readonly intentId: string | null
  readonly url: string | null
  readonly currency: string
  readonly amountMinor: bigint
  readonly state: 'open' | 'processing' | 'paid' | 'failed' | 'expired'
  /** There when it is paid. */
  readonly charge: ChargeFacts | null
}

export type ChargeFacts = {
  readonly chargeId: string
  readonly rail: Rail
  readonly amountMinor: bigint
  readonly feeMinor: bigint
  /** The currency in which it reached our balance. */
  readonly currency: string
  /** System time. */
  readonly createdAt: Date
}

/**
 * Opens a hosted checkout; asked twice for one payment, the provider answers with the same one. With
 * `byTransferOf` it is paid by a bank transfer of that customer of the provider's, and by nothing else.
 */
export function createCheckout(input: {
  paymentId: string
  reference: string
  currency: string
  amountMinor: bigint
  request: CheckoutRequest
  byTransferOf?: string
}): Promise<Answer<CheckoutFacts>> {
  const { paymentId, reference, request } = input
  return ask(async () => {
    const session = await stripe().checkout.sessions.create(
      {
        mode: 'payment',
        client_reference_id: paymentId,
        ...(input.byTransferOf
          ? transferOnly(input.byTransferOf, input.currency)
          : { customer_email: request.customerEmail }),
        success_url: request.successUrl,
        cancel_url: request.cancelUrl,
        metadata: { payment: paymentId },
        payment_intent_data: { transfer_group: reference, metadata: { payment: paymentId } },
        line_items: [
          {
            quantity: 1,
            price_data: {
              currency: input.currency.toLowerCase(),
              unit_amount: toProviderAmount(input.amountMinor),
              product_data: { name: request.description.slice(0, 250) },
            },
          },
        ],
      },
      { idempotencyKey: paymentId },
    )
    return factsOf(checked(session, 'checkout.session', 'cs'))
  })
}

const transferTypes: Record<string, string> = {
  USD: 'us_bank_transfer',
  EUR: 'eu_bank_transfer',
  GBP: 'gb_bank_transfer',
}

function transferOnly(customer: string, currency: string) {
  const type = transferTypes[currency]
  if (!type) throw new RangeError(`no bank transfer carries ${currency}`)
  return {
    customer,
    allowed_payment_method_types: ['customer_balance'],
    payment_method_options: {
      customer_balance: {
        funding_type: 'bank_transfer' as const,
        bank_transfer: {
          type,
          // The country whose account the payer is shown; any of them takes SEPA transfers.
          ...(currency === 'EUR' && { eu_bank_transfer: { country: 'IE' } }),
        },
      },
    },
  }
}

export function retrieveCheckout(sessionId: string): Promise<Answer<CheckoutFacts>> {
  return ask(async () => {
    const session = await stripe().checkout.sessions.retrieve(sessionId, {
      expand: ['payment_intent.latest_charge.balance_transaction'],
    })
    return factsOf(checked(session, 'checkout.session', 'cs'))
  })
}

function factsOf(session: Stripe.Checkout.Session): CheckoutFacts {
  const intent = typeof session.payment_intent === 'object' ? session.payment_intent : null
  return {
    sessionId: session.id,
    paymentId: session.client_reference_id,
    intentId:
      intent?.id ?? (typeof session.payment_intent === 'string' ? session.payment_intent : null),
    url: session.url,
    currency: fromProviderCurrency(session.currency ?? ''),
    amountMinor: BigInt(session.amount_total ?? 0),
    state: stateOf(session, intent),
    charge: session.payment_status === 'paid' ? chargeOf(intent) : null,
  }
}

function stateOf(
  session: Stripe.Checkout.Session,
  intent: Stripe.PaymentIntent | null,
): CheckoutFacts['state'] {
  if (session.payment_status === 'paid') return 'paid'
  if (session.status === 'expired') return 'expired'
  if (session.status !== 'complete') return 'open'
  const gone = intent?.status === 'requires_payment_method' || intent?.status === 'canceled'
  return gone ? 'failed' : 'processing'
}

/** Null until the provider has booked the money: without its fee nothing can be posted. */
function chargeOf(intent: Stripe.PaymentIntent | null): ChargeFacts | null {
  const charge = intent?.latest_charge
  if (!charge || typeof charge !== 'object' || charge.status !== 'succeeded') return null
  const booked = charge.balance_transaction
  if (!booked || typeof booked !== 'object') return null
  checked(charge, 'charge', 'ch', 'py')
  checked(booked, 'balance_transaction', 'txn')
  return {
    chargeId: charge.id,
    rail: charge.payment_method_details?.type === 'card' ? 'card' : 'bank',
    amountMinor: BigInt(booked.amount),
    feeMinor: BigInt(booked.fee),
    currency: fromProviderCurrency(booked.currency),
    createdAt: new Date(charge.created * 1000),
  }
}
