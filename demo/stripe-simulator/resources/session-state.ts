import type Stripe from 'stripe'
import type { Context } from '../core/context'
import { notPossible } from '../core/errors'
import { emit } from '../core/events'
import { find } from '../core/expand'
import { noAddress, type Payer } from './charges'

export function updateSession(
  context: Context,
  id: string,
  change: Partial<Stripe.Checkout.Session>,
): Stripe.Checkout.Session {
  const session = find(context, 'session', id, 'checkout.session')
  return context.unit.put('session', { ...session, ...change })
}

/** The payer is through: the page closes for good, paid or with the money on its way. */
export function completeSession(
  context: Context,
  id: string,
  paymentStatus: 'paid' | 'unpaid',
  payer: Payer,
): void {
  const session = updateSession(context, id, {
    customer_details: {
      address: noAddress,
      business_name: null,
      email: payer.email,
      individual_name: null,
      name: payer.name,
      phone: null,
      tax_exempt: 'none',
      tax_ids: null,
    },
    payment_status: paymentStatus,
    status: 'complete',
    url: null,
  })
  emit(context, 'checkout.session.completed', session)
}

export function expireSession(context: Context, id: string): Stripe.Checkout.Session {
  const session = find(context, 'session', id, 'checkout.session')
  if (session.status !== 'open') {
    throw notPossible(
      `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of ${session.status}.`,
    )
  }
  const expired = updateSession(context, id, { status: 'expired', url: null })
  emit(context, 'checkout.session.expired', expired)
  return expired
}

/** Expires the sessions whose time has passed; the caller runs it now and then. */
export function expireOldSessions(context: Context): void {
  for (const session of context.unit.all('session')) {
    if (session.status === 'open' && session.expires_at <= context.now) {
      expireSession(context, session.id)
    }
  }
}
