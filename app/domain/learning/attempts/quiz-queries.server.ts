import { attempt, enrolment, item, track, trackVersion } from 'db/schema/learning'
import { and, eq } from 'drizzle-orm'
import type { SignedIn } from '~/domain/identity/viewer'
import { Refused } from '~/kernel/refusal'
import type { Reader } from '~/platform/database.server'
import type { RenderedQuestion } from '../content/rendered-item'
import type { Question, Quiz } from '../content/track-content'
import { isDone } from '../enrolments/learner-rows.server'
import { lessonsBefore, outlineOf } from '../enrolments/outline.server'
import { gradeQuiz } from '../quiz/grade-quiz'
import { askedQuiz, type Shown } from '../quiz/read-answers'
import { openAttemptStatuses } from './attempt'
import { nextAttempt } from './attempt-rules'
import { attemptsAt } from './start-attempt.server'

type Attempt = typeof attempt.$inferSelect

/** A question as it is asked: choices by their place, so that no name says which is right. */
function asked(
  question: Question,
  rendered: RenderedQuestion,
  shown: Shown,
  saved: readonly string[],
) {
  const choices = shown[question.key] ?? []
  return {
    kind: question.kind,
    promptHtml: rendered.prompt,
    points: question.points,
    unit: question.kind === 'numeric' ? question.unit : '',
    choices: choices.map((key) => ({
      html: rendered.choices[key] ?? '',
      chosen: saved.includes(key),
      /** Where this part was put, from 1; 0 for nowhere yet. */
      place: question.kind === 'ordering' ? saved.indexOf(key) + 1 : 0,
    })),
    typed: choices.length === 0 ? (saved[0] ?? '') : '',
  }
}

/** What is right of a question, and why. */
function solutionOf(question: Question, rendered: RenderedQuestion, shown: Shown) {
  const html = (key: string) => rendered.choices[key] ?? ''
  const common = { explanationHtml: rendered.explanation }
  switch (question.kind) {
    case 'single':
    case 'multiple': {
      const right = new Set(question.options.filter((one) => one.correct).map(({ key }) => key))
      return {
        ...common,
        correct: (shown[question.key] ?? []).map((key) => right.has(key)),
        rightText: '',
        rightOrder: [],
      }
    }
    case 'ordering':
      return {
        ...common,
        correct: [],
        rightText: '',
        rightOrder: question.parts.map(({ key }) => html(key)),
      }
    case 'numeric': {
      const around = Number(question.tolerance) === 0 ? '' : ` ± ${question.tolerance}`
      return { ...common, correct: [], rightText: `${question.answer}${around}`, rightOrder: [] }
    }
    case 'short_text':
      return { ...common, correct: [], rightText: question.accept[0] ?? '', rightOrder: [] }
  }
}

/** The questions of an attempt in the order in which it shows them, with their texts. */
function withTexts({ questions }: Quiz, rendered: readonly RenderedQuestion[]) {
  return questions.flatMap((question) => {
    const texts = rendered.find(({ key }) => key === question.key)
    return texts ? [{ question, texts }] : []
  })
}

async function ownAttempt(db: Reader, viewer: SignedIn, attemptId: string) {
  const [row] = await db
    .select({
      attempt,
      enrolment: {
        id: enrolment.id,
        personId: enrolment.personId,
        trackId: enrolment.trackId,
        completedAt: enrolment.completedAt,
      },
      item: {
        key: item.key,
        title: item.title,
        content: item.content,
        rendered: item.rendered,
        contentHash: item.contentHash,
      },
      slug: track.slug,
      language: trackVersion.language,
      trackTitle: trackVersion.title,
    })
    .from(attempt)
    .innerJoin(enrolment, eq(enrolment.id, attempt.enrolmentId))
    .innerJoin(item, and(eq(item.versionId, attempt.versionId), eq(item.key, attempt.itemKey)))
    .innerJoin(trackVersion, eq(trackVersion.id, attempt.versionId))
    .innerJoin(track, eq(track.id, enrolment.trackId))
    .where(and(eq(attempt.id, attemptId), eq(enrolment.personId, viewer.personId)))
  if (!row) throw new Refused('not_found')
  return row
}

/**
 * The learner's own attempt at a quiz. It holds no right answer, no explanation and no name of a choice
 * before the learner has passed or used up the attempts: until then somebody could copy them.
 * @throws Refused not_found, also for an attempt at something else.
 */
export async function quizAttempt(db: Reader, viewer: SignedIn, attemptId: string, at: Date) {
  const row = await ownAttempt(db, viewer, attemptId)
  const { content, rendered } = row.item
  if (content.kind !== 'quiz' || rendered?.kind !== 'quiz') throw new Refused('not_found')
  const { shown, answers, status, dueAt } = row.attempt
  const common = {
    attemptId,
    number: row.attempt.number,
    title: row.item.title,
    itemKey: row.item.key,
    slug: row.slug,
    trackTitle: row.trackTitle,
    language: row.language,
    passMark: content.quiz.passMark,
    dueAt,
  }
  const quiz = askedQuiz(content.quiz, shown)
  const ordered = withTexts(quiz, rendered.questions)
  if (openAttemptStatuses.includes(status)) {
    // The sweep hands in what was saved; until it has, nothing more can be answered.
    if (dueAt !== null && at > dueAt) return { ...common, state: 'over' as const }
    return {
      ...common,
      state: 'open' as const,
      questions: ordered.map(({ question, texts }) =>
        asked(question, texts, shown, answers[question.key] ?? []),
      ),
    }
  }
  return { ...common, ...(await resultOf(db, row, quiz, ordered, at)) }
}

async function resultOf(
  db: Reader,
  row: Awaited<ReturnType<typeof ownAttempt>>,
  quiz: Quiz,
  ordered: ReturnType<typeof withTexts>,
  at: Date,
) {
  const { shown, answers, points, maxPoints, passed, submittedAt } = row.attempt
  const graded = gradeQuiz(quiz, answers)
  const all = await attemptsAt(db, { ...row.enrolment, item: row.item })
  const done = (await isDone(db, row.enrolment.id, row.item)) || row.enrolment.completedAt !== null
  const next = nextAttempt(
    all.filter(({ same }) => same),
    done,
    at,
  )
  const reveals = !next.possible && (next.reason === 'passed' || next.reason === 'used')
  const courses = await outlineOf(db, row.attempt.versionId, null)
  return {
    state: 'graded' as const,
    points: points ?? 0,
    maxPoints: maxPoints ?? graded.maxPoints,
    passed: passed === true,
    submittedAt,
    ranOut: ranOut(row.attempt),
    next,
    reveals,
    /** What to read again before the next attempt. */
    lessons: reveals ? [] : lessonsBefore(courses, row.item.key),
    questions: ordered.map(({ question, texts }) => {
      const mark = graded.questions.find(({ key }) => key === question.key)
      return {
        ...asked(question, texts, shown, answers[question.key] ?? []),
        solution: reveals ? solutionOf(question, texts, shown) : null,
        right: mark?.right ?? false,
        answered: mark?.answered ?? false,
      }
    }),
  }
}

/** It was not handed in, its time was over. */
const ranOut = ({ dueAt, submittedAt }: Attempt) =>
  dueAt !== null && submittedAt !== null && submittedAt.getTime() === dueAt.getTime()
