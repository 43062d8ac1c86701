import type { Viewer } from '~/domain/identity/viewer'
import { isAsked } from '~/domain/outcomes/endpoints/endpoint'
import { endpointOf } from '~/domain/outcomes/endpoints/endpoint-queries.server'
import { trialDoubt } from '~/domain/outcomes/endpoints/trial-doubt'
import {
  datasetFacts,
  evaluationProgress,
  evaluationsOf,
  verdictOfEvaluation,
} from '~/domain/outcomes/queries.server'
import { openEvaluationStates } from '~/domain/outcomes/runs/evaluation'
import { fileOfRun } from '~/domain/outcomes/runs/prediction-queries.server'
import { invariant, Refused } from '~/kernel/refusal'
import type { Reader } from '~/platform/database.server'
import { attemptsPerItem } from './attempt'
import { type AttemptSubject, attemptSubject, datasetIdOf, exerciseOf } from './attempt-rows.server'
import { criterionOf } from './exercise-endpoint.server'
import { submittedAttemptStatuses, workingAttemptStatuses } from './grading-states'
import { referenceOf } from './same-rows.server'

/** An attempt of the viewer's own. @throws Refused not_found for everybody else */
export async function ownSubject(
  db: Reader,
  viewer: Viewer,
  attemptId: string,
): Promise<AttemptSubject> {
  const subject = await attemptSubject(db, attemptId)
  if (!viewer || subject?.enrolment.personId !== viewer.personId) throw new Refused('not_found')
  return subject
}

/** What every page of an attempt says about where it stands. */
export function headOf({ attempt, item, track, version }: AttemptSubject) {
  return {
    attempt: {
      id: attempt.id,
      number: attempt.number,
      status: attempt.status,
      startedAt: attempt.startedAt,
      submittedAt: attempt.submittedAt,
      gradedAt: attempt.gradedAt,
      finalAt: attempt.finalAt,
      passed: attempt.passed,
    },
    item: { key: item.key, title: item.title },
    track: { slug: track.slug, title: version.title },
    brief: item.rendered && 'brief' in item.rendered ? item.rendered.brief : null,
  }
}

/** All runs of one learner at one exercise, oldest first, with what was measured. */
async function runsOf(db: Reader, reference: string) {
  const runs = await evaluationsOf(db, reference)
  const shown = runs.map(async (run) => {
    const verdict = run.verdictId ? await verdictOfEvaluation(db, run.evaluationId) : null
    return { ...run, body: verdict?.body ?? null }
  })
  return (await Promise.all(shown)).reverse()
}

/**
 * An exercise for the learner: what is asked, how their system is reached, how the measurement stands,
 * and what came of it. Sealed rows are never among it, only the published ones.
 */
export async function exercisePage(db: Reader, viewer: Viewer, attemptId: string) {
  const subject = await ownSubject(db, viewer, attemptId)
  const { attempt } = subject
  const exercise = exerciseOf(subject)
  const reference = await referenceOf(db, subject)
  const dataset = await datasetFacts(db, await datasetIdOf(db, attempt), 'party')
  invariant(dataset, 'the rows of a published exercise are there')
  const endpoint = await endpointOf(db, reference, 'party')
  const working = workingAttemptStatuses.includes(attempt.status)
  const measuring = submittedAttemptStatuses.includes(attempt.status)
  const file = measuring && attempt.evaluationId ? await fileOfRun(db, attempt.evaluationId) : null
  const runs = await runsOf(db, reference)
  const used = runs.filter(({ counted }) => counted).length
  const criterion = criterionOf(attempt.itemKey, exercise)
  return {
    ...headOf(subject),
    verdictPublicAt: attempt.verdictPublicAt,
    criterion,
    waysIn: exercise.waysIn,
    dataset: {
      columns: dataset.columns,
      labelColumn: dataset.labelColumn,
      labels: criterion.labels,
      rowCount: dataset.rowCount,
      sample: dataset.sample,
    },
    endpoint,
    doubt:
      working && endpoint && isAsked(endpoint.kind)
        ? trialDoubt(endpoint.trial, dataset.sample.length)
        : null,
    progress:
      measuring && attempt.evaluationId ? await evaluationProgress(db, attempt.evaluationId) : null,
    file: file && { ...file, servedToName: viewer?.name ?? '', mayAct: true },
    runs,
    /** The run that this attempt was graded by, or that broke last. */
    run: runs.find(({ evaluationId }) => evaluationId === attempt.evaluationId) ?? null,
    broken: working ? (runs.findLast(isBroken) ?? null) : null,
    measuring,
    attemptsAllowed: attemptsPerItem,
    attemptsUsed: used,
    may: {
      register: working,
      submit: working && endpoint !== null,
      stop: measuring,
    },
  }
}

type Run = Awaited<ReturnType<typeof runsOf>>[number]

function isBroken({ state, counted }: Run): boolean {
  return !counted && !openEvaluationStates.includes(state)
}

export type ExercisePage = Awaited<ReturnType<typeof exercisePage>>

/** How the measurement of an attempt stands now; null when nothing is measured. */
export async function followExercise(db: Reader, viewer: Viewer, attemptId: string) {
  const { attempt } = await ownSubject(db, viewer, attemptId)
  if (!submittedAttemptStatuses.includes(attempt.status) || !attempt.evaluationId) return null
  return evaluationProgress(db, attempt.evaluationId)
}

/** The published rows of an exercise with their labels, as lines of a CSV file. */
export async function sampleFile(db: Reader, viewer: Viewer, attemptId: string): Promise<string> {
  const subject = await ownSubject(db, viewer, attemptId)
  exerciseOf(subject)
  const dataset = await datasetFacts(db, await datasetIdOf(db, subject.attempt), 'party')
  if (!dataset || dataset.sample.length === 0) throw new Refused('not_found')
  const cell = (value: unknown) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value ?? '')
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  }
  const head = [...dataset.columns, dataset.labelColumn]
  const rows = dataset.sample.map(({ features, label }) => [
    ...dataset.columns.map((column) => features[column]),
    label,
  ])
  return [head, ...rows].map((row) => `${row.map(cell).join(',')}\n`).join('')
}
