import type Stripe from 'stripe'
import { expandField, oneOf, optional, shape } from '../core/checks'
import type { Context } from '../core/context'
import { emit } from '../core/events'
import { expanded, find } from '../core/expand'
import { page, pageFields } from '../core/lists'
import { route } from '../core/route'
import type { StoredCashBalance } from '../core/tables'

type Movement = Stripe.CustomerCashBalanceTransaction

/** A customer's cash: what came by bank transfer and belongs to no payment yet. */
export function cashOf(context: Context, customerId: string): StoredCashBalance {
  return (
    context.unit.get('cash_balance', customerId) ?? { id: customerId, available: {}, manual: false }
  )
}

/** Moves a customer's cash up or down, and says so. */
export function moveCash(
  context: Context,
  customerId: string,
  currency: string,
  amount: number,
  why: Pick<Movement, 'type'> & Partial<Movement>,
): Movement {
  const cash = cashOf(context, customerId)
  const balance = (cash.available[currency] ?? 0) + amount
  context.unit.put('cash_balance', {
    ...cash,
    available: { ...cash.available, [currency]: balance },
  })
  const movement = {
    id: context.newId('ccsbtxn'),
    object: 'customer_cash_balance_transaction',
    created: context.now,
    currency,
    customer: customerId,
    customer_account: null,
    ending_balance: balance,
    livemode: false,
    net_amount: amount,
    ...why,
  } satisfies Movement
  context.unit.put('cash_movement', movement)
  emit(context, 'customer_cash_balance_transaction.created', movement)
  return movement
}

function shown(cash: StoredCashBalance): Stripe.CashBalance {
  return {
    object: 'cash_balance',
    available: Object.keys(cash.available).length === 0 ? null : cash.available,
    customer: cash.id,
    customer_account: null,
    livemode: false,
    settings: {
      reconciliation_mode: cash.manual ? 'manual' : 'automatic',
      using_merchant_default: !cash.manual,
    },
  } satisfies Stripe.CashBalance
}

const base = '/v1/customers/:id/cash_balance'

export const cashBalanceRoutes = [
  route('GET', base, expandField, (context, _, ids) => {
    find(context, 'customer', ids.id ?? '', 'customer')
    return shown(cashOf(context, ids.id ?? ''))
  }),
  route(
    'POST',
    base,
    {
      ...expandField,
      settings: optional(
        shape({
          reconciliation_mode: optional(oneOf(['automatic', 'manual', 'merchant_default'])),
        }),
      ),
    },
    (context, params, ids) => {
      find(context, 'customer', ids.id ?? '', 'customer')
      const cash = cashOf(context, ids.id ?? '')
      const mode = params.settings?.reconciliation_mode
      return shown(
        context.unit.put('cash_balance', {
          ...cash,
          manual: mode === undefined ? cash.manual : mode === 'manual',
        }),
      )
    },
  ),
  route('GET', `${base}_transactions`, pageFields, (context, params, ids) => {
    const id = ids.id ?? ''
    find(context, 'customer', id, 'customer')
    const rows = context.unit.all('cash_movement').filter((row) => row.customer === id)
    return page(context, rows, params, `/v1/customers/${id}/cash_balance_transactions`)
  }),
  route('GET', `${base}_transactions/:movement`, expandField, (context, params, ids) =>
    expanded(
      context,
      find(context, 'cash_movement', ids.movement ?? '', 'customer_cash_balance_transaction'),
      params.expand,
    ),
  ),
]
