import type Stripe from 'stripe'
import { amount, expandField, metadata, optional, text, type Values } from '../core/checks'
import type { Context } from '../core/context'
import { notPossible } from '../core/errors'
import { emit } from '../core/events'
import { expanded, find } from '../core/expand'
import { page, pageFields } from '../core/lists'
import { route } from '../core/route'
import { addMovement } from './balance'

const reversalFields = {
  ...expandField,
  amount: optional(amount),
  description: optional(text()),
  metadata: optional(metadata),
}

function reverse(
  context: Context,
  transferId: string,
  params: Values<typeof reversalFields>,
): Stripe.TransferReversal {
  const transfer = find(context, 'transfer', transferId, 'transfer')
  const rest = transfer.amount - transfer.amount_reversed
  const amountToReverse = params.amount ?? rest
  if (rest === 0) throw notPossible(`Transfer ${transferId} is already fully reversed.`)
  if (amountToReverse > rest) {
    throw notPossible(
      `Reversal amount (${amountToReverse}) is greater than unreversed amount on transfer (${rest})`,
      undefined,
      'amount',
    )
  }
  const id = context.newId('trr')
  const movement = addMovement(context, {
    type: 'transfer_refund',
    reportingCategory: 'transfer_reversal',
    amount: amountToReverse,
    currency: transfer.currency,
    source: id,
    description: params.description ?? `REFUND FOR TRANSFER (${transferId})`,
  })
  const reversal = {
    id,
    object: 'transfer_reversal',
    amount: amountToReverse,
    balance_transaction: movement.id,
    created: context.now,
    currency: transfer.currency,
    destination_payment_refund: context.newId('pyr'),
    metadata: params.metadata ?? {},
    source_refund: null,
    transfer: transferId,
  } satisfies Stripe.TransferReversal
  context.unit.put('transfer_reversal', reversal)
  const amountReversed = transfer.amount_reversed + amountToReverse
  const changed: Stripe.Transfer = {
    ...transfer,
    amount_reversed: amountReversed,
    reversals: { ...transfer.reversals, data: [reversal, ...transfer.reversals.data] },
    reversed: amountReversed === transfer.amount,
  }
  context.unit.put('transfer', changed)
  emit(context, 'transfer.reversed', changed)
  return reversal
}

export const transferReversalRoutes = [
  route('POST', '/v1/transfers/:id/reversals', reversalFields, (context, params, ids) =>
    expanded(context, reverse(context, ids.id ?? '', params), params.expand),
  ),
  route('GET', '/v1/transfers/:id/reversals', pageFields, (context, params, ids) => {
    const id = ids.id ?? ''
    find(context, 'transfer', id, 'transfer')
    const rows = context.unit.all('transfer_reversal').filter((row) => row.transfer === id)
    return page(context, rows, params, `/v1/transfers/${id}/reversals`)
  }),
]
