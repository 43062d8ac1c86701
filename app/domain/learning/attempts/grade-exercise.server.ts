import { attempt } from 'db/schema/learning'
import { eq } from 'drizzle-orm'
import { evaluationResult } from '~/domain/outcomes/queries.server'
import { openEvaluationStates } from '~/domain/outcomes/runs/evaluation'
import type { Tx } from '~/platform/database.server'
import { enqueue } from '~/platform/queue.server'
import { lockSubject, nextStatus, updateAttempt } from './attempt-rows.server'
import { submittedAttemptStatuses } from './grading-states'
import { passItem } from './pass-item.server'

/**
 * An exercise's measurement has ended: the attempt is graded by its verdict. A run that came to nothing
 * without a fault of the learner's gives the attempt back as it was. Runs that are no learner's are left
 * alone. Safe to run twice, and late.
 */
export async function gradeExercise(
  tx: Tx,
  input: { evaluationId: string; at: Date },
): Promise<{ graded: boolean }> {
  const { evaluationId, at } = input
  const [found] = await tx
    .select({ id: attempt.id })
    .from(attempt)
    .where(eq(attempt.evaluationId, evaluationId))
  if (!found) return { graded: false }
  const subject = await lockSubject(tx, found.id)
  const { status } = subject.attempt
  const result = await evaluationResult(tx, evaluationId)
  const ended = result && !openEvaluationStates.includes(result.state)
  const mine = subject.attempt.evaluationId === evaluationId
  if (!ended || !mine || !submittedAttemptStatuses.includes(status)) return { graded: false }
  if (!result.counted) {
    const back = nextStatus(subject.attempt, 'measurement_broken', 'platform')
    const nothing = { evaluationId: null, submittedAt: null }
    await updateAttempt(tx, found.id, { status: back, ...nothing })
    // Who has stopped a run themselves needs no letter about it.
    if (result.failure !== null) {
      const facts = { evaluation: evaluationId }
      await enqueue(tx, 'notify', { event: 'attempt-broken', subject: found.id, facts })
    }
    return { graded: false }
  }
  const passed = result.overall === 'met'
  const final = nextStatus(subject.attempt, 'grade', 'platform')
  await updateAttempt(tx, found.id, { status: final, passed, gradedAt: at, finalAt: at })
  const facts = { result: passed ? 'passed' : 'not_passed' }
  await enqueue(tx, 'notify', { event: 'attempt-graded', subject: found.id, facts })
  if (passed) await passItem(tx, subject, { at })
  return { graded: true }
}
