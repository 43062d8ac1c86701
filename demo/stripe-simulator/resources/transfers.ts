import type Stripe from 'stripe'
import {
  amount,
  currency,
  expandField,
  fieldsOf,
  metadata,
  optional,
  required,
  text,
  type Values,
} from '../core/checks'
import type { Context } from '../core/context'
import { ApiError, notPossible } from '../core/errors'
import { emit } from '../core/events'
import { expanded, find } from '../core/expand'
import { page, pageFields } from '../core/lists'
import { route } from '../core/route'
import { updated } from '../core/update'
import { transfersActive } from './account-state'
import { addMovement, balance } from './balance'

const createFields = fieldsOf<Stripe.TransferCreateParams>()({
  ...expandField,
  amount: required(amount),
  currency: required(currency),
  description: optional(text()),
  destination: required(text()),
  metadata: optional(metadata),
  source_transaction: optional(text()),
  transfer_group: optional(text({ max: 200 })),
})
type CreateParams = Values<typeof createFields>

function create(context: Context, params: CreateParams): Stripe.Transfer {
  assertDestination(context, params.destination)
  const charge = params.source_transaction ? sourceOf(context, params) : null
  if (!charge) assertFunds(context, params)
  const id = context.newId('tr')
  const movement = addMovement(context, {
    type: 'transfer',
    reportingCategory: 'transfer',
    amount: -params.amount,
    currency: params.currency,
    source: id,
    description: params.description ?? null,
    ...(charge ? { availableOn: availableOn(context, charge) } : {}),
  })
  const transfer = {
    id,
    object: 'transfer',
    amount: params.amount,
    amount_reversed: 0,
    balance_transaction: movement.id,
    created: context.now,
    currency: params.currency,
    description: params.description ?? null,
    destination: params.destination,
    destination_payment: context.newId('py'),
    livemode: false,
    metadata: params.metadata ?? {},
    reversals: { object: 'list', data: [], has_more: false, url: `/v1/transfers/${id}/reversals` },
    reversed: false,
    source_transaction: charge?.id ?? null,
    source_type: 'card',
    transfer_group: params.transfer_group ?? groupOf(charge),
  } satisfies Stripe.Transfer
  context.unit.put('transfer', transfer)
  emit(context, 'transfer.created', transfer)
  return transfer
}

function assertDestination(context: Context, destination: string): void {
  const account = context.unit.get('account', destination)
  if (!account || account.closed) {
    throw new ApiError(400, `No such destination: '${destination}'`, {
      code: 'resource_missing',
      param: 'destination',
      executed: true,
    })
  }
  if (!transfersActive(account)) {
    throw notPossible(
      'Your destination account needs to have at least one of the following capabilities enabled: transfers, crypto_transfers, legacy_payments',
      'insufficient_capabilities_for_transfer',
    )
  }
}

/** The charge behind the transfer, when it may still give this much. */
function sourceOf(context: Context, params: CreateParams): Stripe.Charge {
  const charge = context.unit.get('charge', params.source_transaction ?? '')
  if (!charge) {
    throw new ApiError(400, `No such charge: '${params.source_transaction}'`, {
      code: 'resource_missing',
      param: 'source_transaction',
      executed: true,
    })
  }
  if (charge.status !== 'succeeded') {
    throw notPossible(
      `The charge ${charge.id} has not succeeded, so nothing can be transferred from it.`,
      undefined,
      'source_transaction',
    )
  }
  if (charge.currency !== params.currency) {
    throw notPossible(
      `The currency of source_transaction's balance transaction (${charge.currency}) must be the same as the transfer currency (${params.currency})`,
      undefined,
      'currency',
    )
  }
  const already = context.unit
    .all('transfer')
    .filter((transfer) => transfer.source_transaction === charge.id)
    .reduce((sum, transfer) => sum + transfer.amount - transfer.amount_reversed, 0)
  const limit = charge.amount - charge.amount_refunded
  if (already + params.amount > limit) {
    throw notPossible(
      `Transfers using this transaction as a source must not exceed the source amount of ${limit}. (There is already ${already} transferred using this source.)`,
      undefined,
      'amount',
    )
  }
  return charge
}

function assertFunds(context: Context, params: CreateParams): void {
  const available = balance(context).available.find((sum) => sum.currency === params.currency)
  if ((available?.amount ?? 0) < params.amount) {
    throw notPossible(
      'You have insufficient available funds in your Stripe account. Try adding funds directly to your available balance by creating Charges using the 4000000000000077 test card.',
      'balance_insufficient',
    )
  }
}

function availableOn(context: Context, charge: Stripe.Charge): number {
  const movement =
    typeof charge.balance_transaction === 'string'
      ? context.unit.get('balance_transaction', charge.balance_transaction)
      : undefined
  return Math.max(context.clock, movement?.available_on ?? 0)
}

function groupOf(charge: Stripe.Charge | null): string | null {
  if (!charge) return null
  return charge.transfer_group ?? `group_${String(charge.payment_intent ?? charge.id)}`
}

export const transferRoutes = [
  route('POST', '/v1/transfers', createFields, (context, params) =>
    expanded(context, create(context, params), params.expand),
  ),
  route(
    'POST',
    '/v1/transfers/:id',
    { ...expandField, description: optional(text()), metadata: optional(metadata) },
    (context, params, ids) => {
      const transfer = find(context, 'transfer', ids.id ?? '', 'transfer')
      return expanded(context, updated(context, 'transfer', transfer, params), params.expand)
    },
  ),
  route('GET', '/v1/transfers/:id', expandField, (context, params, ids) =>
    expanded(context, find(context, 'transfer', ids.id ?? '', 'transfer'), params.expand),
  ),
  route(
    'GET',
    '/v1/transfers',
    { ...pageFields, destination: optional(text()), transfer_group: optional(text()) },
    (context, params) => {
      const rows = context.unit.all('transfer').filter((row) => {
        if (params.destination && row.destination !== params.destination) return false
        return !params.transfer_group || row.transfer_group === params.transfer_group
      })
      return page(context, rows, params, '/v1/transfers')
    },
  ),
]
