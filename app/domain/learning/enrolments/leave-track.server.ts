import { attempt, enrolment } from 'db/schema/learning'
import { and, eq, inArray } from 'drizzle-orm'
import { moveHeld } from '~/domain/escrow/move-held.server'
import { refundHeld } from '~/domain/escrow/refund-held.server'
import { Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import { enqueue } from '~/platform/queue.server'
import { gradingAttemptStatuses, openAttemptStatuses } from '../attempts/attempt'
import { enrolmentTransitions } from './enrolment'
import { enrolmentReference, isRefundable, sponsorshipReference } from './enrolment-money'
import { doneCount, type Enrolment, lockOwnEnrolment } from './learner-rows.server'
import { sponsorshipOf } from './sponsorship-rows.server'

/**
 * The learner leaves a track, or gives up paying for it. The price goes back to whoever paid it while
 * it is early enough; a funder's seat is free again for somebody else. Leaving twice does nothing.
 * @throws Refused not_found, attempt_open (somebody is grading), refund_closed, transition_refused.
 */
export async function leaveTrack(
  tx: Tx,
  input: {
    enrolmentId: string
    by: string
    /** The page said that the price goes back. */
    expectsRefund: boolean
    at: Date
  },
): Promise<{ refunded: boolean; already: boolean }> {
  const row = await lockOwnEnrolment(tx, input)
  if (row.leftAt) return { refunded: row.refundedAt !== null, already: true }
  const event = row.startedAt === null ? 'lapse' : 'leave'
  const step = enrolmentTransitions.find(row.status, event, 'learner')
  if (!step.ok) throw new Refused('transition_refused', { from: row.status, event })
  await endAttempts(tx, row)
  const refunded = isRefundable(row, await doneCount(tx, row), input.at)
  // Nobody shall leave for a refund that has just run out.
  if (input.expectsRefund && !refunded) throw new Refused('refund_closed')
  await tx
    .update(enrolment)
    .set({ status: step.to, leftAt: input.at, ...(refunded && { refundedAt: input.at }) })
    .where(eq(enrolment.id, row.id))
  if (refunded) await giveBack(tx, row, input.at)
  return { refunded, already: false }
}

/** What is handed in is graded first; what is still being worked on is given up. */
async function endAttempts(tx: Tx, row: Enrolment): Promise<void> {
  const [running] = await tx
    .select({ id: attempt.id })
    .from(attempt)
    .where(
      and(eq(attempt.enrolmentId, row.id), inArray(attempt.status, [...gradingAttemptStatuses])),
    )
    .limit(1)
  if (running) throw new Refused('attempt_open')
  await tx
    .update(attempt)
    .set({ status: 'void' })
    .where(and(eq(attempt.enrolmentId, row.id), inArray(attempt.status, [...openAttemptStatuses])))
}

async function giveBack(tx: Tx, row: Enrolment, at: Date): Promise<void> {
  const reference = enrolmentReference(row.id)
  const sponsored = row.sponsorshipId ? await sponsorshipOf(tx, row.sponsorshipId) : null
  if (sponsored && sponsored.closedAt === null && row.amountMinor !== null) {
    const to = sponsorshipReference(sponsored.id)
    await moveHeld(tx, { from: reference, to, amountMinor: row.amountMinor, at })
    return
  }
  await refundHeld(tx, { reference, at })
  await enqueue(tx, 'notify', { event: 'enrolment-refunded', subject: row.id })
}
