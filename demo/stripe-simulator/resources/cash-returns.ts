import type Stripe from 'stripe'
import type { Context } from '../core/context'
import { later } from '../core/due'
import { badParam, notPossible } from '../core/errors'
import { emit } from '../core/events'
import { cashOf, moveCash } from './cash-balances'
import { findPayer } from './customers'

/** Days until a refund that is not done at once has come to its end. */
export const REFUND_DAYS = 1

interface ReturnParams {
  amount?: number
  currency?: string
  customer?: string
  metadata?: Record<string, string>
  reason?: 'duplicate' | 'fraudulent' | 'requested_by_customer'
}

/** Sends cash that belongs to no payment back to where it came from. */
export function returnCash(context: Context, params: ReturnParams): Stripe.Refund {
  for (const name of ['customer', 'amount', 'currency'] as const) {
    if (params[name] === undefined) {
      throw badParam(`Missing required param: ${name}.`, name, 'parameter_missing')
    }
  }
  const { id: customer } = findPayer(context, params.customer ?? '')
  const [value, code] = [params.amount ?? 0, params.currency ?? '']
  const available = cashOf(context, customer).available[code] ?? 0
  if (value > available) {
    throw notPossible(
      `Refund amount (${value}) is greater than the customer's cash balance (${available}).`,
      undefined,
      'amount',
    )
  }
  const refund = {
    id: context.newId('pyr'),
    object: 'refund',
    amount: value,
    balance_transaction: null,
    charge: null,
    created: context.now,
    currency: code,
    customer,
    customer_account: null,
    metadata: params.metadata ?? {},
    payment_intent: null,
    payment_method: null,
    reason: params.reason ?? null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: 'pending',
    transfer_reversal: null,
  } satisfies Stripe.Refund
  context.unit.put('refund', refund)
  moveCash(context, customer, code, -value, { type: 'return_initiated' })
  later(context, 'refund', refund.id, REFUND_DAYS)
  emit(context, 'refund.created', refund)
  return refund
}
