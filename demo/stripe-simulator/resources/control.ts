import { CONTROL } from '../core/api'
import { amount, flag, integer, oneOf, optional, required, text, type Values } from '../core/checks'
import type { Context } from '../core/context'
import { ApiError, missing } from '../core/errors'
import { releaseHeld } from '../core/events'
import { route } from '../core/route'
import { FAULT_KINDS, type Fault, type TableName } from '../core/tables'
import { activate, askForDocument, restrict } from './account-state'
import { releasePending } from './balance'
import { DISPUTE_KINDS } from './cards'
import { settle } from './debits'
import { decideDispute } from './dispute-answers'
import { openDispute } from './disputes'
import { settlePayout } from './payouts'
import { settleRefund } from './refund-outcomes'
import { passTime } from './what-falls-due'

/*
 * The simulator's own switches. Nothing here exists at Stripe: no application
 * code may call it, only tests, the seed and the simulator's own page.
 */

export const faultFields = {
  kind: required(oneOf(FAULT_KINDS)),
  /** How many of the next events or requests it strikes. */
  count: optional(integer({ min: 1, max: 10_000 })),
  event_type: optional(text()),
  path: optional(text()),
  delay_ms: optional(integer({ min: 0, max: 3_600_000 })),
  hold_ms: optional(integer({ min: 0, max: 600_000 })),
  /** How long a silence lasts on the simulator's clock. */
  hours: optional(integer({ min: 1, max: 24 * 30 })),
}

const SILENCE_HOURS = 72

/** Switches a fault on for the next `count` events or requests. */
export function addFault(context: Context, params: Values<typeof faultFields>): Fault {
  return context.unit.put('fault', {
    id: context.newId('fault'),
    kind: params.kind,
    remaining: params.count ?? 1,
    eventType: params.event_type ?? null,
    path: params.path ?? null,
    delayMs: params.delay_ms ?? 5_000,
    holdMs: params.hold_ms ?? 20_000,
    ...(params.kind === 'silence'
      ? { until: (context.clock + (params.hours ?? SILENCE_HOURS) * 3_600) * 1_000 }
      : {}),
  })
}

export function clearFaults(context: Context): void {
  for (const fault of context.unit.all('fault')) context.unit.remove('fault', fault.id)
  releaseHeld(context)
}

/** Queues the event once more, whatever became of it. */
export function resend(context: Context, eventId: string): object {
  const delivery = context.unit.get('delivery', eventId)
  if (!delivery) throw missing('event', eventId)
  return context.unit.put('delivery', {
    ...delivery,
    state: 'pending',
    due: context.nowMs,
    firstDue: context.nowMs,
  })
}

const clockFields = {
  /** Seconds by which the clock goes forward. */
  advance: optional(integer({ min: 0, max: 400 * 86_400 })),
  /** A moment to which it goes, in seconds; one that has passed leaves it where it is. */
  to: optional(integer({ min: 0 })),
}

function setClock(context: Context, params: Values<typeof clockFields>): void {
  passTime(context, params.advance ?? Math.max(0, (params.to ?? 0) - context.clock))
}

function clockOf(context: Context): object {
  return { machine: context.now, clock: context.clock }
}

const LISTED: Record<string, TableName> = {
  checkout_sessions: 'session',
  payment_intents: 'payment_intent',
  charges: 'charge',
  balance_transactions: 'balance_transaction',
  transfers: 'transfer',
  transfer_reversals: 'transfer_reversal',
  refunds: 'refund',
  disputes: 'dispute',
  payouts: 'payout',
  customers: 'customer',
  cash_movements: 'cash_movement',
  accounts: 'account',
  events: 'event',
  thin_events: 'thin_event',
  deliveries: 'delivery',
}

export const controlRoutes = [
  route('GET', `${CONTROL}/faults`, {}, (context) => ({ data: context.unit.all('fault') })),
  route('POST', `${CONTROL}/faults`, faultFields, addFault),
  route('POST', `${CONTROL}/faults/clear`, {}, (context) => {
    clearFaults(context)
    return { cleared: true }
  }),
  route('POST', `${CONTROL}/payments/:id/settle`, { arrives: optional(flag) }, (context, p, ids) =>
    settle(context, ids.id ?? '', p.arrives ?? true),
  ),
  route('POST', `${CONTROL}/refunds/:id/settle`, { arrives: optional(flag) }, (context, p, ids) =>
    settleRefund(context, ids.id ?? '', p.arrives ?? true),
  ),
  route('POST', `${CONTROL}/payouts/:id/settle`, { arrives: optional(flag) }, (context, p, ids) =>
    settlePayout(context, ids.id ?? '', p.arrives ?? true),
  ),
  route(
    'POST',
    `${CONTROL}/charges/:id/dispute`,
    { amount: optional(amount), kind: optional(oneOf(DISPUTE_KINDS)) },
    (context, params, ids) =>
      openDispute(context, ids.id ?? '', params.kind ?? 'fraudulent', params.amount),
  ),
  route('POST', `${CONTROL}/disputes/:id/decide`, { won: required(flag) }, (context, p, ids) =>
    decideDispute(context, ids.id ?? '', p.won),
  ),
  route('GET', `${CONTROL}/clock`, {}, (context) => clockOf(context)),
  route('POST', `${CONTROL}/clock`, clockFields, (context, params) => {
    setClock(context, params)
    return clockOf(context)
  }),
  route('POST', `${CONTROL}/balance/release`, {}, (context) => releasePending(context)),
  route('POST', `${CONTROL}/accounts/:id/activate`, {}, (context, _, ids) =>
    activate(context, ids.id ?? ''),
  ),
  route('POST', `${CONTROL}/accounts/:id/ask-for-document`, {}, (context, _, ids) =>
    askForDocument(context, ids.id ?? ''),
  ),
  route('POST', `${CONTROL}/accounts/:id/restrict`, {}, (context, _, ids) =>
    restrict(context, ids.id ?? ''),
  ),
  route('POST', `${CONTROL}/events/:id/resend`, {}, (context, _, ids) =>
    resend(context, ids.id ?? ''),
  ),
  route('POST', `${CONTROL}/idempotency/forget`, {}, (context) => {
    const records = context.unit.all('idempotency')
    for (const record of records) context.unit.remove('idempotency', record.id)
    return { forgotten: records.length }
  }),
  route(
    'GET',
    `${CONTROL}/objects/:table`,
    { transfer_group: optional(text()), event: optional(text()) },
    (context, params, ids) => {
      const table = LISTED[ids.table ?? '']
      if (!table) throw new ApiError(404, `The simulator keeps no list called ${ids.table}.`)
      const data = context.unit.all(table).filter((row) => {
        const group = 'transfer_group' in row ? row.transfer_group : undefined
        if (params.transfer_group && group !== params.transfer_group) return false
        return !params.event || ('event' in row && row.event === params.event)
      })
      return { data }
    },
  ),
]
