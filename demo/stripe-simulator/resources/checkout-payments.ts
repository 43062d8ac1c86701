import type Stripe from 'stripe'
import type { Context } from '../core/context'
import type { TestAccount } from './bank-accounts'
import { askForTransfer } from './bank-transfers'
import type { TestCard } from './cards'
import type { Payer } from './charges'
import { payByDebit } from './debits'
import { intentOf } from './payment-intents'
import { type Attempt, payByCard, regret } from './payments'
import { completeSession } from './session-state'

type Session = Stripe.Checkout.Session

/** Pays a session's intent with a card; `passed` after the bank's confirmation. */
export function paySessionByCard(
  context: Context,
  session: Session,
  card: TestCard,
  payer: Payer,
  passed = false,
): Attempt {
  const intent = intentOf(context, session)
  const url = `${context.origin}/c/pay/${session.id}/confirm`
  const confirmation = passed ? 'passed' : { url, returnUrl: session.success_url }
  const attempt = payByCard(context, intent, card, payer, confirmation)
  if (attempt === 'needs_authentication') {
    const detail = context.unit.get('session_detail', session.id)
    if (detail) context.unit.put('session_detail', { ...detail, card: card.number })
  }
  if (attempt === 'paid') {
    completeSession(context, session.id, 'paid', payer)
    regret(context, intent.id, card)
  }
  return attempt
}

/** Pays by debit: the session completes, the money comes later. */
export function paySessionByDebit(
  context: Context,
  session: Session,
  account: TestAccount,
  payer: Payer,
): void {
  payByDebit(context, intentOf(context, session), account, payer)
  completeSession(context, session.id, 'unpaid', payer)
}

/** The payer will send a bank transfer: the session completes, the intent waits for the money. */
export function paySessionByTransfer(
  context: Context,
  session: Session,
  payer: Payer,
): Stripe.PaymentIntent {
  const intent = intentOf(context, session)
  completeSession(context, session.id, 'unpaid', payer)
  return askForTransfer(context, intent)
}
