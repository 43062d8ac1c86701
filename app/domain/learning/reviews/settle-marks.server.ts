import type { Tx } from '~/platform/database.server'
import { enqueue } from '~/platform/queue.server'
import { capstoneOf, lockSubject, nextStatus, updateAttempt } from '../attempts/attempt-rows.server'
import { markingAttemptStatuses } from '../attempts/grading-states'
import { passItem } from '../attempts/pass-item.server'
import { assignByLot, assignReviewers, decisionOf, seatedReviews } from './assign-reviewers.server'
import { mostPoints } from './capstone-marks'

/**
 * Looks what the marks that are in come to: a result, a third reviewer, or nothing yet. The attempt is
 * locked, so of two reviewers who hand in at the same moment the second finds both.
 */
export async function settleMarks(
  tx: Tx,
  input: { attemptId: string; at: Date },
): Promise<{ graded: boolean }> {
  const { attemptId, at } = input
  const subject = await lockSubject(tx, attemptId)
  const { attempt } = subject
  if (!markingAttemptStatuses.includes(attempt.status)) return { graded: false }
  const decision = decisionOf(subject, await seatedReviews(tx, attemptId))
  if (decision.kind === 'waits') return { graded: false }
  if (decision.kind === 'third') {
    await assignReviewers(tx, { attemptId, at })
    return { graded: false }
  }
  const { points, passed } = decision
  await updateAttempt(tx, attemptId, {
    status: nextStatus(attempt, 'marks_in', 'platform'),
    points,
    maxPoints: mostPoints(capstoneOf(subject)),
    passed,
    gradedAt: at,
    reviewersMissingAt: null,
  })
  const facts = { result: passed ? 'passed' : 'not_passed' }
  await enqueue(tx, 'notify', { event: 'attempt-graded', subject: attemptId, facts })
  if (passed) await passItem(tx, subject, { at })
  await assignByLot(tx, subject, { at })
  return { graded: true }
}
