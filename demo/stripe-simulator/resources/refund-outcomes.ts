import type Stripe from 'stripe'
import type { Context } from '../core/context'
import { nevermind } from '../core/due'
import { notPossible } from '../core/errors'
import { emit } from '../core/events'
import { find } from '../core/expand'
import { addMovement } from './balance'
import { moveCash } from './cash-balances'

/** A day later: a pending refund has arrived, one of the card that fails has come back. */
export function refundIsDue(context: Context, id: string): void {
  const refund = context.unit.get('refund', id)
  if (refund?.status === 'pending') settleRefund(context, id, true)
  else if (refund?.status === 'succeeded') settleRefund(context, id, false)
}

/** The bank's answer to a refund; by the clock, or by the simulator's own switch. */
export function settleRefund(context: Context, id: string, arrives: boolean): Stripe.Refund {
  const refund = find(context, 'refund', id, 'refund')
  if (arrives) {
    if (refund.status !== 'pending') throw notPossible(`The refund ${id} is not pending.`)
    const updated = { ...refund, status: 'succeeded' }
    context.unit.put('refund', updated)
    nevermind(context, 'refund', id)
    emit(context, 'refund.updated', updated, { status: 'pending' })
    return updated
  }
  if (refund.status === 'failed') throw notPossible(`The refund ${id} has already failed.`)
  nevermind(context, 'refund', id)
  const failed: Stripe.Refund = {
    ...refund,
    ...(refund.charge ? backOnCharge(context, refund) : backInCash(context, refund)),
    status: 'failed',
  }
  context.unit.put('refund', failed)
  emit(context, 'refund.updated', failed, { status: refund.status })
  emit(context, 'refund.failed', failed, { status: refund.status })
  return failed
}

function backOnCharge(context: Context, refund: Stripe.Refund): Partial<Stripe.Refund> {
  const charge = find(context, 'charge', String(refund.charge), 'charge')
  const movement = addMovement(context, {
    type: 'refund_failure',
    reportingCategory: 'refund_failure',
    amount: refund.amount,
    currency: refund.currency,
    source: refund.id,
    description: `REFUND FAILURE FOR CHARGE ${charge.id}`,
  })
  const amountRefunded = charge.amount_refunded - refund.amount
  context.unit.put('charge', { ...charge, amount_refunded: amountRefunded, refunded: false })
  return {
    failure_balance_transaction: movement.id,
    failure_reason: charge.id.startsWith('ch_') ? 'expired_or_canceled_card' : 'unknown',
  }
}

function backInCash(context: Context, refund: Stripe.Refund): Partial<Stripe.Refund> {
  moveCash(context, String(refund.customer), refund.currency, refund.amount, {
    type: 'return_canceled',
  })
  return { failure_reason: 'unknown' }
}
