import { operation, payment, payoutAccount, webhookEvent } from 'db/schema/payments'
import { and, desc, eq, inArray, isNotNull } from 'drizzle-orm'
import type { Reader } from '~/platform/database.server'
import { openPaymentStatuses } from './payment'

const paymentColumns = {
  paymentId: payment.id,
  reference: payment.reference,
  funder: payment.funder,
  startedBy: payment.startedBy,
  currency: payment.currency,
  amountMinor: payment.amountMinor,
  status: payment.status,
  rail: payment.rail,
  sessionId: payment.sessionId,
  chargeId: payment.chargeId,
  feeMinor: payment.feeMinor,
  chargedAt: payment.chargedAt,
  checkoutUrl: payment.checkoutUrl,
  createdAt: payment.createdAt,
}

/** Callers have checked that the viewer may see the thing that is paid for. */
export async function paymentById(db: Reader, paymentId: string) {
  const [row] = await db.select(paymentColumns).from(payment).where(eq(payment.id, paymentId))
  return row ?? null
}

/** The payment for `reference` whose outcome is still open. */
export async function openPaymentFor(db: Reader, reference: string) {
  const [row] = await db
    .select(paymentColumns)
    .from(payment)
    .where(and(eq(payment.reference, reference), inArray(payment.status, [...openPaymentStatuses])))
  return row ?? null
}

/** A person's own payout account. */
export async function payoutAccountOf(db: Reader, personId: string) {
  const [row] = await db
    .select({
      status: payoutAccount.status,
      providerAccountId: payoutAccount.providerAccountId,
      updatedAt: payoutAccount.updatedAt,
    })
    .from(payoutAccount)
    .where(eq(payoutAccount.personId, personId))
  return row ?? null
}

/** The outbox, what is unsettled before the rest, then newest first; for operators. */
export async function operationsList(db: Reader, limit = 100) {
  return db
    .select({
      operationId: operation.id,
      kind: operation.kind,
      reference: operation.reference,
      party: operation.party,
      currency: operation.currency,
      amountMinor: operation.amountMinor,
      status: operation.status,
      providerId: operation.providerId,
      attempts: operation.attempts,
      lastError: operation.lastError,
      createdAt: operation.createdAt,
    })
    .from(operation)
    .orderBy(isNotNull(operation.settledAt), desc(operation.createdAt), desc(operation.id))
    .limit(limit)
}

/** The inbox, what is unprocessed before the rest, then newest first; for operators. */
export async function webhookList(db: Reader, limit = 25) {
  return db
    .select({
      eventId: webhookEvent.id,
      type: webhookEvent.type,
      objectId: webhookEvent.objectId,
      receivedAt: webhookEvent.receivedAt,
      processedAt: webhookEvent.processedAt,
      lastError: webhookEvent.lastError,
    })
    .from(webhookEvent)
    .orderBy(
      isNotNull(webhookEvent.processedAt),
      desc(webhookEvent.receivedAt),
      desc(webhookEvent.id),
    )
    .limit(limit)
}
