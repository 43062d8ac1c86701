import type Stripe from 'stripe'
import { amount, currency, expandField, optional, required, text } from '../core/checks'
import type { Context } from '../core/context'
import { badParam, notPossible } from '../core/errors'
import { emit } from '../core/events'
import { expanded, find } from '../core/expand'
import { route } from '../core/route'
import { cashOf, moveCash } from './cash-balances'
import { newCharge } from './charges'
import { findPayer } from './customers'
import { fundingAddresses, transferType } from './funding-instructions'
import { cancelIntent, cancelReasons, sessionOf } from './payment-intents'
import { succeed } from './payments'
import { updateSession } from './session-state'

type Intent = Stripe.PaymentIntent

/**
 * Tells the payer where to send the money. Cash that the customer has already is used first, unless
 * their cash is matched by hand.
 */
export function askForTransfer(context: Context, intent: Intent): Intent {
  const type = transferType(intent.currency)
  const waiting: Intent = {
    ...intent,
    payment_method: context.newId('pm'),
    status: 'requires_action',
    next_action: {
      type: 'display_bank_transfer_instructions',
      display_bank_transfer_instructions: {
        amount_remaining: intent.amount,
        currency: intent.currency,
        financial_addresses: fundingAddresses(type),
        hosted_instructions_url: `${context.origin}/c/transfer/${intent.id}`,
        reference: context.randomText(12).toUpperCase(),
        type,
      },
    },
  }
  context.unit.put('payment_intent', waiting)
  emit(context, 'payment_intent.requires_action', waiting)
  const cash = cashOf(context, customerOf(intent))
  const available = cash.available[intent.currency] ?? 0
  return available > 0 && !cash.manual ? apply(context, waiting, available) : waiting
}

function customerOf(intent: Intent): string {
  if (typeof intent.customer === 'string') return intent.customer
  throw badParam(
    'Missing required param: customer. Payments with `customer_balance` need a customer.',
    'customer',
    'parameter_missing',
  )
}

const remaining = (intent: Intent) =>
  intent.next_action?.display_bank_transfer_instructions?.amount_remaining ?? 0

const isOpen = (intent: Intent) => intent.status === 'requires_action' && remaining(intent) > 0

/** Uses cash of the customer's for an intent: up to what is still missing, at most `most`. */
function apply(context: Context, intent: Intent, most: number): Intent {
  const missing = remaining(intent)
  const used = Math.min(missing, most)
  const instructions = intent.next_action?.display_bank_transfer_instructions
  if (used <= 0 || !intent.next_action || !instructions) return intent
  moveCash(context, customerOf(intent), intent.currency, -used, {
    type: 'applied_to_payment',
    applied_to_payment: { payment_intent: intent.id },
  })
  if (used < missing) {
    const partly: Intent = {
      ...intent,
      next_action: {
        ...intent.next_action,
        display_bank_transfer_instructions: { ...instructions, amount_remaining: missing - used },
      },
    }
    context.unit.put('payment_intent', partly)
    emit(context, 'payment_intent.partially_funded', partly)
    return partly
  }
  const payer = context.unit.get('customer', customerOf(intent))
  const who = { email: payer?.email ?? null, name: payer?.name ?? null }
  const means = { kind: 'bank_transfer' } as const
  succeed(context, intent, newCharge(context, intent, means, who, 'succeeded'), means)
  const session = sessionOf(context, intent.id)
  if (session) {
    const paid = updateSession(context, session.id, { payment_status: 'paid' })
    emit(context, 'checkout.session.async_payment_succeeded', paid)
  }
  return find(context, 'payment_intent', intent.id, 'payment_intent')
}

/**
 * A bank transfer of the customer's arrives: into their cash, and from there to the payment it names,
 * else to one of just this amount, else to the oldest. What is over stays as cash.
 */
export function receiveTransfer(
  context: Context,
  customerId: string,
  sum: { amount: number; currency: string; reference: string | null },
): Stripe.CustomerCashBalanceTransaction {
  const payer = find(context, 'customer', customerId, 'customer')
  const type = transferType(sum.currency)
  const sender = payer.name ?? null
  const movement = moveCash(context, customerId, sum.currency, sum.amount, {
    type: 'funded',
    funded: {
      bank_transfer: {
        reference: sum.reference,
        type,
        ...(type === 'us_bank_transfer'
          ? { us_bank_transfer: { network: 'ach' as const, sender_name: sender } }
          : type === 'gb_bank_transfer'
            ? {
                gb_bank_transfer: {
                  account_number_last4: '2345',
                  sender_name: sender,
                  sort_code: '108800',
                },
              }
            : {
                eu_bank_transfer: { bic: 'COBADEFFXXX', iban_last4: '3000', sender_name: sender },
              }),
      },
    },
  })
  match(context, customerId, sum)
  return movement
}

function match(
  context: Context,
  customerId: string,
  sum: { amount: number; currency: string; reference: string | null },
): void {
  const waiting = context.unit
    .all('payment_intent')
    .filter((row) => row.customer === customerId && row.currency === sum.currency && isOpen(row))
  const named = waiting.filter(
    (row) => row.next_action?.display_bank_transfer_instructions?.reference === sum.reference,
  )
  const { manual } = cashOf(context, customerId)
  const same = waiting.filter((row) => remaining(row) === sum.amount)
  const order = manual ? named : [...new Set([...named, ...same, ...waiting])]
  for (const intent of order) {
    const available = cashOf(context, customerId).available[sum.currency] ?? 0
    if (available > 0) apply(context, intent, available)
  }
}

export const bankTransferRoutes = [
  route(
    'POST',
    '/v1/test_helpers/customers/:id/fund_cash_balance',
    {
      ...expandField,
      amount: required(amount),
      currency: required(currency),
      reference: optional(text()),
    },
    (context, params, ids) =>
      expanded(
        context,
        receiveTransfer(context, ids.id ?? '', { ...params, reference: params.reference ?? null }),
        params.expand,
      ),
  ),
  route(
    'POST',
    '/v1/payment_intents/:id/apply_customer_balance',
    { ...expandField, amount: optional(amount), currency: optional(currency) },
    (context, params, ids) => {
      const intent = find(context, 'payment_intent', ids.id ?? '', 'payment_intent')
      if (!isOpen(intent)) {
        throw notPossible(
          `The PaymentIntent ${intent.id} waits for no bank transfer: its status is ${intent.status}.`,
          'payment_intent_unexpected_state',
        )
      }
      const available = cashOf(context, customerOf(intent)).available[intent.currency] ?? 0
      if (params.amount !== undefined && params.amount > available) {
        throw notPossible('The customer has not enough cash balance.', undefined, 'amount')
      }
      findPayer(context, customerOf(intent))
      return expanded(context, apply(context, intent, params.amount ?? available), params.expand)
    },
  ),
  route(
    'POST',
    '/v1/payment_intents/:id/cancel',
    { ...expandField, cancellation_reason: optional(cancelReasons) },
    (context, params, ids) => {
      const before = find(context, 'payment_intent', ids.id ?? '', 'payment_intent')
      const canceled = cancelIntent(context, before.id, params.cancellation_reason ?? null)
      const applied = before.next_action?.display_bank_transfer_instructions
        ? before.amount - remaining(before)
        : 0
      if (applied > 0) {
        moveCash(context, customerOf(before), before.currency, applied, {
          type: 'unapplied_from_payment',
          unapplied_from_payment: { payment_intent: before.id },
        })
      }
      return expanded(context, canceled, params.expand)
    },
  ),
]
