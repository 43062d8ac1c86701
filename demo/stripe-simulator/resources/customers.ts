import type Stripe from 'stripe'
import { email, expandField, fieldsOf, metadata, optional, text } from '../core/checks'
import type { Context } from '../core/context'
import { missing } from '../core/errors'
import { emit } from '../core/events'
import { expanded, find } from '../core/expand'
import { page, pageFields } from '../core/lists'
import { route } from '../core/route'

const createFields = fieldsOf<Stripe.CustomerCreateParams>()({
  ...expandField,
  description: optional(text()),
  email: optional(email),
  metadata: optional(metadata),
  name: optional(text({ max: 256 })),
})

/** Refuses a customer that nobody made, as a parameter of something else. */
export function findPayer(context: Context, id: string): Stripe.Customer {
  const customer = context.unit.get('customer', id)
  if (!customer) throw missing('customer', id, 'customer')
  return customer
}

export const customerRoutes = [
  route('POST', '/v1/customers', createFields, (context, params) => {
    const customer = {
      id: context.newId('cus'),
      object: 'customer',
      address: null,
      balance: 0,
      created: context.now,
      currency: null,
      customer_account: null,
      default_source: null,
      delinquent: false,
      description: params.description ?? null,
      discount: null,
      email: params.email ?? null,
      invoice_prefix: context.randomText(8).toUpperCase(),
      invoice_settings: {
        custom_fields: null,
        default_payment_method: null,
        footer: null,
        rendering_options: null,
      },
      livemode: false,
      metadata: params.metadata ?? {},
      name: params.name ?? null,
      next_invoice_sequence: 1,
      phone: null,
      preferred_locales: [],
      shipping: null,
      tax_exempt: 'none',
      test_clock: null,
    } satisfies Stripe.Customer
    context.unit.put('customer', customer)
    emit(context, 'customer.created', customer)
    return expanded(context, customer, params.expand)
  }),
  route('GET', '/v1/customers/:id', expandField, (context, params, ids) =>
    expanded(context, find(context, 'customer', ids.id ?? '', 'customer'), params.expand),
  ),
  route('GET', '/v1/customers', { ...pageFields, email: optional(email) }, (context, params) => {
    const rows = context.unit
      .all('customer')
      .filter((row) => !params.email || row.email === params.email)
    return page(context, rows, params, '/v1/customers')
  }),
]
