import { Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { assignReviewers } from '../reviews/assign-reviewers.server'
import {
  type ByLearner,
  capstoneOf,
  lockOwn,
  nextStatus,
  updateAttempt,
} from './attempt-rows.server'
import { handedInAttemptStatuses } from './grading-states'
import { filesOf } from './save-capstone.server'

/**
 * The learner hands the capstone in, and two reviewers are asked. A second press changes nothing.
 * @throws Refused work_missing when there are neither words nor links nor files.
 */
export async function submitCapstone(tx: Tx, input: ByLearner): Promise<{ already: boolean }> {
  const subject = await lockOwn(tx, input)
  const { attempt } = subject
  capstoneOf(subject)
  if (handedInAttemptStatuses.includes(attempt.status)) return { already: true }
  const status = nextStatus(attempt, 'submit', 'learner')
  const files = await filesOf(tx, attempt.id)
  if (attempt.words.trim() === '' && attempt.links.length === 0 && files.length === 0) {
    throw new Refused('work_missing')
  }
  await updateAttempt(tx, attempt.id, { status, submittedAt: input.at })
  await audit(tx, { by: input.by, act: 'attempt.submit', subject: attempt.id })
  await assignReviewers(tx, { attemptId: attempt.id, at: input.at })
  return { already: false }
}
