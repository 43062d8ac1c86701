import type Stripe from 'stripe'
import {
  amount,
  currency,
  expandField,
  fieldsOf,
  metadata,
  oneOf,
  optional,
  required,
  text,
} from '../core/checks'
import type { Context } from '../core/context'
import { later, nevermind } from '../core/due'
import { notPossible } from '../core/errors'
import { emit } from '../core/events'
import { expanded, find } from '../core/expand'
import { page, pageFields } from '../core/lists'
import { route } from '../core/route'
import { updated } from '../core/update'
import { addMovement, balance } from './balance'

/** Days on the way to the bank. */
const PAYOUT_DAYS = 2

interface PayoutFacts {
  amount: number
  currency: string
  description: string | null
  metadata: Record<string, string>
  statementDescriptor: string | null
  automatic: boolean
}

/** Sends available money to the platform's bank account. */
export function startPayout(context: Context, facts: PayoutFacts): Stripe.Payout {
  const available = balance(context).available.find((sum) => sum.currency === facts.currency)
  if ((available?.amount ?? 0) < facts.amount) {
    throw notPossible(
      'You have insufficient funds in your Stripe account for this transfer. Your available balance is too low; you can use the /v1/balance endpoint to view it.',
      'balance_insufficient',
    )
  }
  const id = context.newId('po')
  const movement = addMovement(context, {
    type: 'payout',
    reportingCategory: 'payout',
    amount: -facts.amount,
    currency: facts.currency,
    source: id,
    description: facts.description ?? 'STRIPE PAYOUT',
  })
  const payout = {
    id,
    object: 'payout',
    amount: facts.amount,
    application_fee: null,
    application_fee_amount: null,
    arrival_date: context.clock + PAYOUT_DAYS * 86_400,
    automatic: facts.automatic,
    balance_transaction: movement.id,
    created: context.now,
    currency: facts.currency,
    description: facts.description,
    destination: 'ba_simulatedplatformaccount',
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    livemode: false,
    metadata: facts.metadata,
    method: 'standard',
    original_payout: null,
    payout_method: null,
    reconciliation_status: facts.automatic ? 'in_progress' : 'not_applicable',
    reversed_by: null,
    source_type: 'card',
    statement_descriptor: facts.statementDescriptor,
    status: 'pending',
    trace_id: null,
    type: 'bank_account',
  } satisfies Stripe.Payout
  context.unit.put('payout', payout)
  later(context, 'payout', id, PAYOUT_DAYS)
  emit(context, 'payout.created', payout)
  return payout
}

/** The bank's answer to a payout; by the clock, or by the simulator's own switch. */
export function settlePayout(context: Context, id: string, arrives: boolean): Stripe.Payout {
  const payout = find(context, 'payout', id, 'payout')
  // A payout may come back after it was said to have arrived.
  const possible = arrives ? ['pending'] : ['pending', 'paid']
  if (!possible.includes(payout.status)) {
    throw notPossible(`The payout ${id} cannot be settled: its status is ${payout.status}.`)
  }
  nevermind(context, 'payout', id)
  if (arrives) {
    const paid: Stripe.Payout = {
      ...payout,
      reconciliation_status: payout.automatic ? 'completed' : 'not_applicable',
      status: 'paid',
      trace_id: { status: 'supported', value: context.randomText(15).toUpperCase() },
    }
    context.unit.put('payout', paid)
    emit(context, 'payout.updated', paid, { status: payout.status, trace_id: null })
    emit(context, 'payout.paid', paid)
    if (paid.automatic) emit(context, 'payout.reconciliation_completed', paid)
    return paid
  }
  const failed: Stripe.Payout = {
    ...returned(context, payout, 'payout_failure'),
    failure_code: 'no_account',
    failure_message: 'No account or the requested account could not be located.',
    status: 'failed',
  }
  context.unit.put('payout', failed)
  emit(context, 'payout.failed', failed)
  return failed
}

/** The payout with its money back in the balance. */
function returned(
  context: Context,
  payout: Stripe.Payout,
  type: 'payout_failure' | 'payout_cancel',
): Stripe.Payout {
  const movement = addMovement(context, {
    type,
    reportingCategory: 'payout_reversal',
    amount: payout.amount,
    currency: payout.currency,
    source: payout.id,
    description: type === 'payout_cancel' ? 'PAYOUT CANCELED' : 'PAYOUT FAILURE',
  })
  return { ...payout, failure_balance_transaction: movement.id }
}

const createFields = fieldsOf<Stripe.PayoutCreateParams>()({
  ...expandField,
  amount: required(amount),
  currency: required(currency),
  description: optional(text()),
  metadata: optional(metadata),
  method: optional(oneOf(['standard'])),
  source_type: optional(oneOf(['card'])),
  statement_descriptor: optional(text({ max: 22 })),
})

export const payoutRoutes = [
  route('POST', '/v1/payouts', createFields, (context, params) =>
    expanded(
      context,
      startPayout(context, {
        amount: params.amount,
        currency: params.currency,
        description: params.description ?? null,
        metadata: params.metadata ?? {},
        statementDescriptor: params.statement_descriptor ?? null,
        automatic: false,
      }),
      params.expand,
    ),
  ),
  route('GET', '/v1/payouts/:id', expandField, (context, params, ids) =>
    expanded(context, find(context, 'payout', ids.id ?? '', 'payout'), params.expand),
  ),
  route('GET', '/v1/payouts', { ...pageFields, status: optional(text()) }, (context, params) => {
    const rows = context.unit
      .all('payout')
      .filter((row) => !params.status || row.status === params.status)
    return page(context, rows, params, '/v1/payouts')
  }),
  route(
    'POST',
    '/v1/payouts/:id',
    { ...expandField, metadata: optional(metadata) },
    (context, params, ids) => {
      const payout = find(context, 'payout', ids.id ?? '', 'payout')
      return expanded(context, updated(context, 'payout', payout, params), params.expand)
    },
  ),
  route('POST', '/v1/payouts/:id/cancel', expandField, (context, params, ids) => {
    const payout = find(context, 'payout', ids.id ?? '', 'payout')
    if (payout.status !== 'pending' || payout.automatic) {
      throw notPossible(
        `Payouts can only be canceled while they are pending, and by hand: ${payout.id} is ${payout.status}.`,
      )
    }
    nevermind(context, 'payout', payout.id)
    const canceled = { ...returned(context, payout, 'payout_cancel'), status: 'canceled' }
    context.unit.put('payout', canceled)
    emit(context, 'payout.canceled', canceled)
    return expanded(context, canceled, params.expand)
  }),
]
