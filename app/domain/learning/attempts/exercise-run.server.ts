import { evaluationResult } from '~/domain/outcomes/queries.server'
import { cancelEvaluation } from '~/domain/outcomes/runs/end-evaluation.server'
import { type ServedRows, serveRows } from '~/domain/outcomes/runs/serve-rows.server'
import {
  confirmPredictions,
  type PredictionStand,
  takePredictions,
} from '~/domain/outcomes/runs/take-predictions.server'
import { Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { type ByLearner, exerciseOf, lockOwn } from './attempt-rows.server'
import { gradeExercise } from './grade-exercise.server'
import { submittedAttemptStatuses } from './grading-states'

/** The run of an attempt that is being measured. @throws Refused not_found, transition_refused */
async function lockRun(tx: Tx, input: ByLearner): Promise<string> {
  const subject = await lockOwn(tx, input)
  exerciseOf(subject)
  const { status, evaluationId } = subject.attempt
  if (!submittedAttemptStatuses.includes(status) || !evaluationId) {
    throw new Refused('transition_refused', { from: status, event: 'predict' })
  }
  return evaluationId
}

/** The learner takes the rows of an attempt, once; `servedLines` sends them when this is committed. */
export async function handOutExercise(
  tx: Tx,
  input: ByLearner,
): Promise<ServedRows & { evaluationId: string }> {
  const evaluationId = await lockRun(tx, input)
  const served = await serveRows(tx, { evaluationId, by: input.by, at: input.at })
  await audit(tx, { by: input.by, act: 'attempt.hand_out_rows', subject: input.attemptId })
  return { ...served, evaluationId }
}

/** The learner answers the rows. @throws PredictionsInvalid, and Refused as below it */
export async function predictExercise(
  tx: Tx,
  input: ByLearner & { source: AsyncIterable<Uint8Array> },
): Promise<PredictionStand & { taken: boolean }> {
  const evaluationId = await lockRun(tx, input)
  const { source, at } = input
  const taken = await takePredictions(tx, { evaluationId, source, at })
  await audit(tx, { by: input.by, act: 'attempt.upload_predictions', subject: input.attemptId })
  return taken
}

/** Has a file that leaves rows out measured as it is. */
export async function confirmExercise(
  tx: Tx,
  input: ByLearner & { sha256: string },
): Promise<void> {
  const evaluationId = await lockRun(tx, input)
  await confirmPredictions(tx, { evaluationId, sha256: input.sha256, at: input.at })
  await audit(tx, { by: input.by, act: 'attempt.confirm_predictions', subject: input.attemptId })
}

/** The learner stops the measurement: an attempt is used up when rows had been seen. */
export async function stopExercise(tx: Tx, input: ByLearner): Promise<void> {
  const subject = await lockOwn(tx, input)
  const { status, evaluationId } = subject.attempt
  if (!submittedAttemptStatuses.includes(status) || !evaluationId) return
  await cancelEvaluation(tx, { evaluationId, at: input.at, by: input.by })
  const result = await evaluationResult(tx, evaluationId)
  if (result?.state === 'cancelled') await gradeExercise(tx, { evaluationId, at: input.at })
}
