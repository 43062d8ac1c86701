import { payment } from 'db/schema/payments'
import { and, eq, isNull } from 'drizzle-orm'
import { invariant, Refused } from '~/kernel/refusal'
import { type Db, inTransaction } from '~/platform/database.server'
import { log } from '~/platform/log.server'
import { createCheckout } from './adapters/stripe-checkout.server'
import { type CheckoutRequest, openPaymentStatuses } from './payment'

/**
 * Opens the provider's page for a payment, or finds the one that is open. Called by an edge, outside
 * any transaction. What is asked for is kept first: whoever asks again asks for the same.
 * @throws Refused not_found, already_done (paid, failed or expired), provider_failed.
 */
export async function openCheckout(
  db: Db,
  input: CheckoutRequest & { paymentId: string },
): Promise<{ url: string }> {
  const { paymentId, ...request } = input
  const row = await keepRequest(db, paymentId, request)
  if (row.checkoutUrl) return { url: row.checkoutUrl }
  invariant(row.checkoutRequest, 'the request was kept')
  const answer = await createCheckout({
    paymentId,
    reference: row.reference,
    currency: row.currency,
    amountMinor: row.amountMinor,
    request: row.checkoutRequest,
  })
  if (!answer.ok) {
    log.warn({ payment: paymentId, reason: answer.reason }, 'checkout was not opened')
    throw new Refused('provider_failed')
  }
  const { sessionId, url } = answer.value
  await inTransaction(
    (tx) =>
      tx
        .update(payment)
        .set({ sessionId, checkoutUrl: url })
        .where(and(eq(payment.id, paymentId), isNull(payment.sessionId))),
    db,
  )
  if (!url) throw new Refused('already_done')
  return { url }
}

function keepRequest(db: Db, paymentId: string, request: CheckoutRequest) {
  return inTransaction(async (tx) => {
    const [row] = await tx.select().from(payment).where(eq(payment.id, paymentId)).for('update')
    if (!row) throw new Refused('not_found')
    if (!openPaymentStatuses.includes(row.status)) throw new Refused('already_done')
    if (row.checkoutRequest) return row
    await tx.update(payment).set({ checkoutRequest: request }).where(eq(payment.id, paymentId))
    return { ...row, checkoutRequest: request }
  }, db)
}
