import { webhookEvent } from 'db/schema/payments'
import { type Db, inTransaction } from '~/platform/database.server'
import { log } from '~/platform/log.server'
import { enqueue } from '~/platform/queue.server'
import { readWebhook, type WebhookReading } from './adapters/stripe-webhook.server'

export type WebhookReceipt =
  | { readonly ok: true; readonly eventId: string; readonly fresh: boolean }
  | Extract<WebhookReading, { ok: false }>

/**
 * Verifies a webhook, stores it under its event id and leaves the rest to a job. One that has come
 * before is answered the same and makes no second job.
 */
export async function receiveWebhook(
  db: Db,
  input: { body: string; signature: string | null },
): Promise<WebhookReceipt> {
  const reading = readWebhook(input.body, input.signature, new Date())
  if (!reading.ok) {
    log.warn({ reason: reading.reason, bytes: input.body.length }, 'webhook refused')
    return reading
  }
  const { eventId, type, objectId, payload } = reading.note
  const fresh = await inTransaction(async (tx) => {
    const stored = await tx
      .insert(webhookEvent)
      .values({ id: eventId, type, objectId, payload })
      .onConflictDoNothing()
      .returning({ id: webhookEvent.id })
    if (stored.length === 0) return false
    await enqueue(tx, 'process-webhook', { eventId }, { jobKey: `webhook:${eventId}` })
    return true
  }, db)
  return { ok: true, eventId, fresh }
}
