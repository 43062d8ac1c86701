import { payment, webhookEvent } from 'db/schema/payments'
import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { type Db, inTransaction } from '~/platform/database.server'
import { retrieveOperation } from './adapters/stripe-operations.server'
import { operationEventOf, settleOperation } from './operations.server'
import { refreshProviderAccount } from './refresh-payout-account.server'
import { settlePayment } from './settle-payment.server'

type StoredEvent = typeof webhookEvent.$inferSelect

/**
 * Acts on a stored webhook. It only points at an object: the provider is asked what is true of it
 * now, so that order, repetition and age do not matter. Safe to run twice.
 */
export async function processWebhook(db: Db, input: { eventId: string; at: Date }): Promise<void> {
  const [event] = await db.select().from(webhookEvent).where(eq(webhookEvent.id, input.eventId))
  if (!event || event.processedAt) return
  try {
    await act(db, event, input.at)
  } catch (error) {
    const lastError = error instanceof Error ? error.message.slice(0, 300) : 'unknown'
    await mark(db, event.id, { lastError })
    throw error
  }
  await mark(db, event.id, { processedAt: new Date(), lastError: null })
}

function mark(db: Db, id: string, change: Partial<StoredEvent>): Promise<unknown> {
  return inTransaction(
    (tx) => tx.update(webhookEvent).set(change).where(eq(webhookEvent.id, id)),
    db,
  )
}

async function act(db: Db, event: StoredEvent, at: Date): Promise<void> {
  const { type, objectId } = event
  if (type.startsWith('checkout.session.')) await settlePayment(db, { sessionId: objectId, at })
  else if (/^(payment_intent|charge)\./.test(type)) await actOnPayment(db, event, at)
  else if (/^(transfer|refund)\./.test(type)) await actOnOperation(db, objectId)
  else if (type.startsWith('v2.core.account')) {
    await refreshProviderAccount(db, { providerAccountId: objectId, at })
  }
  // Everything else stays in the inbox, for the operator and for reconciliation.
}

const withPayment = z.object({
  data: z.object({ object: z.object({ metadata: z.object({ payment: z.string() }) }) }),
})

/** Intents and charges carry our payment's id; its checkout tells the whole story. */
async function actOnPayment(db: Db, event: StoredEvent, at: Date): Promise<void> {
  const named = withPayment.safeParse(event.payload)
  if (!named.success) return
  const [row] = await db
    .select({ sessionId: payment.sessionId })
    .from(payment)
    .where(eq(payment.id, named.data.data.object.metadata.payment))
  if (row?.sessionId) await settlePayment(db, { sessionId: row.sessionId, at })
}

async function actOnOperation(db: Db, providerId: string): Promise<void> {
  const answer = await retrieveOperation(providerId)
  if (!answer.ok) throw new Error(`the provider did not say: ${answer.detail}`)
  const { operationId, state, detail } = answer.value
  if (!operationId) return
  await inTransaction(
    (tx) =>
      settleOperation(tx, {
        operationId,
        providerId,
        event: operationEventOf[state],
        ...(detail ? { error: detail } : {}),
      }),
    db,
  )
}
