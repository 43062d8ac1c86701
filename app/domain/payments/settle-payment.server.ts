import { payment } from 'db/schema/payments'
import { eq } from 'drizzle-orm'
import { type Db, inTransaction } from '~/platform/database.server'
import { enqueue } from '~/platform/queue.server'
import { type CheckoutFacts, retrieveCheckout } from './adapters/stripe-checkout.server'
import { type PaymentEvent, paymentTransitions } from './payment'

const eventOf: Record<CheckoutFacts['state'], PaymentEvent | null> = {
  open: null,
  processing: 'processing',
  paid: 'confirm',
  failed: 'fail',
  expired: 'expire',
}

/**
 * Asks the provider what has become of a checkout and records that, whichever webhook brought the
 * news and in whatever order. Business time of the charge is the provider's own time, moved as far as
 * business time is moved from the machine's.
 */
export async function settlePayment(
  db: Db,
  input: { sessionId: string; at: Date },
): Promise<'settled' | 'unchanged' | 'unknown_payment'> {
  const answer = await retrieveCheckout(input.sessionId)
  if (!answer.ok) throw new Error(`the provider did not say: ${answer.detail}`)
  const facts = answer.value
  return inTransaction(async (tx) => {
    const [row] = await tx
      .select()
      .from(payment)
      .where(eq(payment.id, facts.paymentId ?? ''))
      .for('update')
    if (!row) return 'unknown_payment'
    const event = eventOf[facts.state]
    const step = event && paymentTransitions.find(row.status, event, 'provider')
    if (!step?.ok) return 'unchanged'
    const paid = event === 'confirm' ? bookedCharge(row, facts) : null
    await tx
      .update(payment)
      .set({
        status: step.to,
        sessionId: row.sessionId ?? facts.sessionId,
        updatedAt: input.at,
        ...(paid && {
          rail: paid.rail,
          chargeId: paid.chargeId,
          feeMinor: paid.feeMinor,
          chargedAt: new Date(paid.createdAt.getTime() + input.at.getTime() - Date.now()),
        }),
      })
      .where(eq(payment.id, row.id))
    if (event !== 'processing') await enqueue(tx, 'payment-settled', { paymentId: row.id })
    return 'settled'
  }, db)
}

/** The charge behind a paid checkout, when it is exactly what was asked for. */
function bookedCharge(row: typeof payment.$inferSelect, facts: CheckoutFacts) {
  const { charge } = facts
  if (!charge) throw new Error('the provider has not booked the charge yet')
  const same =
    facts.amountMinor === row.amountMinor &&
    facts.currency === row.currency &&
    charge.amountMinor === row.amountMinor &&
    charge.currency === row.currency
  if (!same) throw new Error('the charge is not what was asked for; an operator has to look')
  return charge
}
