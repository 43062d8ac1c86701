import { attemptReview } from 'db/schema/learning'
import { eq } from 'drizzle-orm'
import { Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { type AttemptSubject, capstoneOf, lockSubject } from '../attempts/attempt-rows.server'
import { markingAttemptStatuses, reviewableAttemptStatuses } from '../attempts/grading-states'
import {
  assignByLot,
  assignReviewers,
  type ReviewRow,
  seatedReviews,
} from './assign-reviewers.server'
import { type Marks, totalOf } from './capstone-marks'
import { settleMarks } from './settle-marks.server'

export type ByReviewer = { readonly reviewId: string; readonly by: string; readonly at: Date }

type Locked = { readonly review: ReviewRow; readonly subject: AttemptSubject }

/** A review of one's own; attempt first, then review, so that two reviewers never wait for each other. */
async function lockReview(tx: Tx, { reviewId, by }: ByReviewer): Promise<Locked> {
  const [named] = await tx.select().from(attemptReview).where(eq(attemptReview.id, reviewId))
  if (!named || named.reviewerId !== by) throw new Refused('not_found')
  const subject = await lockSubject(tx, named.attemptId)
  const [review] = await tx.select().from(attemptReview).where(eq(attemptReview.id, reviewId))
  if (!review) throw new Refused('not_found')
  return { review, subject }
}

function assertOpen({ review, subject }: Locked): void {
  const open = review.submittedAt === null && review.endedAt === null
  if (!open || !reviewableAttemptStatuses.includes(subject.attempt.status)) {
    throw new Refused('review_closed')
  }
}

type Given = { readonly marks: Marks; readonly words: string }

/** Keeps marks and words; nobody but the reviewer sees them. @throws Refused review_closed */
export async function saveReview(tx: Tx, input: ByReviewer & Given): Promise<void> {
  const locked = await lockReview(tx, input)
  assertOpen(locked)
  await keep(tx, locked, input)
}

async function keep(tx: Tx, { review, subject }: Locked, { marks, words }: Given): Promise<void> {
  const { rubric } = capstoneOf(subject)
  const known = Object.fromEntries(
    rubric.flatMap(({ key, levels }) => {
      const points = marks[key]
      const level = levels.find((one) => one.points === points)
      return level ? [[key, level.points]] : []
    }),
  )
  await tx.update(attemptReview).set({ marks: known, words }).where(eq(attemptReview.id, review.id))
}

/**
 * Hands the marks in, for good. When both are in they come to a result, or to a third reviewer. A second
 * press changes nothing.
 * @throws Refused review_closed, marks_incomplete
 */
export async function submitReview(
  tx: Tx,
  input: ByReviewer & Given,
): Promise<{ already: boolean }> {
  const locked = await lockReview(tx, input)
  if (locked.review.submittedAt !== null) return { already: true }
  assertOpen(locked)
  if (totalOf(capstoneOf(locked.subject), input.marks) === null || input.words.trim() === '') {
    throw new Refused('marks_incomplete')
  }
  await keep(tx, locked, input)
  await tx
    .update(attemptReview)
    .set({ submittedAt: input.at })
    .where(eq(attemptReview.id, locked.review.id))
  await audit(tx, { by: input.by, act: 'review.submit', subject: locked.review.id })
  await settleMarks(tx, { attemptId: locked.review.attemptId, at: input.at })
  return { already: false }
}

/**
 * The reviewer knows this learner: somebody else takes the seat, and this one is never asked about the
 * learner again. What had been marked is not kept. A second press changes nothing.
 */
export async function giveReviewBack(tx: Tx, input: ByReviewer): Promise<void> {
  const locked = await lockReview(tx, input)
  if (locked.review.endedAt !== null) return
  assertOpen(locked)
  await endReview(tx, locked.review, { because: 'conflict', at: input.at })
  await audit(tx, { by: input.by, act: 'review.conflict', subject: locked.review.id })
  await refill(tx, locked.subject, { seat: locked.review.seat, at: input.at })
}

export async function endReview(
  tx: Tx,
  review: Pick<ReviewRow, 'id'>,
  { because, at }: { because: 'conflict' | 'late'; at: Date },
): Promise<void> {
  await tx
    .update(attemptReview)
    .set({ endedAt: at, endedBecause: because, marks: null, words: '' })
    .where(eq(attemptReview.id, review.id))
}

/** Somebody else takes a seat that has become empty. */
export async function refill(
  tx: Tx,
  subject: AttemptSubject,
  { seat, at }: { seat: number; at: Date },
): Promise<void> {
  const attemptId = subject.attempt.id
  if (markingAttemptStatuses.includes(subject.attempt.status)) {
    await assignReviewers(tx, { attemptId, at })
    return
  }
  const seated = await seatedReviews(tx, attemptId)
  if (seat === 3 && !seated.some((one) => one.seat === 3)) await assignByLot(tx, subject, { at })
}
