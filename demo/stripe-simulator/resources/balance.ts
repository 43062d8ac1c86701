import type Stripe from 'stripe'
import { currency, expandField, optional, text } from '../core/checks'
import type { Context } from '../core/context'
import { later, nevermind } from '../core/due'
import { badParam, missing } from '../core/errors'
import { emit } from '../core/events'
import { expanded, find, present } from '../core/expand'
import { page, pageFields } from '../core/lists'
import { route } from '../core/route'

/** Days of the simulator's clock between a payment and the moment when its money is available. */
const PENDING_DAYS = { card: 2, debit: 1, bank_transfer: 1 } as const

interface Movement {
  type: Stripe.BalanceTransaction.Type
  reportingCategory: string
  amount: number
  currency: string
  source: string
  fee?: number
  feeDescription?: string
  description?: string | null
  /** Seconds of the simulator's clock; later than now when the money is still on its way. */
  availableOn?: number
}

/** When the money of a payment made now will be available. */
export function clearing(context: Context, means: keyof typeof PENDING_DAYS): number {
  return context.clock + PENDING_DAYS[means] * 86_400
}

/** Writes one movement of the platform's balance. */
export function addMovement(context: Context, movement: Movement): Stripe.BalanceTransaction {
  const fee = movement.fee ?? 0
  const availableOn = movement.availableOn ?? context.clock
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
    status: availableOn <= context.clock ? 'available' : 'pending',
    type: movement.type,
  } satisfies Stripe.BalanceTransaction
  if (availableOn > context.clock)
    later(context, 'funds', row.id, (availableOn - context.clock) / 86_400)
  return context.unit.put('balance_transaction', row)
}

/** Money became available by time alone; all of one moment is one event. */
export function tellAvailable(context: Context): void {
  emit(context, 'balance.available', balance(context))
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
    .filter((row) => row.available_on > context.clock)
  for (const row of pending) {
    context.unit.put('balance_transaction', { ...row, available_on: context.clock })
    nevermind(context, 'funds', row.id)
  }
  if (pending.length > 0) tellAvailable(context)
  return { released: pending.length }
}

/** What an automatic payout paid out, itself included; of a manual one Stripe does not know. */
function paidOutBy(context: Context, payoutId: string): string[] {
  const payout = context.unit.get('payout', payoutId)
  if (!payout) throw missing('payout', payoutId, 'payout')
  if (!payout.automatic) {
    throw badParam(
      'Balance transaction history can only be filtered on automatic transfers, not manual.',
      'payout',
    )
  }
  return context.unit.get('payout_content', payoutId)?.movements ?? []
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
      payout: optional(text()),
      source: optional(text()),
      type: optional(text()),
    },
    (context, params) => {
      const paidOut = params.payout ? paidOutBy(context, params.payout) : null
      const rows = context.unit.all('balance_transaction').filter((row) => {
        if (paidOut && !paidOut.includes(row.id)) return false
        if (params.currency && row.currency !== params.currency) return false
        if (params.source && row.source !== params.source) return false
        return !params.type || row.type === params.type
      })
      return page(context, rows, params, '/v1/balance_transactions')
    },
  ),
]
