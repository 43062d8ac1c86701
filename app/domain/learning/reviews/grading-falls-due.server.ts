import { appeal, attempt, attemptReview, item } from 'db/schema/learning'
import { and, asc, eq, inArray, isNotNull, isNull, lte, sql } from 'drizzle-orm'
import { addBusinessDays, addDays } from '~/kernel/clock'
import { Refused } from '~/kernel/refusal'
import { type Db, inTransaction, isDatabaseAway, type Tx } from '~/platform/database.server'
import { log } from '~/platform/log.server'
import { enqueue } from '~/platform/queue.server'
import { appealDays } from '../attempts/attempt'
import { lockSubject, nextStatus, updateAttempt } from '../attempts/attempt-rows.server'
import {
  appealableAttemptStatuses,
  reviewableAttemptStatuses,
  waitingAttemptStatuses,
} from '../attempts/grading-states'
import { appealBusinessDays } from './appeal-outcome'
import { assignReviewers, type ReviewRow, takeSeat } from './assign-reviewers.server'
import { eligibleReviewers } from './eligible-reviewers.server'
import { reviewDue } from './review-clock'
import { endReview } from './review-work.server'

const atOnce = 200

type Sweep = {
  /** The ids of what may have fallen due. */
  readonly find: (db: Db, at: Date) => Promise<string[]>
  /** Does one of them, when it still is due under its lock. */
  readonly apply: (tx: Tx, id: string, at: Date) => Promise<boolean>
}

const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id)

/** Reviews are reminded of, and given to somebody else when their time is over. */
const reviews: Sweep = {
  find: async (db, at) => {
    const { assignedAt, dueAt, reminded, submittedAt, endedAt } = attemptReview
    const half = sql`${assignedAt} + (${dueAt} - ${assignedAt}) / 2`
    const owed = sql`case when ${dueAt} <= ${at.toISOString()}::timestamptz then 3
      when ${dueAt} - interval '1 day' <= ${at.toISOString()}::timestamptz then 2
      when ${half} <= ${at.toISOString()}::timestamptz then 1 else 0 end`
    return ids(
      await db
        .select({ id: attemptReview.id })
        .from(attemptReview)
        .where(and(isNull(submittedAt), isNull(endedAt), sql`${owed} > ${reminded}`))
        .orderBy(asc(dueAt))
        .limit(atOnce),
    )
  },
  apply: async (tx, id, at) => {
    const [named] = await tx.select().from(attemptReview).where(eq(attemptReview.id, id))
    if (!named) return false
    const subject = await lockSubject(tx, named.attemptId)
    const [review] = await tx.select().from(attemptReview).where(eq(attemptReview.id, id))
    if (!review || review.submittedAt || review.endedAt) return false
    const due = reviewDue(review, at)
    if (due.kind === 'nothing') return false
    if (due.kind === 'late') return replaceLate(tx, { review, subject }, at)
    await tx
      .update(attemptReview)
      .set({ reminded: due.reminded })
      .where(eq(attemptReview.id, review.id))
    const facts = { reminder: due.reminded }
    await enqueue(tx, 'notify', { event: 'review-due', subject: review.id, facts })
    return true
  },
}

/** Where nobody else may mark it, the late one may still hand in; partner and operator are told. */
async function replaceLate(
  tx: Tx,
  { review, subject }: { review: ReviewRow; subject: Awaited<ReturnType<typeof lockSubject>> },
  at: Date,
): Promise<boolean> {
  if (!reviewableAttemptStatuses.includes(subject.attempt.status)) return false
  const [reviewerId] = await eligibleReviewers(tx, subject)
  const { attemptId, seat } = review
  if (reviewerId === undefined) {
    if (review.reminded >= 3) return false
    await tx.update(attemptReview).set({ reminded: 3 }).where(eq(attemptReview.id, review.id))
    if (!waitingAttemptStatuses.includes(subject.attempt.status)) return true
    await updateAttempt(tx, attemptId, { reviewersMissingAt: at })
    await enqueue(tx, 'notify', { event: 'reviewers-missing', subject: attemptId })
    return true
  }
  await endReview(tx, review, { because: 'late', at })
  await takeSeat(tx, { attemptId, seat, reviewerId, at })
  return true
}

