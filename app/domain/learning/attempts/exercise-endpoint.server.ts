import type { Viewer } from '~/domain/identity/viewer'
import { type DryRun, dryRunEndpoint } from '~/domain/outcomes/endpoints/dry-run.server'
import { isAsked } from '~/domain/outcomes/endpoints/endpoint'
import { endpointOf } from '~/domain/outcomes/endpoints/endpoint-queries.server'
import { expectedOf } from '~/domain/outcomes/endpoints/read-answer'
import {
  type EndpointDraft,
  registerEndpoint,
} from '~/domain/outcomes/endpoints/register-endpoint.server'
import { datasetFacts } from '~/domain/outcomes/queries.server'
import { invariant, Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Db, Tx } from '~/platform/database.server'
import { countAttempt } from '~/platform/limits.server'
import type { Exercise } from '../content/track-content'
import { attemptsPerItem } from './attempt'
import {
  attemptSubject,
  type ByLearner,
  datasetIdOf,
  exerciseOf,
  lockOwn,
} from './attempt-rows.server'
import { exerciseCriterion } from './exercise-criterion'
import { workingAttemptStatuses } from './grading-states'
import { referenceOf } from './same-rows.server'

/** The criterion of an exercise, as its runs are measured. */
export function criterionOf(itemKey: string, exercise: Exercise) {
  return exerciseCriterion(itemKey, exercise.criterion, attemptsPerItem)
}

/**
 * The learner says where their system answers, or that predictions come as a file. It stays for later
 * attempts at the same exercise.
 * @throws Refused not_found, transition_refused, endpoint_refused
 */
export async function registerExerciseEndpoint(
  tx: Tx,
  input: Omit<EndpointDraft, 'columns' | 'labels'> & ByLearner,
): Promise<{ endpointId: string }> {
  const subject = await lockOwn(tx, input)
  const { attempt } = subject
  const exercise = exerciseOf(subject)
  if (!workingAttemptStatuses.includes(attempt.status)) {
    throw new Refused('transition_refused', { from: attempt.status, event: 'register_endpoint' })
  }
  const way = isAsked(input.kind ?? 'single') ? 'endpoint' : 'file'
  if (!exercise.waysIn.includes(way)) {
    throw new Refused('endpoint_refused', {
      reason: way === 'file' ? 'file_not_allowed' : 'only_file_allowed',
    })
  }
  const dataset = await datasetFacts(tx, await datasetIdOf(tx, attempt), 'party')
  invariant(dataset, 'the rows of a published exercise are there')
  const criteria = [criterionOf(attempt.itemKey, exercise)]
  const { endpointId } = await registerEndpoint(tx, {
    ...input,
    reference: await referenceOf(tx, subject),
    columns: [...dataset.columns],
    labels: expectedOf(criteria).labels,
  })
  await audit(tx, { by: input.by, act: 'attempt.register_endpoint', subject: attempt.id })
  return { endpointId }
}

/** Trials of one attempt within an hour. */
const trials = { points: 30, perSeconds: 3_600 }

/** The learner sends the published rows to their address and sees what comes back. Not in a transaction. */
export async function tryExerciseEndpoint(
  db: Db,
  viewer: Viewer,
  attemptId: string,
): Promise<DryRun> {
  const subject = await attemptSubject(db, attemptId)
  if (!subject || subject.enrolment.personId !== viewer?.personId) throw new Refused('not_found')
  const { attempt } = subject
  const exercise = exerciseOf(subject)
  if (!workingAttemptStatuses.includes(attempt.status)) throw new Refused('not_found')
  const reference = await referenceOf(db, subject)
  const endpoint = await endpointOf(db, reference, 'party')
  if (!endpoint) throw new Refused('endpoint_missing')
  if (!isAsked(endpoint.kind)) throw new Refused('not_found')
  await countAttempt(db, `dry-run:${attempt.id}`, trials)
  return dryRunEndpoint(db, {
    endpointId: endpoint.endpointId,
    datasetId: await datasetIdOf(db, attempt),
    criteria: [criterionOf(attempt.itemKey, exercise)],
  })
}
