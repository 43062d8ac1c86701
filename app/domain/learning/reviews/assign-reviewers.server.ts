import { person } from 'db/schema/identity'
import { attemptReview } from 'db/schema/learning'
import { and, eq, isNull } from 'drizzle-orm'
import { addBusinessDays } from '~/kernel/clock'
import type { Reader, Tx } from '~/platform/database.server'
import { newId } from '~/platform/ids.server'
import { enqueue } from '~/platform/queue.server'
import { reviewBusinessDays } from '../attempts/attempt'
import {
  type AttemptSubject,
  capstoneOf,
  lockSubject,
  nextStatus,
  updateAttempt,
} from '../attempts/attempt-rows.server'
import { markingAttemptStatuses, submittedAttemptStatuses } from '../attempts/grading-states'
import { type Decision, decide, isDoubleMarked, totalOf } from './capstone-marks'
import { eligibleReviewers } from './eligible-reviewers.server'

export type ReviewRow = typeof attemptReview.$inferSelect

/** The reviews that count: one in each seat that is taken. */
export function seatedReviews(db: Reader, attemptId: string): Promise<ReviewRow[]> {
  return db
    .select()
    .from(attemptReview)
    .where(and(eq(attemptReview.attemptId, attemptId), isNull(attemptReview.endedAt)))
    .orderBy(attemptReview.seat)
}

/** What the marks that were handed in come to. */
export function decisionOf(
  subject: Pick<AttemptSubject, 'item'>,
  seated: readonly ReviewRow[],
): Decision {
  const capstone = capstoneOf(subject)
  const total = (seat: number) => {
    const review = seated.find((one) => one.seat === seat)
    return review?.submittedAt ? totalOf(capstone, review.marks) : null
  }
  return decide(capstone, [total(1), total(2), total(3)])
}

/** The seats that have to be taken now for a result. */
function wantedSeats(subject: AttemptSubject, seated: readonly ReviewRow[]): number[] {
  const { status } = subject.attempt
  if (submittedAttemptStatuses.includes(status)) return [1, 2]
  if (!markingAttemptStatuses.includes(status)) return []
  return decisionOf(subject, seated).kind === 'third' ? [1, 2, 3] : [1, 2]
}

export async function takeSeat(
  tx: Tx,
  input: { attemptId: string; seat: number; reviewerId: string; at: Date },
): Promise<void> {
  const id = newId('attemptReview')
  const { attemptId, seat, reviewerId, at } = input
  const [reviewer] = await tx
    .select({ timeZone: person.timeZone })
    .from(person)
    .where(eq(person.id, reviewerId))
  const dueAt = addBusinessDays(at, reviewBusinessDays, reviewer?.timeZone)
  await tx.insert(attemptReview).values({ id, attemptId, seat, reviewerId, assignedAt: at, dueAt })
  await enqueue(tx, 'notify', { event: 'review-assigned', subject: id })
}

/**
 * Fills the seats of an attempt that are empty and wanted. Both of the first two are asked at once, or
 * neither: where people without a tie to the learner are missing, partner and operator are told, once,
 * and the sweep looks again.
 */
export async function assignReviewers(
  tx: Tx,
  input: { attemptId: string; at: Date },
): Promise<{ missing: number; filled: number }> {
  const { attemptId, at } = input
  const subject = await lockSubject(tx, attemptId)
  const seated = await seatedReviews(tx, attemptId)
  const taken = new Set(seated.map(({ seat }) => seat))
  const empty = wantedSeats(subject, seated).filter((seat) => !taken.has(seat))
  if (empty.length === 0) return { missing: 0, filled: 0 }
  const people = await eligibleReviewers(tx, subject)
  const missing = Math.max(0, empty.length - people.length)
  if (missing > 0) {
    if (subject.attempt.reviewersMissingAt === null) {
      await updateAttempt(tx, attemptId, { reviewersMissingAt: at })
      await enqueue(tx, 'notify', { event: 'reviewers-missing', subject: attemptId })
    }
    return { missing, filled: 0 }
  }
  for (const [index, seat] of empty.entries()) {
    await takeSeat(tx, { attemptId, seat, reviewerId: people[index] ?? '', at })
  }
  await seatsFilled(tx, subject)
  return { missing: 0, filled: empty.length }
}

/** Nobody is missing any more; with the first two the marking begins. */
export async function seatsFilled(tx: Tx, subject: AttemptSubject): Promise<void> {
  const { attempt } = subject
  const begins = submittedAttemptStatuses.includes(attempt.status)
  await updateAttempt(tx, attempt.id, {
    reviewersMissingAt: null,
    ...(begins ? { status: nextStatus(attempt, 'ask_reviewers', 'platform') } : {}),
  })
}

/** Where the lot falls on an attempt whose two reviewers agree, a third marks it as well, if there is one. */
export async function assignByLot(
  tx: Tx,
  subject: AttemptSubject,
  input: { at: Date },
): Promise<void> {
  if (!isDoubleMarked(subject.attempt.id)) return
  const seated = await seatedReviews(tx, subject.attempt.id)
  if (seated.some(({ seat }) => seat === 3)) return
  const [reviewerId] = await eligibleReviewers(tx, subject)
  if (reviewerId === undefined) return
  await takeSeat(tx, { attemptId: subject.attempt.id, seat: 3, reviewerId, at: input.at })
}
