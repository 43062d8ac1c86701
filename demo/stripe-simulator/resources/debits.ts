import type Stripe from 'stripe'
import type { Context } from '../core/context'
import { later, nevermind } from '../core/due'
import { notPossible } from '../core/errors'
import { emit } from '../core/events'
import { find } from '../core/expand'
import { accountByNumber, DEBIT_DAYS, type DebitFailure, type TestAccount } from './bank-accounts'
import { newCharge, type Payer } from './charges'
import { openDispute } from './disputes'
import { sessionOf } from './payment-intents'
import { type Attempt, attempted, fail, succeed } from './payments'
import { updateSession } from './session-state'

/** Debits a bank account: the outcome is known some days later. */
export function payByDebit(
  context: Context,
  given: Stripe.PaymentIntent,
  account: TestAccount,
  payer: Payer,
): Attempt {
  const intent = attempted(context, given)
  const charge = newCharge(context, intent, { kind: 'debit', account }, payer, 'pending')
  context.unit.put('charge', charge)
  const processing: Stripe.PaymentIntent = {
    ...intent,
    latest_charge: charge.id,
    next_action: null,
    status: 'processing',
  }
  context.unit.put('payment_intent', processing)
  emit(context, 'charge.pending', charge)
  emit(context, 'payment_intent.processing', processing)
  if (account.outcome !== 'waits') {
    later(context, 'bank_debit', intent.id, DEBIT_DAYS[account.method])
  }
  return 'processing'
}

/** The day has come on which the bank says what became of a debit. */
export function debitIsDue(context: Context, intentId: string): void {
  const intent = context.unit.get('payment_intent', intentId)
  if (intent?.status !== 'processing') return
  const account = accountOf(find(context, 'charge', String(intent.latest_charge), 'charge'))
  settle(context, intentId, account?.outcome !== 'fails')
}

function accountOf(charge: Stripe.Charge): TestAccount | undefined {
  const details = charge.payment_method_details
  if (details?.us_bank_account) return byEnding('us_bank_account', details.us_bank_account.last4)
  if (details?.sepa_debit) return byEnding('sepa_debit', details.sepa_debit.last4)
  return byEnding('bacs_debit', details?.bacs_debit?.last4 ?? null)
}

function byEnding(method: TestAccount['method'], last4: string | null): TestAccount | undefined {
  return accountByNumber(method, last4 ?? '', 'ending')
}

const RETURNED: DebitFailure = {
  code: 'debit_not_authorized',
  message: 'The customer has notified their bank that this payment was unauthorized.',
}

/** The bank's answer to a debit on its way; by the clock, or by the simulator's own switch. */
export function settle(context: Context, intentId: string, arrives: boolean): Stripe.PaymentIntent {
  const intent = find(context, 'payment_intent', intentId, 'payment_intent')
  if (intent.status !== 'processing' || typeof intent.latest_charge !== 'string') {
    throw notPossible(`The payment ${intentId} is not on its way: its status is ${intent.status}.`)
  }
  nevermind(context, 'bank_debit', intentId)
  const charge = find(context, 'charge', intent.latest_charge, 'charge')
  const account = accountOf(charge)
  const session = sessionOf(context, intentId)
  if (arrives) {
    const arrived = {
      ...charge,
      amount_captured: charge.amount,
      captured: true,
      outcome: charge.outcome ? { ...charge.outcome, seller_message: 'Payment complete.' } : null,
      paid: true,
      status: 'succeeded' as const,
    }
    succeed(context, intent, arrived, account ? { kind: 'debit', account } : null)
    if (session) {
      const paid = updateSession(context, session.id, { payment_status: 'paid' })
      emit(context, 'checkout.session.async_payment_succeeded', paid)
    }
    if (account?.outcome === 'disputed') openDispute(context, charge.id, 'fraudulent')
  } else {
    const { code, message } = account?.failure ?? RETURNED
    const returned = {
      ...charge,
      failure_code: code,
      failure_message: message,
      status: 'failed' as const,
    }
    fail(context, intent, returned, {
      code: 'payment_intent_payment_attempt_failed',
      message,
      type: 'invalid_request_error',
    })
    if (session) emit(context, 'checkout.session.async_payment_failed', session)
  }
  return find(context, 'payment_intent', intentId, 'payment_intent')
}