/** Attempts for which reviewers are missing are looked at again: somebody may have joined. */
const missing: Sweep = {
  find: async (db) =>
    ids(
      await db
        .select({ id: attempt.id })
        .from(attempt)
        .innerJoin(item, and(eq(item.versionId, attempt.versionId), eq(item.key, attempt.itemKey)))
        .where(
          and(
            inArray(attempt.status, [...waitingAttemptStatuses]),
            isNotNull(attempt.reviewersMissingAt),
            eq(item.kind, 'capstone'),
          ),
        )
        .orderBy(asc(attempt.reviewersMissingAt))
        .limit(atOnce),
    ),
  apply: async (tx, id, at) => {
    const subject = await lockSubject(tx, id)
    if (!subject.attempt.reviewersMissingAt) return false
    const late = await tx
      .select()
      .from(attemptReview)
      .where(
        and(
          eq(attemptReview.attemptId, id),
          isNull(attemptReview.submittedAt),
          isNull(attemptReview.endedAt),
          lte(attemptReview.dueAt, at),
        ),
      )
    let done = false
    for (const review of late) done = (await replaceIfSomebody(tx, review, at)) || done
    const { missing: left, filled } = await assignReviewers(tx, { attemptId: id, at })
    if (done && left === 0) await updateAttempt(tx, id, { reviewersMissingAt: null })
    return done || filled > 0
  },
}

async function replaceIfSomebody(tx: Tx, review: ReviewRow, at: Date): Promise<boolean> {
  const subject = await lockSubject(tx, review.attemptId)
  const [somebody] = await eligibleReviewers(tx, subject)
  return somebody === undefined ? false : replaceLate(tx, { review, subject }, at)
}

/** A result that nobody appealed against is final. */
const results: Sweep = {
  find: async (db, at) =>
    ids(
      await db
        .select({ id: attempt.id })
        .from(attempt)
        .where(
          and(
            inArray(attempt.status, [...appealableAttemptStatuses]),
            lte(attempt.gradedAt, addDays(at, -appealDays)),
          ),
        )
        .limit(atOnce),
    ),
  apply: async (tx, id, at) => {
    const { attempt: locked } = await lockSubject(tx, id)
    const { status, gradedAt } = locked
    if (!appealableAttemptStatuses.includes(status)) return false
    if (!gradedAt || addDays(gradedAt, appealDays) > at) return false
    const final = nextStatus(locked, 'let_stand', 'clock')
    await updateAttempt(tx, id, { status: final, finalAt: at })
    return true
  },
}

/** Appeals that lie for long: the operator is told once. */
const appeals: Sweep = {
  find: async (db, at) => {
    const open = await db
      .select({ id: appeal.attemptId, filedAt: appeal.filedAt })
      .from(appeal)
      .where(and(isNull(appeal.decidedAt), isNull(appeal.operatorToldAt)))
      .limit(atOnce)
    return ids(open.filter(({ filedAt }) => addBusinessDays(filedAt, appealBusinessDays) <= at))
  },
  apply: async (tx, id, at) => {
    await lockSubject(tx, id)
    const told = await tx
      .update(appeal)
      .set({ operatorToldAt: at })
      .where(and(eq(appeal.attemptId, id), isNull(appeal.decidedAt), isNull(appeal.operatorToldAt)))
      .returning({ id: appeal.attemptId })
    if (told.length === 0) return false
    await enqueue(tx, 'notify', { event: 'appeal-waits', subject: id })
    return true
  },
}

const sweeps: Readonly<Record<string, Sweep>> = { reviews, missing, results, appeals }

/** What grading has due in business time, each in a transaction of its own. Running it again does nothing twice. */
export async function gradingFallsDue(
  db: Db,
  { at }: { at: Date },
): Promise<Record<string, number>> {
  const done: Record<string, number> = {}
  for (const [what, { find, apply }] of Object.entries(sweeps)) {
    for (const id of await find(db, at)) {
      try {
        const applied = await inTransaction((tx) => apply(tx, id, at), db)
        if (applied) done[what] = (done[what] ?? 0) + 1
      } catch (error) {
        if (isDatabaseAway(error)) throw error
        done.failed = (done.failed ?? 0) + 1
        const why = error instanceof Refused ? error.code : String(error)
        log.error({ what, id, why }, 'something due in grading could not be done')
      }
    }
  }
  return done
}
