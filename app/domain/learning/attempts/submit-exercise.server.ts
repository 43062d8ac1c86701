import { isAsked } from '~/domain/outcomes/endpoints/endpoint'
import { endpointOf } from '~/domain/outcomes/endpoints/endpoint-queries.server'
import { trialDoubt } from '~/domain/outcomes/endpoints/trial-doubt'
import { datasetFacts } from '~/domain/outcomes/queries.server'
import { startEvaluation } from '~/domain/outcomes/runs/start-evaluation.server'
import { Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import {
  type ByLearner,
  datasetIdOf,
  exerciseOf,
  lockOwn,
  nextStatus,
  updateAttempt,
} from './attempt-rows.server'
import { criterionOf } from './exercise-endpoint.server'
import { handedInAttemptStatuses } from './grading-states'
import { referenceOf } from './same-rows.server'

/**
 * The learner hands in, and the measurement starts at once, on rows that this learner has not met. A
 * second press changes nothing.
 * @throws Refused endpoint_missing, attempts_used, dataset_too_small; form_invalid with the problem
 * `trial` when an address that no trial speaks for was not confirmed.
 */
export async function submitExercise(
  tx: Tx,
  input: ByLearner & { readonly knowsDoubt?: boolean },
): Promise<{ evaluationId: string; already: boolean }> {
  const subject = await lockOwn(tx, input)
  const { attempt } = subject
  const exercise = exerciseOf(subject)
  if (handedInAttemptStatuses.includes(attempt.status) && attempt.evaluationId) {
    return { evaluationId: attempt.evaluationId, already: true }
  }
  const status = nextStatus(attempt, 'submit', 'learner')
  const reference = await referenceOf(tx, subject)
  const endpoint = await endpointOf(tx, reference, 'party')
  if (!endpoint) throw new Refused('endpoint_missing')
  // The version may have changed since it was registered.
  const way = isAsked(endpoint.kind) ? 'endpoint' : 'file'
  if (!exercise.waysIn.includes(way)) throw new Refused('endpoint_missing')
  const datasetId = await datasetIdOf(tx, attempt)
  if (way === 'endpoint' && input.knowsDoubt === false) {
    const dataset = await datasetFacts(tx, datasetId, 'party')
    if (trialDoubt(endpoint.trial, dataset?.sample.length ?? 0)?.confirm) {
      throw new Refused('form_invalid', { problem: 'trial' })
    }
  }
  const { evaluationId } = await startEvaluation(tx, {
    reference,
    contractReference: reference,
    datasetId,
    endpointId: endpoint.endpointId,
    criteria: [criterionOf(attempt.itemKey, exercise)],
    purpose: 'exercise',
    at: input.at,
    by: input.by,
  })
  await updateAttempt(tx, attempt.id, { status, evaluationId, submittedAt: input.at })
  await audit(tx, { by: input.by, act: 'attempt.submit', subject: attempt.id })
  return { evaluationId, already: false }
}
