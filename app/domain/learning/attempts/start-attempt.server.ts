import { attempt, enrolment, item } from 'db/schema/learning'
import { and, asc, eq } from 'drizzle-orm'
import { Refused } from '~/kernel/refusal'
import type { Reader, Tx } from '~/platform/database.server'
import { newId } from '~/platform/ids.server'
import { activeEnrolmentStatuses } from '../enrolments/enrolment'
import {
  type Enrolment,
  type ItemRow,
  isDone,
  itemOf,
  lockEnrolment,
  readingEnrolment,
} from '../enrolments/learner-rows.server'
import { trackIdBySlug } from '../enrolments/track-by-slug.server'
import { drawQuiz } from '../quiz/draw-quiz'
import { nextAttempt } from './attempt-rules'
import { attemptsOnSameRows } from './same-rows.server'
import { waivedAttempts } from './waived-attempts.server'

type Words = Pick<ItemRow, 'contentHash'>

/**
 * The person's attempts in all their enrolments in a track, or those at one item, the first one first;
 * at an exercise also those in a translation that is measured on the same rows. `counts` says whether one
 * counts towards the limit of an item: at the words that the item now has, and not struck out by an appeal.
 */
export async function attemptsIn(
  db: Reader,
  input: { personId: string; trackId: string; itemKey?: string },
) {
  const rows = await db
    .select({
      row: attempt,
      trackId: enrolment.trackId,
      kind: item.kind,
      contentHash: item.contentHash,
    })
    .from(attempt)
    .innerJoin(enrolment, eq(enrolment.id, attempt.enrolmentId))
    .innerJoin(item, and(eq(item.versionId, attempt.versionId), eq(item.key, attempt.itemKey)))
    .where(attemptsOnSameRows(input))
    .orderBy(asc(attempt.startedAt), asc(attempt.id))
  const waived = await waivedAttempts(
    db,
    rows.map(({ row }) => row.id),
  )
  // The engine counts the attempts at an exercise whatever is said around it.
  return rows.map(({ row, trackId, kind, contentHash }) => ({
    ...row,
    trackId,
    counts: (item: Words) =>
      !waived.has(row.id) && (kind === 'exercise' || contentHash === item.contentHash),
  }))
}

/** Those at one item; `same` are those that count towards its limit. */
export async function attemptsAt(
  db: Reader,
  input: { personId: string; trackId: string; item: Pick<ItemRow, 'key' | 'contentHash'> },
) {
  const { item: tried, ...own } = input
  const rows = await attemptsIn(db, { ...own, itemKey: tried.key })
  return rows.map(({ counts, ...row }) => ({ ...row, same: counts(tried) }))
}

const refusalOf = {
  passed: 'already_done',
  unfinished: 'attempt_open',
  used: 'item_attempts_used',
  too_soon: 'attempt_too_soon',
} as const

/**
 * Starts an attempt at a quiz, an exercise or a capstone: at most three at the same words, 48 hours
 * apart, one at a time. The limit of a quiz runs from here.
 * @throws Refused not_found, not_enrolled, already_done, attempt_open, item_attempts_used,
 * attempt_too_soon, form_invalid (a lesson).
 */
export async function startAttempt(
  tx: Tx,
  input: { personId: string; trackSlug: string; itemKey: string; at: Date },
): Promise<{ attemptId: string }> {
  const { personId, at } = input
  const trackId = await trackIdBySlug(tx, input.trackSlug)
  if (!trackId) throw new Refused('not_found')
  const reading = await readingEnrolment(tx, personId, trackId)
  if (!reading) throw new Refused('not_enrolled')
  const row = await lockEnrolment(tx, reading.id)
  if (!activeEnrolmentStatuses.includes(row.status)) throw new Refused('already_done')
  const found = await itemOf(tx, row.versionId, input.itemKey)
  if (found.kind === 'lesson') throw new Refused('form_invalid')
  const past = await attemptsAt(tx, { personId, trackId, item: found })
  const next = nextAttempt(
    past.filter(({ same }) => same),
    await isDone(tx, row.id, found),
    at,
  )
  if (!next.possible) throw new Refused(refusalOf[next.reason])
  return write(
    tx,
    row,
    found,
    past.filter(({ enrolmentId }) => enrolmentId === row.id).length + 1,
    at,
  )
}

async function write(tx: Tx, row: Enrolment, found: ItemRow, number: number, at: Date) {
  const quiz = found.content.kind === 'quiz' ? found.content.quiz : null
  const attemptId = newId('attempt')
  const made = await tx
    .insert(attempt)
    .values({
      id: attemptId,
      enrolmentId: row.id,
      versionId: row.versionId,
      itemKey: found.key,
      number,
      status: 'open',
      startedAt: at,
      dueAt: quiz?.limitMinutes ? new Date(at.getTime() + quiz.limitMinutes * 60_000) : null,
      shown: quiz ? drawQuiz(quiz, attemptId) : {},
    })
    .onConflictDoNothing()
    .returning({ id: attempt.id })
  // An unfinished attempt at earlier words of the item still stands in the way.
  if (made.length === 0) throw new Refused('attempt_open')
  await tx.update(enrolment).set({ lastActiveAt: at }).where(eq(enrolment.id, row.id))
  return { attemptId }
}
