import type Stripe from 'stripe'
import {
  amount,
  currency,
  expandField,
  fieldsOf,
  metadata,
  oneOf,
  optional,
  text,
  type Values,
} from '../core/checks'
import type { Context } from '../core/context'
import { later } from '../core/due'
import { badParam, missing, notPossible } from '../core/errors'
import { emit } from '../core/events'
import { expanded, find } from '../core/expand'
import { page, pageFields } from '../core/lists'
import { route } from '../core/route'
import { updated } from '../core/update'
import { addMovement } from './balance'
import { TEST_CARDS } from './cards'
import { moveCash } from './cash-balances'
import { REFUND_DAYS, returnCash } from './cash-returns'

const createFields = fieldsOf<Stripe.RefundCreateParams>()({
  ...expandField,
  amount: optional(amount),
  charge: optional(text()),
  currency: optional(currency),
  customer: optional(text()),
  metadata: optional(metadata),
  origin: optional(oneOf(['customer_balance'])),
  payment_intent: optional(text()),
  reason: optional(oneOf(['duplicate', 'fraudulent', 'requested_by_customer'])),
})
type CreateParams = Values<typeof createFields>

function chargeOf(context: Context, params: CreateParams): Stripe.Charge {
  if (params.charge) {
    const charge = context.unit.get('charge', params.charge)
    if (!charge) throw missing('charge', params.charge, 'charge')
    return charge
  }
  if (!params.payment_intent) {
    const message =
      'One of the following params should be provided for this request: payment_intent or charge.'
    throw badParam(message, 'charge', 'parameter_missing')
  }
  const intent = context.unit.get('payment_intent', params.payment_intent)
  if (!intent) throw missing('payment_intent', params.payment_intent, 'payment_intent')
  if (typeof intent.latest_charge !== 'string') {
    throw notPossible(
      `This PaymentIntent (${intent.id}) does not have a successful charge to refund.`,
    )
  }
  return find(context, 'charge', intent.latest_charge, 'charge')
}

function create(context: Context, params: CreateParams): Stripe.Refund {
  const charge = chargeOf(context, params)
  if (charge.status !== 'succeeded') {
    throw notPossible(`This charge (${charge.id}) has not succeeded and cannot be refunded.`)
  }
  if (params.currency && params.currency !== charge.currency) {
    throw badParam(
      `The currency of a refund must be that of its charge (${charge.currency}).`,
      'currency',
    )
  }
  if (charge.disputed && !mayBeRefunded(context, charge.id)) {
    throw notPossible(
      `Charge ${charge.id} has been charged back; cannot issue a refund.`,
      'charge_disputed',
    )
  }
  const rest = charge.amount - charge.amount_refunded
  if (rest === 0) {
    throw notPossible(`Charge ${charge.id} has already been refunded.`, 'charge_already_refunded')
  }
  const value = params.amount ?? rest
  if (value > rest) {
    throw notPossible(
      `Refund amount (${value}) is greater than unrefunded amount on charge (${rest})`,
      undefined,
      'amount',
    )
  }
  const isCard = charge.id.startsWith('ch_')
  const kind = kindOf(charge)
  const refund = newRefund(context, charge, value, params, kind)
  context.unit.put('refund', refund)
  const refunded = charge.amount_refunded + value
  const changed = { ...charge, amount_refunded: refunded, refunded: refunded === charge.amount }
  context.unit.put('charge', changed)
  emit(context, 'refund.created', refund)
  emit(context, 'charge.refunded', changed, {
    amount_refunded: charge.amount_refunded,
    refunded: charge.refunded,
  })
  if (kind === 'cash') {
    moveCash(context, String(charge.customer), charge.currency, value, {
      type: 'refunded_from_payment',
      refunded_from_payment: { refund: refund.id },
    })
  } else if (kind !== 'done') {
    later(context, 'refund', refund.id, REFUND_DAYS)
  }
  if (isCard && refund.status === 'succeeded') giveReference(context, refund)
  return refund
}

/** How a refund goes: at once, to the customer's cash, after a while, or back after a while. */
type Kind = 'done' | 'cash' | 'pending' | 'fails'

function kindOf(charge: Stripe.Charge): Kind {
  const details = charge.payment_method_details
  if (details?.type === 'customer_balance') return 'cash'
  if (details?.type !== 'card') return 'pending'
  const ending = details.card?.last4 ?? ''
  return TEST_CARDS.find((card) => card.number.endsWith(ending))?.refund ?? 'done'
}

/** An inquiry still leaves the money with us to give back; a chargeback has taken it. */
function mayBeRefunded(context: Context, chargeId: string): boolean {
  const dispute = context.unit.all('dispute').find((row) => row.charge === chargeId)
  return dispute?.is_charge_refundable ?? false
}

function newRefund(
  context: Context,
  charge: Stripe.Charge,
  value: number,
  params: CreateParams,
  kind: Kind,
): Stripe.Refund {
  const isCard = charge.id.startsWith('ch_')
  const id = context.newId(isCard ? 're' : 'pyr')
  const movement = addMovement(context, {
    type: isCard ? 'refund' : 'payment_refund',
    reportingCategory: 'refund',
    amount: -value,
    currency: charge.currency,
    source: id,
    description: `REFUND FOR CHARGE${charge.description ? ` (${charge.description})` : ''}`,
  })
  return {
    id,
    object: 'refund',
    amount: value,
    balance_transaction: movement.id,
    charge: charge.id,
    created: context.now,
    currency: charge.currency,
    customer: charge.customer,
    customer_account: null,
    ...(isCard
      ? {
          destination_details: {
            card: {
              reference_status: 'pending',
              reference_type: 'acquirer_reference_number',
              type: 'refund',
            },
            type: 'card',
          },
        }
      : {}),
    metadata: params.metadata ?? {},
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    reason: params.reason ?? null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: kind === 'pending' ? 'pending' : 'succeeded',
    transfer_reversal: null,
  } satisfies Stripe.Refund
}

/** A card refund is updated once more when the network has given it a reference. */
function giveReference(context: Context, refund: Stripe.Refund): void {
  const updated: Stripe.Refund = {
    ...refund,
    destination_details: {
      card: {
        reference: context.randomText(23),
        reference_status: 'available',
        reference_type: 'acquirer_reference_number',
        type: 'refund',
      },
      type: 'card',
    },
  }
  context.unit.put('refund', updated)
  emit(context, 'refund.updated', updated, { destination_details: refund.destination_details })
}

export const refundRoutes = [
  route('POST', '/v1/refunds', createFields, (context, params) =>
    expanded(
      context,
      params.origin ? returnCash(context, params) : create(context, params),
      params.expand,
    ),
  ),
  route(
    'POST',
    '/v1/refunds/:id',
    { ...expandField, metadata: optional(metadata) },
    (context, params, ids) => {
      const refund = find(context, 'refund', ids.id ?? '', 'refund')
      return expanded(context, updated(context, 'refund', refund, params), params.expand)
    },
  ),
  route('GET', '/v1/refunds/:id', expandField, (context, params, ids) =>
    expanded(context, find(context, 'refund', ids.id ?? '', 'refund'), params.expand),
  ),
  route(
    'GET',
    '/v1/refunds',
    { ...pageFields, charge: optional(text()), payment_intent: optional(text()) },
    (context, params) => {
      const rows = context.unit.all('refund').filter((row) => {
        if (params.charge && row.charge !== params.charge) return false
        return !params.payment_intent || row.payment_intent === params.payment_intent
      })
      return page(context, rows, params, '/v1/refunds')
    },
  ),
]
