import type Stripe from 'stripe'
import {
  amount,
  currency,
  email,
  expandField,
  fieldsOf,
  flag,
  list,
  metadata,
  oneOf,
  optional,
  required,
  shape,
  text,
  type Values,
  webAddress,
} from '../core/checks'
import type { Context } from '../core/context'
import { ApiError, badParam, notPossible } from '../core/errors'
import { expanded, find } from '../core/expand'
import { route } from '../core/route'
import { TEST_ACCOUNTS } from './bank-accounts'
import { askForTransfer } from './bank-transfers'
import { TEST_CARDS } from './cards'
import { findPayer } from './customers'
import { payByDebit } from './debits'
import { transferOptions } from './new-session'
import { newIntent } from './payment-intents'
import { METHODS, methodsFor } from './payment-methods'
import { payByCard, regret } from './payments'

const confirmFields = {
  ...expandField,
  mandate_data: optional(
    shape({
      customer_acceptance: required(shape({ type: required(oneOf(['offline'])) })),
    }),
  ),
  payment_method: optional(text()),
  payment_method_data: optional(shape({ type: required(oneOf(['customer_balance'])) })),
  return_url: optional(webAddress),
}
type ConfirmParams = Values<typeof confirmFields>

const createFields = fieldsOf<Stripe.PaymentIntentCreateParams>()({
  ...confirmFields,
  allowed_payment_method_types: optional(list(oneOf(METHODS))),
  amount: required(amount),
  automatic_payment_methods: optional(
    shape({ allow_redirects: optional(oneOf(['always', 'never'])), enabled: required(flag) }),
  ),
  confirm: optional(flag),
  currency: required(currency),
  customer: optional(text()),
  description: optional(text({ max: 1000 })),
  metadata: optional(metadata),
  payment_method_options: transferOptions,
  receipt_email: optional(email),
  statement_descriptor: optional(text({ max: 22 })),
  transfer_group: optional(text({ max: 200 })),
})

/** Pays an intent by what stands for a payment method; a declined card is returned, not thrown. */
function confirm(
  context: Context,
  intent: Stripe.PaymentIntent,
  params: ConfirmParams,
): Stripe.PaymentIntent | ApiError {
  if (!['requires_payment_method', 'requires_confirmation'].includes(intent.status)) {
    throw notPossible(
      `You cannot confirm this PaymentIntent because it has a status of ${intent.status}.`,
      'payment_intent_unexpected_state',
    )
  }
  const now = () => find(context, 'payment_intent', intent.id, 'payment_intent')
  if (params.payment_method_data) return askForTransfer(context, intent)
  const token = params.payment_method ?? ''
  const payer = { email: intent.receipt_email, name: null }
  const account = TEST_ACCOUNTS.find((one) => one.token === token)
  if (account) {
    if (!params.mandate_data) {
      throw badParam('Missing required param: mandate_data.', 'mandate_data', 'parameter_missing')
    }
    payByDebit(context, intent, account, payer)
    return now()
  }
  const card = TEST_CARDS.find((one) => one.token === token)
  if (!card) {
    throw new ApiError(400, `No such PaymentMethod: '${token}'`, {
      code: 'resource_missing',
      param: 'payment_method',
    })
  }
  const confirmation = { url: `${context.origin}/`, returnUrl: params.return_url ?? null }
  const attempt = payByCard(context, intent, card, payer, confirmation)
  if (attempt === 'declined') return declinedBy(now())
  regret(context, intent.id, card)
  return now()
}

/** What stays done although the answer is an error: the intent and its failed charge. */
function declinedBy(intent: Stripe.PaymentIntent): ApiError {
  const { code, decline_code, message, charge } = intent.last_payment_error ?? {}
  return new ApiError(402, message ?? 'Your card was declined.', {
    type: 'card_error',
    ...(code ? { code } : {}),
    ...(decline_code ? { decline_code } : {}),
    ...(charge ? { charge } : {}),
    payment_intent: intent,
  })
}

export const newIntentRoutes = [
  route('POST', '/v1/payment_intents', createFields, (context, params) => {
    if (params.customer) findPayer(context, params.customer)
    const options = params.payment_method_options as
      | Stripe.PaymentIntent.PaymentMethodOptions
      | undefined
    const made = newIntent(context, {
      amount: params.amount,
      currency: params.currency,
      customer: params.customer ?? null,
      description: params.description ?? null,
      metadata: params.metadata ?? {},
      allowed: params.allowed_payment_method_types ?? null,
      methods: methodsFor(params.allowed_payment_method_types, params.currency, params.customer),
      options: options ?? {},
      receiptEmail: params.receipt_email ?? null,
      statementDescriptor: params.statement_descriptor ?? null,
      transferGroup: params.transfer_group ?? null,
    })
    const result = params.confirm ? confirm(context, made, params) : made
    return result instanceof ApiError ? result : expanded(context, result, params.expand)
  }),
  route('POST', '/v1/payment_intents/:id/confirm', confirmFields, (context, params, ids) => {
    const intent = find(context, 'payment_intent', ids.id ?? '', 'payment_intent')
    const result = confirm(context, intent, params)
    return result instanceof ApiError ? result : expanded(context, result, params.expand)
  }),
]
