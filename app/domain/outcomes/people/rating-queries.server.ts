import { ratingTask } from 'db/schema/judging'
import { evaluation } from 'db/schema/outcomes'
import { and, asc, desc, eq } from 'drizzle-orm'
import { Refused } from '~/kernel/refusal'
import type { Reader } from '~/platform/database.server'
import { log } from '~/platform/log.server'
import { openRows } from '../datasets/dataset-rows.server'
import { openEvaluationStates } from '../runs/evaluation'
import type { EvaluationRecord } from '../runs/evaluation-lease.server'
import { answersPerPage, taskState } from './rating'
import { answersToMark, inOrderOf, marksOf } from './rating-answers.server'
import { tasksOf } from './rating-part.server'

type Task = typeof ratingTask.$inferSelect

async function ownTasks(db: Reader, personId: string, evaluationId: string) {
  return db
    .select({ task: ratingTask, run: evaluation })
    .from(ratingTask)
    .innerJoin(evaluation, eq(evaluation.id, ratingTask.evaluationId))
    .where(and(eq(ratingTask.personId, personId), eq(ratingTask.evaluationId, evaluationId)))
    .orderBy(asc(ratingTask.criterionId))
}

async function progressOf(db: Reader, task: Task, run: EvaluationRecord, at: Date) {
  const criterion = run.criteria.find(({ id }) => id === task.criterionId)
  const answers = criterion ? await answersToMark(db, run.id, criterion) : []
  const given = await marksOf(db, task)
  return {
    evaluationId: run.id,
    criterionId: task.criterionId,
    contractReference: run.contractReference,
    items: criterion?.rubric?.items.map(({ name }) => name) ?? [],
    answers: answers.length,
    marks: given.length,
    marksWanted: answers.length * (criterion?.rubric?.items.length ?? 0),
    state: taskState(task, openEvaluationStates.includes(run.state), at),
    askedAt: task.askedAt,
    dueAt: task.dueAt,
  }
}

/** Everything that a person was asked to mark, the newest first. */
export async function ratingTasksOf(db: Reader, personId: string, at: Date) {
  const rows = await db
    .select({ task: ratingTask, run: evaluation })
    .from(ratingTask)
    .innerJoin(evaluation, eq(evaluation.id, ratingTask.evaluationId))
    .where(eq(ratingTask.personId, personId))
    .orderBy(desc(ratingTask.askedAt), asc(ratingTask.criterionId))
    .limit(100)
  return Promise.all(rows.map(({ task, run }) => progressOf(db, task, run, at)))
}

/**
 * One page of answers for their rater: what was sent, what came back, the rubric and the rater's own
 * marks. Nothing says whose system it is, which attempt, or what anybody else thinks of it. Once the
 * part is closed the answers are no longer shown.
 * @throws Refused not_found for whoever is no rater of this run.
 */
export async function ratingPage(
  db: Reader,
  input: {
    personId: string
    evaluationId: string
    criterionId: string | null
    /** From 1; null goes to the first page with something left to mark. */
    page: number | null
    at: Date
  },
) {
  const own = await ownTasks(db, input.personId, input.evaluationId)
  const chosen =
    own.find(({ task }) => task.criterionId === input.criterionId) ??
    own.find(({ task }) => task.handedInAt === null) ??
    own[0]
  if (!chosen) throw new Refused('not_found')
  const { task, run } = chosen
  const criterion = run.criteria.find(({ id }) => id === task.criterionId)
  if (!criterion?.rubric) throw new Refused('not_found')
  const progress = await progressOf(db, task, run, input.at)
  const marks = await marksOf(db, task)
  const ordered = inOrderOf(await answersToMark(db, run.id, criterion), task)
  const done = (order: number) =>
    marks.filter((mark) => mark.order === order).length === progress.items.length
  const pages = Math.max(1, Math.ceil(ordered.length / answersPerPage))
  const firstOpen = ordered.findIndex(({ order }) => !done(order))
  const wanted = input.page ?? Math.floor(Math.max(0, firstOpen) / answersPerPage) + 1
  const page = Math.min(pages, Math.max(1, wanted))
  const from = (page - 1) * answersPerPage
  const shown = progress.state === 'open' ? ordered.slice(from, from + answersPerPage) : []
  const rows = await openRows(
    db,
    shown.length > 0 ? run.datasetId : null,
    shown.map(({ rowNumber }) => rowNumber),
  )
  if (shown.length > 0) {
    const seen = { evaluation: run.id, rater: task.rater, answers: shown.length }
    log.info(seen, 'sealed rows shown to a rater')
  }
  return {
    progress,
    rubric: { scale: criterion.rubric.scale, items: criterion.rubric.items },
    criteria: await Promise.all(own.map((row) => progressOf(db, row.task, row.run, input.at))),
    page,
    pages,
    answers: shown.map(({ order, rowNumber, output }, at) => ({
      place: from + at,
      fields: rows.get(rowNumber)?.features ?? {},
      output,
      points: progress.items.map(
        (_, item) =>
          marks.find((mark) => mark.order === order && mark.item === item)?.points ?? null,
      ),
    })),
  }
}

/**
 * How far the raters of a run are, for the two sides: counts only, no names and no marks. A reason
 * for declining is shown as it was written.
 */
export async function ratersProgress(db: Reader, evaluationId: string) {
  const tasks = await tasksOf(db, evaluationId)
  return tasks.map(({ criterionId, rater, handedInAt, declinedAt, declineReason, dueAt }) => ({
    criterionId,
    rater,
    handedInAt,
    declinedAt,
    declineReason,
    dueAt,
  }))
}
