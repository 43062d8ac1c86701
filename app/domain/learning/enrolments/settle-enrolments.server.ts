import { enrolment, track } from 'db/schema/learning'
import { payment } from 'db/schema/payments'
import { and, asc, eq, exists, inArray, isNotNull, isNull, lte, not, sql } from 'drizzle-orm'
import { releaseHeld } from '~/domain/escrow/release-held.server'
import { wholeBps } from '~/domain/escrow/release-split'
import { openPaymentStatuses } from '~/domain/payments/payment'
import { addDays } from '~/kernel/clock'
import { Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import { log } from '~/platform/log.server'
import { enqueue } from '~/platform/queue.server'
import { settingAt } from '~/platform/settings.server'
import { enrolmentTransitions, openEnrolmentStatuses } from './enrolment'
import { enrolmentReference, paymentDays } from './enrolment-money'

/**
 * Pays partners for enrolments that can no longer be had back: the platform's fee of that day is
 * taken, the rest is owed to the partner's organisation. Says how many it did.
 */
export async function releaseEnrolments(
  tx: Tx,
  input: { at: Date; limit: number },
): Promise<number> {
  const { at } = input
  const due = await tx
    .select({ row: enrolment, partnerId: track.partnerId })
    .from(enrolment)
    .innerJoin(track, eq(track.id, enrolment.trackId))
    .where(
      and(
        isNotNull(enrolment.refundUntil),
        lte(enrolment.refundUntil, at),
        isNull(enrolment.releasedAt),
        isNull(enrolment.refundedAt),
      ),
    )
    .orderBy(asc(enrolment.refundUntil), asc(enrolment.id))
    .limit(input.limit)
    .for('update', { of: enrolment, skipLocked: true })
  const feeBps = await settingAt(tx, 'platformFeeBps', at)
  let released = 0
  for (const { row, partnerId } of due) {
    try {
      // Each by itself: one whose money an operator has to look at keeps no partner waiting.
      await tx.transaction((part) => release(part, { row, partnerId, feeBps, at }))
      released += 1
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      log.error({ enrolment: row.id, why: error.code }, 'a place could not be released')
    }
  }
  return released
}

async function release(
  tx: Tx,
  input: { row: typeof enrolment.$inferSelect; partnerId: string; feeBps: number; at: Date },
): Promise<void> {
  const { row, partnerId, feeBps, at } = input
  const { grossMinor } = await releaseHeld(tx, {
    reference: enrolmentReference(row.id),
    feeBps,
    holdbackBps: 0,
    holdbackDays: 0,
    shares: [{ personId: partnerId, shareBps: wholeBps }],
    acceptedAt: at,
    // A second payment that could not be given back is the learner's, not the partner's.
    leavesRefused: true,
    at,
  })
  // Whatever else lies there by mistake is for an operator to look at.
  if (grossMinor !== row.amountMinor) throw new Refused('amount_invalid')
  await tx.update(enrolment).set({ releasedAt: at }).where(eq(enrolment.id, row.id))
  await enqueue(tx, 'notify', { event: 'enrolment-released', subject: row.id })
}

/** Enrolments whose money has not come for a week end; one whose payment is under way waits for it. */
export async function lapseEnrolments(tx: Tx, input: { at: Date }): Promise<number> {
  const { at } = input
  const open = tx
    .select({ one: sql`1` })
    .from(payment)
    .where(
      and(
        sql`${payment.reference} = ${enrolmentReference('')} || ${enrolment.id}`,
        inArray(payment.status, [...openPaymentStatuses]),
      ),
    )
  const due = await tx
    .select({ id: enrolment.id, status: enrolment.status })
    .from(enrolment)
    .where(
      and(
        inArray(enrolment.status, [...openEnrolmentStatuses]),
        isNull(enrolment.startedAt),
        lte(enrolment.enrolledAt, addDays(at, -paymentDays)),
        not(exists(open)),
      ),
    )
    .for('update', { of: enrolment, skipLocked: true })
  let lapsed = 0
  for (const { id, status } of due) {
    const step = enrolmentTransitions.find(status, 'lapse', 'clock')
    if (!step.ok) continue
    await tx.update(enrolment).set({ status: step.to, leftAt: at }).where(eq(enrolment.id, id))
    lapsed += 1
  }
  return lapsed
}
