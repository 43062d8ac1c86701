import { sponsorship } from 'db/schema/learning'
import { eq } from 'drizzle-orm'
import { holdFunds } from '~/domain/escrow/hold-funds.server'
import { refundHeld } from '~/domain/escrow/refund-held.server'
import { confirmedPaymentStatuses, lostPaymentStatuses } from '~/domain/payments/payment'
import { paymentById } from '~/domain/payments/queries.server'
import { invariant, Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import { log } from '~/platform/log.server'
import { enqueue } from '~/platform/queue.server'
import { beginEnrolment } from './begin-enrolment.server'
import { enrolmentTransitions } from './enrolment'
import { learningReference } from './enrolment-money'
import { lockEnrolment } from './learner-rows.server'

type Payment = NonNullable<Awaited<ReturnType<typeof paymentById>>>
export type Settled = { result: 'held' | 'returned' | 'failed' | 'nothing' }

/**
 * The provider has settled a payment for a place in a track, or for seats. Confirmed: the money is
 * held, and the learner begins or the seats open. Money that nothing waits for any more is booked
 * and goes straight back. Safe to run twice.
 */
export async function confirmLearningPayment(
  tx: Tx,
  input: { paymentId: string; at: Date },
): Promise<Settled> {
  const payment = await paymentById(tx, input.paymentId)
  const subject = payment && learningReference(payment.reference)
  if (!payment || !subject) throw new Refused('not_found')
  return subject.kind === 'enrolment'
    ? ofEnrolment(tx, payment, subject.id, input.at)
    : ofSponsorship(tx, payment, subject.id, input.at)
}

async function ofEnrolment(tx: Tx, payment: Payment, id: string, at: Date): Promise<Settled> {
  const row = await lockEnrolment(tx, id)
  const waits = enrolmentTransitions.find(row.status, 'paid', 'platform').ok
  if (lostPaymentStatuses.includes(payment.status)) {
    if (!waits) return { result: 'nothing' }
    await tellFailed(tx, 'enrolment-payment-failed', id, payment)
    return { result: 'failed' }
  }
  if (!confirmedPaymentStatuses.includes(payment.status)) return { result: 'nothing' }
  const { replayed } = await hold(tx, payment, at)
  if (replayed) return { result: 'nothing' }
  if (!waits || row.funding !== 'paid' || row.amountMinor !== payment.amountMinor) {
    return giveBack(tx, payment, at)
  }
  await beginEnrolment(tx, row, at)
  return { result: 'held' }
}

async function ofSponsorship(tx: Tx, payment: Payment, id: string, at: Date): Promise<Settled> {
  const [row] = await tx.select().from(sponsorship).where(eq(sponsorship.id, id)).for('update')
  if (!row) throw new Refused('not_found')
  const waits = row.fundedAt === null && row.closedAt === null
  if (lostPaymentStatuses.includes(payment.status)) {
    if (!waits) return { result: 'nothing' }
    await tellFailed(tx, 'sponsorship-payment-failed', id, payment)
    return { result: 'failed' }
  }
  if (!confirmedPaymentStatuses.includes(payment.status)) return { result: 'nothing' }
  const { replayed } = await hold(tx, payment, at)
  if (replayed) return { result: 'nothing' }
  if (!waits || row.seatMinor * BigInt(row.seats) !== payment.amountMinor) {
    return giveBack(tx, payment, at)
  }
  await tx.update(sponsorship).set({ fundedAt: at }).where(eq(sponsorship.id, id))
  await enqueue(tx, 'notify', { event: 'sponsorship-funded', subject: id })
  return { result: 'held' }
}

function tellFailed(
  tx: Tx,
  event: 'enrolment-payment-failed' | 'sponsorship-payment-failed',
  subject: string,
  payment: Payment,
): Promise<void> {
  return enqueue(tx, 'notify', { event, subject, facts: { payment: payment.paymentId } })
}

async function hold(tx: Tx, payment: Payment, at: Date): Promise<{ replayed: boolean }> {
  const { chargeId, rail, chargedAt, feeMinor } = payment
  invariant(chargeId && rail && chargedAt, 'a confirmed payment has its charge')
  return holdFunds(tx, {
    paymentId: payment.paymentId,
    reference: payment.reference,
    funder: payment.funder,
    currency: payment.currency,
    amountMinor: payment.amountMinor,
    feeMinor: feeMinor ?? 0n,
    chargeId,
    rail,
    chargedAt,
    at,
  })
}

async function giveBack(tx: Tx, payment: Payment, at: Date): Promise<Settled> {
  await refundHeld(tx, { reference: payment.reference, paymentIds: [payment.paymentId], at })
  log.warn({ payment: payment.paymentId, reference: payment.reference }, 'late payment returned')
  return { result: 'returned' }
}
