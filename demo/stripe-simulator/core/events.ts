import type Stripe from 'stripe'
import type { Context } from './context'
import { strike } from './faults'
import type { Delivery, ThinEvent } from './tables'

/** The version whose shapes the events carry: the one the SDK pins. */
export const API_VERSION = '2026-10-28.endive'

/** Records a snapshot event and queues its delivery, in the unit that caused it. */
export function emit(
  context: Context,
  type: Stripe.Event.Type,
  object: object,
  previous?: object,
): void {
  const data: Stripe.Event.Data = { object: structuredClone(object) }
  if (previous) data.previous_attributes = structuredClone(previous)
  const event = {
    id: context.newId('evt'),
    object: 'event',
    api_version: API_VERSION,
    created: context.now,
    data,
    livemode: false,
    pending_webhooks: context.options.webhookUrl === null ? 0 : 1,
    request: { id: context.request.id, idempotency_key: context.request.idempotencyKey },
    type,
  } satisfies Stripe.EventBase
  context.unit.put('event', event)
  queue(context, event.id, type, false)
  if (!strike(context.unit, 'event_twice', { eventType: type })) return
  // The same news under a second id: not a delivery that came twice, but an event that did.
  const again = { ...event, id: context.newId('evt') }
  context.unit.put('event', again)
  queue(context, again.id, type, false)
}

/** Records a thin v2 event about an account and queues its delivery. */
export function emitThin(
  context: Context,
  type: string,
  accountId: string,
  data: Record<string, unknown> = {},
): void {
  const event: ThinEvent = {
    id: context.newId('evt'),
    object: 'v2.core.event',
    type,
    created: context.nowText,
    livemode: false,
    related_object: {
      id: accountId,
      type: 'v2.core.account',
      url: `/v2/core/accounts/${accountId}`,
    },
    reason: context.request.id
      ? {
          type: 'request',
          request: {
            id: context.request.id,
            idempotency_key: context.request.idempotencyKey ?? '',
          },
        }
      : null,
    data,
  }
  context.unit.put('thin_event', event)
  queue(context, event.id, type, true)
}

function queue(context: Context, eventId: string, type: string, thin: boolean): void {
  const { unit, options, nowMs } = context
  const sequence = unit.all('delivery').reduce((top, row) => Math.max(top, row.sequence), 0) + 1
  const url = thin ? options.thinWebhookUrl : options.webhookUrl
  const delivery: Delivery = {
    id: eventId,
    event: eventId,
    thin,
    state: url === null ? 'not_configured' : 'pending',
    sequence,
    due: nowMs,
    firstDue: nowMs,
    attempts: 0,
    lastStatus: null,
    lastError: null,
  }
  if (url === null) {
    unit.put('delivery', delivery)
    return
  }
  if (strike(unit, 'webhook_drop', { eventType: type })) {
    unit.put('delivery', { ...delivery, state: 'dropped' })
    return
  }
  const delay = strike(unit, 'webhook_delay', { eventType: type })
  if (delay) delivery.due = nowMs + delay.delayMs
  if (strike(unit, 'webhook_duplicate', { eventType: type })) {
    unit.put('delivery', { ...delivery, id: `${eventId}#2`, sequence: sequence + 1 })
  }
  const reorder = strike(unit, 'webhook_reorder', { eventType: type })
  if (reorder) {
    // Held back until the last of the batch has come, or two seconds have passed.
    delivery.state = 'held'
    delivery.due = nowMs + 2_000
  }
  unit.put('delivery', delivery)
  if (reorder && reorder.remaining === 0) releaseHeld(context)
}

/** Lets the held deliveries go, the newest first. */
export function releaseHeld(context: Context): void {
  const held = context.unit.all('delivery').filter((row) => row.state === 'held')
  const numbers = held.map((row) => row.sequence).reverse()
  held.forEach((row, index) => {
    const sequence = numbers[index] ?? row.sequence
    context.unit.put('delivery', { ...row, state: 'pending', due: context.nowMs, sequence })
  })
}
