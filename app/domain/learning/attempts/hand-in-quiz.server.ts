import { attempt, enrolment, item } from 'db/schema/learning'
import { and, asc, eq, inArray, lte } from 'drizzle-orm'
import { Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import type { Quiz } from '../content/track-content'
import { completeItem } from '../enrolments/complete-item.server'
import { itemOf, lockEnrolment } from '../enrolments/learner-rows.server'
import { gradeQuiz, isAnswered } from '../quiz/grade-quiz'
import { askedQuiz, type ReadAnswers, readAnswers } from '../quiz/read-answers'
import { attemptTransitions, openAttemptStatuses } from './attempt'

type Attempt = typeof attempt.$inferSelect
/** With the questions that this attempt asks, in its order. */
type Opened = { row: Attempt; quiz: Quiz }

/** The learner's own attempt at a quiz, under lock. @throws Refused not_found */
async function open(tx: Tx, attemptId: string, by: string): Promise<Opened> {
  const [known] = await tx.select().from(attempt).where(eq(attempt.id, attemptId))
  if (!known) throw new Refused('not_found')
  const { personId } = await lockEnrolment(tx, known.enrolmentId)
  if (personId !== by) throw new Refused('not_found')
  return locked(tx, known)
}

async function locked(tx: Tx, known: Attempt): Promise<Opened> {
  const [row] = await tx.select().from(attempt).where(eq(attempt.id, known.id)).for('update')
  const { content } = await itemOf(tx, known.versionId, known.itemKey)
  if (!row || content.kind !== 'quiz') throw new Refused('not_found')
  return { row, quiz: askedQuiz(content.quiz, row.shown) }
}

const isLate = ({ dueAt }: Attempt, at: Date) => dueAt !== null && at > dueAt

export type HandIn =
  | { readonly result: 'saved' }
  | { readonly result: 'problems'; readonly problems: ReadAnswers['problems'] }
  /** Nothing is handed in: these places, from 0, have no answer, and nobody has said to leave them so. */
  | { readonly result: 'blank'; readonly places: readonly number[] }
  /** `late`: the time was over, and what had been saved before counted. */
  | { readonly result: 'graded'; readonly late: boolean; readonly already: boolean }

/**
 * Keeps what was answered so far, or hands it in (`final`), once: whoever hands in again is told the
 * first result. After the time is over nothing new is taken, and what had been saved counts. Answers
 * that were not offered are named and nothing of the form is kept. Questions without an answer are
 * named before an attempt is spent on them, unless the learner `knowsBlank`.
 * @throws Refused not_found, also for somebody else's attempt.
 */
export async function handInQuiz(
  tx: Tx,
  input: {
    attemptId: string
    by: string
    sent: (name: string) => readonly string[]
    final: boolean
    knowsBlank?: boolean
    at: Date
  },
): Promise<HandIn> {
  const { row, quiz } = await open(tx, input.attemptId, input.by)
  if (!openAttemptStatuses.includes(row.status)) {
    return { result: 'graded', late: false, already: true }
  }
  if (isLate(row, input.at)) {
    await grade(tx, { row, quiz }, 'run_out', input.at)
    return { result: 'graded', late: true, already: false }
  }
  const { answers, problems } = readAnswers(quiz, row.shown, input.sent)
  if (Object.keys(problems).length > 0) return { result: 'problems', problems }
  await tx.update(attempt).set({ answers }).where(eq(attempt.id, row.id))
  await tx
    .update(enrolment)
    .set({ lastActiveAt: input.at })
    .where(eq(enrolment.id, row.enrolmentId))
  if (!input.final) return { result: 'saved' }
  const places = quiz.questions.flatMap((question, place) =>
    isAnswered(question, answers[question.key] ?? []) ? [] : [place],
  )
  if (places.length > 0 && !input.knowsBlank) return { result: 'blank', places }
  await grade(tx, { row: { ...row, answers }, quiz }, 'submit', input.at)
  return { result: 'graded', late: false, already: false }
}

/** Marks the attempt; a quiz needs nobody else, so its result is final at once. */
async function grade(
  tx: Tx,
  { row, quiz }: Opened,
  event: 'submit' | 'run_out',
  at: Date,
): Promise<void> {
  const actor = event === 'submit' ? 'learner' : 'clock'
  const submitted = attemptTransitions.find(row.status, event, actor)
  const graded = submitted.ok ? attemptTransitions.find(submitted.to, 'grade', 'platform') : null
  if (!graded?.ok) throw new Refused('transition_refused', { from: row.status, event })
  const { points, maxPoints, passed } = gradeQuiz(quiz, row.answers)
  // What ran out was handed in when the time was over, however late somebody looked.
  const submittedAt = event === 'run_out' ? (row.dueAt ?? at) : at
  await tx
    .update(attempt)
    .set({
      status: graded.to,
      submittedAt,
      gradedAt: at,
      finalAt: at,
      points,
      maxPoints,
      passed,
    })
    .where(eq(attempt.id, row.id))
  if (passed) {
    await completeItem(tx, { enrolmentId: row.enrolmentId, itemKey: row.itemKey, at })
  }
}

/** Hands in the quizzes whose time is over, with what had been saved. */
export async function runOutQuizzes(tx: Tx, input: { at: Date; limit: number }): Promise<number> {
  const due = await tx
    .select({ row: attempt })
    .from(attempt)
    .innerJoin(item, and(eq(item.versionId, attempt.versionId), eq(item.key, attempt.itemKey)))
    .where(
      and(
        inArray(attempt.status, [...openAttemptStatuses]),
        lte(attempt.dueAt, input.at),
        eq(item.kind, 'quiz'),
      ),
    )
    .orderBy(asc(attempt.dueAt), asc(attempt.id))
    .limit(input.limit)
  let closed = 0
  for (const { row } of due) {
    await lockEnrolment(tx, row.enrolmentId)
    const opened = await locked(tx, row)
    if (!openAttemptStatuses.includes(opened.row.status)) continue
    await grade(tx, opened, 'run_out', input.at)
    closed += 1
  }
  return closed
}
