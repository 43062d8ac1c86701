import type Stripe from 'stripe'
import { expandField, optional, text } from '../core/checks'
import type { Context } from '../core/context'
import { badParam } from '../core/errors'
import { expanded, find } from '../core/expand'
import { page, pageFields } from '../core/lists'
import { route } from '../core/route'
import { findPayer } from './customers'
import { type CreateParams, createFields, newLineItem, newSession } from './new-session'
import { expireSession } from './session-state'

function create(context: Context, params: CreateParams): Stripe.Checkout.Session {
  const first = params.line_items[0]
  if (!first) throw badParam('Missing required param: line_items.', 'line_items')
  const code = first.price_data.currency
  if (params.line_items.some((item) => item.price_data.currency !== code)) {
    throw badParam('All line items must have the same currency.', 'line_items')
  }
  const total = params.line_items.reduce(
    (sum, item) => sum + item.price_data.unit_amount * item.quantity,
    0,
  )
  if (total > 99_999_999) {
    throw badParam(
      'The total amount must be no more than 999,999.99.',
      'line_items',
      'amount_too_large',
    )
  }
  if (total < 50) {
    throw badParam('The total amount due must be at least 0.50.', 'line_items', 'amount_too_small')
  }
  const expiresAt = params.expires_at ?? context.now + 86_400
  if (expiresAt < context.now + 1_740 || expiresAt > context.now + 86_460) {
    const message =
      'The `expires_at` timestamp must be at least 30 minutes and less than 24 hours from Checkout Session creation.'
    throw badParam(message, 'expires_at')
  }
  assertPayer(context, params)
  const session = newSession(context, params, code, total, expiresAt)
  context.unit.put('session', session)
  context.unit.put('session_detail', {
    id: session.id,
    lineItems: params.line_items.map((item) => newLineItem(context, item)),
    paymentIntent: {
      description: params.payment_intent_data?.description ?? null,
      metadata: params.payment_intent_data?.metadata ?? {},
      receiptEmail: params.payment_intent_data?.receipt_email ?? null,
      transferGroup: params.payment_intent_data?.transfer_group ?? null,
      statementDescriptor: params.payment_intent_data?.statement_descriptor ?? null,
    },
  })
  return session
}

/** A payer is a customer, or somebody of whom only the address is known. */
function assertPayer(context: Context, params: CreateParams): void {
  if (params.customer) findPayer(context, params.customer)
  if (params.customer && params.customer_email) {
    throw badParam(
      'You may only specify one of these parameters: customer, customer_email.',
      'customer',
    )
  }
  const transfer = params.payment_method_options?.customer_balance?.bank_transfer
  if (transfer?.type === 'eu_bank_transfer' && !transfer.eu_bank_transfer) {
    const name = 'payment_method_options[customer_balance][bank_transfer][eu_bank_transfer]'
    throw badParam(`Missing required param: ${name}.`, name, 'parameter_missing')
  }
}

export const checkoutSessionRoutes = [
  route('POST', '/v1/checkout/sessions', createFields, (context, params) =>
    expanded(context, create(context, params), params.expand),
  ),
  route('GET', '/v1/checkout/sessions/:id', expandField, (context, params, ids) =>
    expanded(context, find(context, 'session', ids.id ?? '', 'checkout.session'), params.expand),
  ),
  route('POST', '/v1/checkout/sessions/:id/expire', expandField, (context, params, ids) =>
    expanded(context, expireSession(context, ids.id ?? ''), params.expand),
  ),
  route(
    'GET',
    '/v1/checkout/sessions',
    { ...pageFields, payment_intent: optional(text()), status: optional(text()) },
    (context, params) => {
      const rows = context.unit.all('session').filter((row) => {
        if (params.payment_intent && row.payment_intent !== params.payment_intent) return false
        return !params.status || row.status === params.status
      })
      return page(context, rows, params, '/v1/checkout/sessions')
    },
  ),
]
