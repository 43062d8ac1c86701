import type Stripe from 'stripe'
import {
  amount,
  currency,
  email,
  expandField,
  fieldsOf,
  integer,
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
import type { LineItem } from '../core/tables'
import { METHODS, methodsFor } from './payment-methods'

/** How a payment by bank transfer is funded; for sessions and intents. */
export const transferOptions = optional(
  shape({
    customer_balance: optional(
      shape({
        bank_transfer: required(
          shape({
            eu_bank_transfer: optional(
              shape({ country: required(oneOf(['BE', 'DE', 'ES', 'FR', 'IE', 'NL'])) }),
            ),
            type: required(oneOf(['us_bank_transfer', 'eu_bank_transfer', 'gb_bank_transfer'])),
          }),
        ),
        funding_type: required(oneOf(['bank_transfer'])),
      }),
    ),
  }),
)

const LOCALES =
  'auto bg cs da de el en en-GB es es-419 et fi fil fr fr-CA hr hu id it ja ko lt lv ms mt nb nl pl pt pt-BR ro ru sk sl sv th tr vi zh zh-HK zh-TW'.split(
    ' ',
  )

const priceData = shape({
  currency: required(currency),
  product_data: required(
    shape({
      description: optional(text({ max: 40_000 })),
      metadata: optional(metadata),
      name: required(text({ max: 1500 })),
    }),
  ),
  tax_behavior: optional(oneOf(['exclusive', 'inclusive', 'unspecified'])),
  unit_amount: required(amount),
})

export const createFields = fieldsOf<Stripe.Checkout.SessionCreateParams>()({
  ...expandField,
  allowed_payment_method_types: optional(list(oneOf(METHODS))),
  cancel_url: optional(webAddress),
  client_reference_id: optional(text({ max: 200 })),
  customer: optional(text()),
  customer_creation: optional(oneOf(['always', 'if_required'])),
  customer_email: optional(email),
  expires_at: optional(integer()),
  line_items: required(
    list(
      shape({
        metadata: optional(metadata),
        price_data: required(priceData),
        quantity: required(integer({ min: 1, max: 999_999 })),
      }),
      { max: 100 },
    ),
  ),
  locale: optional(oneOf(LOCALES)),
  metadata: optional(metadata),
  mode: required(oneOf(['payment'])),
  payment_intent_data: optional(
    shape({
      description: optional(text({ max: 1000 })),
      metadata: optional(metadata),
      receipt_email: optional(email),
      statement_descriptor: optional(text({ max: 22 })),
      transfer_group: optional(text({ max: 200 })),
    }),
  ),
  payment_method_options: transferOptions,
  submit_type: optional(oneOf(['auto', 'book', 'donate', 'pay'])),
  success_url: required(webAddress),
  ui_mode: optional(oneOf(['hosted_page'])),
})
export type CreateParams = Values<typeof createFields>

export function newSession(
  context: Context,
  params: CreateParams,
  code: string,
  total: number,
  expiresAt: number,
): Stripe.Checkout.Session {
  const id = context.newId('cs_test')
  const methods = methodsFor(params.allowed_payment_method_types, code, params.customer)
  return {
    id,
    object: 'checkout.session',
    adaptive_pricing: null,
    after_expiration: null,
    allow_promotion_codes: null,
    allowed_payment_method_types: params.allowed_payment_method_types ?? null,
    amount_subtotal: total,
    amount_total: total,
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    billing_address_collection: null,
    cancel_url: params.cancel_url ?? null,
    client_reference_id: params.client_reference_id ?? null,
    client_secret: null,
    collected_information: null,
    consent: null,
    consent_collection: null,
    created: context.now,
    currency: code,
    currency_conversion: null,
    custom_fields: [],
    custom_text: {
      after_submit: null,
      shipping_address: null,
      submit: null,
      terms_of_service_acceptance: null,
    },
    customer: params.customer ?? null,
    customer_account: null,
    customer_creation: params.customer ? null : (params.customer_creation ?? 'if_required'),
    customer_details: null,
    customer_email: params.customer_email ?? null,
    discounts: [],
    expires_at: expiresAt,
    integration_identifier: null,
    invoice: null,
    invoice_creation: null,
    livemode: false,
    locale: params.locale ?? null,
    managed_payments: null,
    metadata: params.metadata ?? {},
    mode: 'payment',
    origin_context: null,
    payment_intent: null,
    payment_link: null,
    payment_method_collection: 'if_required',
    payment_method_configuration_details: null,
    payment_method_options: (params.payment_method_options ??
      {}) as Stripe.Checkout.Session.PaymentMethodOptions,
    payment_method_types: methods,
    payment_status: 'unpaid',
    permissions: null,
    phone_number_collection: { enabled: false },
    recovered_from: null,
    saved_payment_method_options: null,
    setup_intent: null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    status: 'open',
    submit_type: params.submit_type ?? null,
    subscription: null,
    success_url: params.success_url,
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: 'hosted_page',
    url: `${context.origin}/c/pay/${id}`,
    wallet_options: null,
  } satisfies Stripe.Checkout.Session
}

export function newLineItem(context: Context, item: CreateParams['line_items'][number]): LineItem {
  const price = item.price_data
  const total = price.unit_amount * item.quantity
  return {
    id: context.newId('li'),
    object: 'item',
    adjustable_quantity: null,
    amount_discount: 0,
    amount_subtotal: total,
    amount_tax: 0,
    amount_total: total,
    currency: price.currency,
    description: price.product_data.name,
    metadata: item.metadata ?? {},
    price: {
      id: context.newId('price'),
      object: 'price',
      active: false,
      billing_scheme: 'per_unit',
      created: context.now,
      currency: price.currency,
      custom_unit_amount: null,
      livemode: false,
      lookup_key: null,
      metadata: {},
      nickname: null,
      product: context.newId('prod'),
      recurring: null,
      tax_behavior: price.tax_behavior ?? 'unspecified',
      tiers_mode: null,
      transform_quantity: null,
      type: 'one_time',
      unit_amount: price.unit_amount,
      unit_amount_decimal: String(price.unit_amount),
    },
    quantity: item.quantity,
  }
}
