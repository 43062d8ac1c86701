import type Stripe from 'stripe'
import { currency, expandField, optional, text } from '../core/checks'
import type { Context } from '../core/context'
import { emit } from '../core/events'
import { expanded, find, present } from '../core/expand'
import { page, pageFields } from '../core/lists'
import { route } from '../core/route'

/** Days between a charge and the moment when its money is available. */
const PENDING_DAYS = 2

interface Movement {
  type: Stripe.BalanceTransaction.Type
  reportingCategory: string
  amount: number
  currency: string
  source: string
  fee?: number
  feeDescription?: string
  description?: string | null
  /** Seconds; two days from now when the money is still on its way, now otherwise. */
  availableOn?: number
}

export const pendingUntil = (context: Context) => context.now + PENDING_DAYS * 86_400

/** Writes one movement of the platform's balance. */
export function addMovement(context: Context, movement: Movement): Stripe.BalanceTransaction {
  const fee = movement.fee ?? 0
  const availableOn = movement.availableOn ?? context.now
  const row = {
    id: context.newId('txn'),
    object: 'balance_transaction',
    amount: movement.amount,
    available_on: availableOn,
    balance_type: 'payments',
    created: context.now,
    currency: movement.currency,
    description: movement.description ?? null,
    exchange_rate: null,
    fee,
    fee_details:
      fee === 0
        ? []
        : [
            {
              amount: fee,
              application: null,
              currency: movement.currency,
              description: movement.feeDescription ?? 'Stripe processing fees',
              type: 'stripe_fee',
            },
          ],
    net: movement.amount - fee,
    reporting_category: movement.reportingCategory,
    source: movement.source,
    status: availableOn <= context.now ? 'available' : 'pending',
    type: movement.type,
  } satisfies Stripe.BalanceTransaction
  return context.unit.put('balance_transaction', row)
}

/** The platform's balance per currency, available and pending. */
export function balance(context: Context): Stripe.Balance {
  const sums = new Map<string, { available: number; pending: number }>()
  for (const stored of context.unit.all('balance_transaction')) {
    const row = present(context, stored)
    const sum = sums.get(row.currency) ?? { available: 0, pending: 0 }
    if (row.status === 'available') sum.available += row.net
    else sum.pending += row.net
    sums.set(row.currency, sum)
  }
  if (sums.size === 0) sums.set('usd', { available: 0, pending: 0 })
  const amounts = (kind: 'available' | 'pending') =>
    [...sums].map(([code, sum]) => ({
      amount: sum[kind],
      currency: code,
      source_types: { card: sum[kind] },
    }))
  return {
    object: 'balance',
    available: amounts('available'),
    livemode: false,
    pending: amounts('pending'),
  } satisfies Stripe.Balance
}

/** Makes all pending money available at once; of the simulator, not of Stripe. */
export function releasePending(context: Context): { released: number } {
  const pending = context.unit
    .all('balance_transaction')
    .filter((row) => row.available_on > context.now)
  for (const row of pending) {
    context.unit.put('balance_transaction', { ...row, available_on: context.now })
  }
  if (pending.length > 0) emit(context, 'balance.available', balance(context))
  return { released: pending.length }
}

export const balanceRoutes = [
  route('GET', '/v1/balance', expandField, (context) => balance(context)),
  route('GET', '/v1/balance_transactions/:id', expandField, (context, params, ids) =>
    expanded(
      context,
      find(context, 'balance_transaction', ids.id ?? '', 'balance transaction'),
      params.expand,
    ),
  ),
  route(
    'GET',
    '/v1/balance_transactions',
    {
      ...pageFields,
      currency: optional(currency),
      source: optional(text()),
      type: optional(text()),
    },
    (context, params) => {
      const rows = context.unit.all('balance_transaction').filter((row) => {
        if (params.currency && row.currency !== params.currency) return false
        if (params.source && row.source !== params.source) return false
        return !params.type || row.type === params.type
      })
      return page(context, rows, params, '/v1/balance_transactions')
    },
  ),
]
