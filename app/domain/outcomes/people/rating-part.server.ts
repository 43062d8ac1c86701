import { rating, ratingTask } from 'db/schema/judging'
import { and, asc, eq, gt, isNull, lte } from 'drizzle-orm'
import { addBusinessDays } from '~/kernel/clock'
import type { Reader, Tx } from '~/platform/database.server'
import { enqueue } from '~/platform/queue.server'
import { settingAt } from '~/platform/settings.server'
import type { Criterion } from '../criteria/criterion'
import type { Rating } from '../measures/measured-input'
import type { EvaluationRecord } from '../runs/evaluation-lease.server'
import type { LookAtPart } from '../runs/evaluation-parts.server'
import { answersToMark } from './rating-answers.server'

type Judged = Criterion & Required<Pick<Criterion, 'rubric'>>

const isJudged = (criterion: Criterion): criterion is Judged => criterion.rubric !== undefined

/**
 * Asks the raters when the answers are there, and waits until all have handed in their marks.
 * Where no row was answered there is nothing to mark.
 */
export const lookAtRatings: LookAtPart = async (tx, run, at) => {
  const tasks = await tasksOf(tx, run.id)
  const asked = tasks.length > 0 ? tasks : await askRaters(tx, run, at)
  if (asked.some(({ declinedAt }) => declinedAt !== null)) {
    return { kind: 'failed', failure: 'rater_declined' }
  }
  const missing = asked.filter(({ handedInAt }) => handedInAt === null)
  if (missing.length === 0) return { kind: 'done' }
  const until = new Date(Math.min(...missing.map(({ dueAt }) => dueAt.getTime())))
  return at >= until
    ? { kind: 'failed', failure: 'raters_silent' }
    : { kind: 'waits', for: 'ratings', until }
}

export async function tasksOf(db: Reader, evaluationId: string) {
  return db
    .select()
    .from(ratingTask)
    .where(eq(ratingTask.evaluationId, evaluationId))
    .orderBy(asc(ratingTask.criterionId), asc(ratingTask.rater))
}

async function askRaters(tx: Tx, run: EvaluationRecord, at: Date) {
  const days = await settingAt(tx, 'ratingDays', at)
  const times = {
    askedAt: at,
    dueAt: addBusinessDays(at, days),
    remindAt: addBusinessDays(at, Math.max(1, days - 2)),
  }
  const tasks: (typeof ratingTask.$inferInsert)[] = []
  for (const criterion of run.criteria.filter(isJudged)) {
    if ((await answersToMark(tx, run.id, criterion)).length === 0) continue
    for (const [rater, { personId }] of criterion.rubric.raters.entries()) {
      tasks.push({ evaluationId: run.id, criterionId: criterion.id, rater, personId, ...times })
    }
  }
  if (tasks.length === 0) return []
  await enqueue(tx, 'notify', { event: 'rating-asked', subject: run.id })
  return tx.insert(ratingTask).values(tasks).returning()
}

/** Reminds the raters who are late, once; says how many. */
export async function remindRaters(tx: Tx, { at }: { at: Date }): Promise<number> {
  const due = await tx
    .update(ratingTask)
    .set({ remindedAt: at })
    .where(
      and(
        isNull(ratingTask.remindedAt),
        isNull(ratingTask.handedInAt),
        isNull(ratingTask.declinedAt),
        lte(ratingTask.remindAt, at),
        gt(ratingTask.dueAt, at),
      ),
    )
    .returning({ evaluationId: ratingTask.evaluationId, personId: ratingTask.personId })
  for (const { evaluationId, personId } of due) {
    const facts = { person: personId }
    await enqueue(tx, 'notify', { event: 'rating-reminder', subject: evaluationId, facts })
  }
  return due.length
}

/** Every mark of a run in a fixed order, as it is measured and kept in the evidence. */
export async function ratingsOf(db: Reader, evaluationId: string): Promise<Rating[]> {
  return db
    .select({
      criterionId: rating.criterionId,
      order: rating.drawOrder,
      rater: rating.rater,
      item: rating.item,
      points: rating.points,
    })
    .from(rating)
    .where(eq(rating.evaluationId, evaluationId))
    .orderBy(asc(rating.criterionId), asc(rating.drawOrder), asc(rating.rater), asc(rating.item))
}
