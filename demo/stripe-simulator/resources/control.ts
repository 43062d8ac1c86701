import { CONTROL } from '../core/api'
import { flag, integer, oneOf, optional, required, text, type Values } from '../core/checks'
import type { Context } from '../core/context'
import { ApiError, missing } from '../core/errors'
import { releaseHeld } from '../core/events'
import { route } from '../core/route'
import { FAULT_KINDS, type Fault, type TableName } from '../core/tables'
import { activate, findAccount, restrict } from './account-state'
import { releasePending } from './balance'
import { decideDispute, openDispute } from './disputes'
import { settle } from './payments'
import { settleRefund } from './refunds'

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
}

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

const LISTED: Record<string, TableName> = {
  checkout_sessions: 'session',
  payment_intents: 'payment_intent',
  charges: 'charge',
  balance_transactions: 'balance_transaction',
  transfers: 'transfer',
  transfer_reversals: 'transfer_reversal',
  refunds: 'refund',
  disputes: 'dispute',
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
  route('POST', `${CONTROL}/charges/:id/dispute`, {}, (context, _, ids) =>
    openDispute(context, ids.id ?? ''),
  ),
  route('POST', `${CONTROL}/disputes/:id/decide`, { won: required(flag) }, (context, p, ids) =>
    decideDispute(context, ids.id ?? '', p.won),
  ),
  route('POST', `${CONTROL}/balance/release`, {}, (context) => releasePending(context)),
  route('POST', `${CONTROL}/accounts/:id/activate`, {}, (context, _, ids) => {
    const account = findAccount(context, ids.id ?? '')
    return activate(context, account.id, account.display_name ?? 'Test person')
  }),
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
