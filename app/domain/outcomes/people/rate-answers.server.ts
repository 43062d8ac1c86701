import { rating, ratingTask } from 'db/schema/judging'
import { and, eq, sql } from 'drizzle-orm'
import { Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { enqueue } from '~/platform/queue.server'
import type { Criterion, Rubric } from '../criteria/criterion'
import { appendEvidence } from '../evidence/append-evidence.server'
import { hashOf } from '../evidence/canonical'
import { failEvaluation, lockEvaluation } from '../runs/end-evaluation.server'
import { openEvaluationStates } from '../runs/evaluation'
import type { EvaluationRecord } from '../runs/evaluation-lease.server'
import { ratesIn, taskState } from './rating'
import { answersToMark, inOrderOf, marksOf } from './rating-answers.server'
import { ratingsOf, tasksOf } from './rating-part.server'

type Seat = {
  readonly run: EvaluationRecord
  readonly criterion: Criterion
  readonly rubric: Rubric
  readonly task: typeof ratingTask.$inferSelect
}

export type AtSeat = {
  readonly evaluationId: string
  readonly criterionId: string
  readonly by: string
  readonly at: Date
}

/**
 * The rater's own part of a run, with the run locked: what arrives at once arrives in turn.
 * @throws Refused not_found for whoever is no rater of it.
 */
async function takeSeat(tx: Tx, { evaluationId, criterionId, by }: AtSeat): Promise<Seat> {
  const run = await lockEvaluation(tx, evaluationId)
  const own = ratesIn(run.criteria, by).find(({ criterion }) => criterion.id === criterionId)
  const rubric = own?.criterion.rubric
  const tasks = await tasksOf(tx, run.id)
  const task = tasks.find((row) => row.criterionId === criterionId && row.rater === own?.rater)
  if (!own || !rubric || !task) throw new Refused('not_found')
  return { run, criterion: own.criterion, rubric, task }
}

function assertOpen({ run, task }: Seat, at: Date): void {
  const state = taskState(task, openEvaluationStates.includes(run.state), at)
  if (state !== 'open') throw new Refused('rating_closed')
}

/** Points for one item of the answer at a place in the rater's own order, from 0. */
export type Mark = { readonly place: number; readonly item: number; readonly points: number }

/**
 * Keeps marks, new ones and changed ones. What is not among them stays as it was.
 * @throws Refused not_found, rating_closed, form_invalid for a mark outside the rubric.
 */
export async function saveMarks(
  tx: Tx,
  input: AtSeat & { readonly marks: readonly Mark[] },
): Promise<{ saved: number }> {
  const seat = await takeSeat(tx, input)
  assertOpen(seat, input.at)
  const { run, criterion, rubric, task } = seat
  const answers = inOrderOf(await answersToMark(tx, run.id, criterion), task)
  const rows = input.marks.map(({ place, item, points }) => {
    const answer = answers[place]
    const inside = Number.isInteger(points) && points >= 1 && points <= rubric.scale
    if (!answer || !rubric.items[item] || !inside) throw new Refused('form_invalid')
    return {
      evaluationId: run.id,
      criterionId: criterion.id,
      drawOrder: answer.order,
      rater: task.rater,
      item,
      points,
      ratedAt: input.at,
    }
  })
  if (rows.length === 0) return { saved: 0 }
  await tx
    .insert(rating)
    .values(rows)
    .onConflictDoUpdate({
      target: [
        rating.evaluationId,
        rating.criterionId,
        rating.drawOrder,
        rating.rater,
        rating.item,
      ],
      set: { points: sql`excluded.points`, ratedAt: sql`excluded.rated_at` },
    })
  return { saved: rows.length }
}

const ofSeat = ({ evaluationId, criterionId, rater }: Seat['task']) =>
  and(
    eq(ratingTask.evaluationId, evaluationId),
    eq(ratingTask.criterionId, criterionId),
    eq(ratingTask.rater, rater),
  )

/**
 * Closes a rater's part. The last one to hand in lets the run go on, and the evidence takes the hash
 * of all marks. Handing in twice changes nothing.
 * @throws Refused not_found, rating_closed, ratings_incomplete with how many marks are missing.
 */
export async function handInRatings(tx: Tx, input: AtSeat): Promise<{ already: boolean }> {
  const seat = await takeSeat(tx, input)
  const { run, criterion, rubric, task } = seat
  if (task.handedInAt) return { already: true }
  assertOpen(seat, input.at)
  const wanted = (await answersToMark(tx, run.id, criterion)).length * rubric.items.length
  const given = await marksOf(tx, task)
  const missing = wanted - given.length
  if (missing > 0) throw new Refused('ratings_incomplete', { missing })
  await tx.update(ratingTask).set({ handedInAt: input.at }).where(ofSeat(task))
  await audit(tx, {
    by: input.by,
    act: 'rating.hand_in',
    subject: run.id,
    facts: { criterion: criterion.id, marks: wanted },
  })
  await closeWhenComplete(tx, run, input.at)
  return { already: false }
}

async function closeWhenComplete(tx: Tx, run: EvaluationRecord, at: Date): Promise<void> {
  const tasks = await tasksOf(tx, run.id)
  if (tasks.some(({ handedInAt }) => handedInAt === null)) return
  const marks = await ratingsOf(tx, run.id)
  await appendEvidence(tx, {
    contractReference: run.contractReference,
    kind: 'ratings_closed',
    body: {
      evaluation: run.id,
      reference: run.reference,
      marks: marks.length,
      ratings: hashOf(marks),
    },
    at,
  })
  await enqueue(
    tx,
    'run-evaluation',
    { evaluationId: run.id },
    { jobKey: `run-evaluation:${run.id}` },
  )
}

/** A rater says no, with a reason that both sides read. The run ends; it is no attempt. */
export async function declineRating(
  tx: Tx,
  input: AtSeat & { readonly reason: string },
): Promise<{ already: boolean }> {
  const seat = await takeSeat(tx, input)
  const { run, task, criterion } = seat
  if (task.declinedAt) return { already: true }
  assertOpen(seat, input.at)
  await tx
    .update(ratingTask)
    .set({ declinedAt: input.at, declineReason: input.reason })
    .where(ofSeat(task))
  await audit(tx, {
    by: input.by,
    act: 'rating.decline',
    subject: run.id,
    facts: { criterion: criterion.id },
  })
  await failEvaluation(tx, { evaluationId: run.id, failure: 'rater_declined', at: input.at })
  return { already: false }
}
