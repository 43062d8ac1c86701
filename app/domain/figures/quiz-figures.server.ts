import { attempt, course, item, track, trackVersion } from 'db/schema/learning'
import { and, asc, eq, inArray } from 'drizzle-orm'
import { assertMay } from '~/domain/identity/may'
import type { Viewer } from '~/domain/identity/viewer'
import { finalAttemptStatuses } from '~/domain/learning/attempts/attempt'
import {
  analyseItems,
  type ItemAnalysis,
  type Look,
  lookOf,
  type QuestionScore,
} from '~/domain/learning/content/item-analysis'
import { plainText } from '~/domain/learning/content/plain-text.server'
import type { Quiz } from '~/domain/learning/content/track-content'
import { readDashboard } from '~/domain/learning/permissions'
import { type Answers, gradeQuiz } from '~/domain/learning/quiz/grade-quiz'
import { askedQuiz, type Shown } from '~/domain/learning/quiz/read-answers'
import type { Reader } from '~/platform/database.server'

export type QuestionFigures = ItemAnalysis & {
  readonly quizKey: string
  readonly quiz: string
  /** What is asked, as plain text in one line. */
  readonly prompt: string
  readonly look: Look | null
}

/**
 * How the questions of a version work, by what learners first answered. Quizzes of fewer than ten
 * first attempts are left out.
 */
export async function quizFigures(
  db: Reader,
  viewer: Viewer,
  of: { organisationId: string; versionId: string },
): Promise<QuestionFigures[]> {
  assertMay(viewer, readDashboard, of)
  const quizzes = await db
    .select({ key: item.key, title: item.title, content: item.content })
    .from(item)
    .innerJoin(course, and(eq(course.versionId, item.versionId), eq(course.key, item.courseKey)))
    .innerJoin(trackVersion, eq(trackVersion.id, item.versionId))
    .innerJoin(track, eq(track.id, trackVersion.trackId))
    .where(
      and(
        eq(item.versionId, of.versionId),
        eq(track.partnerId, of.organisationId),
        eq(item.kind, 'quiz'),
      ),
    )
    .orderBy(asc(course.position), asc(item.position))
  const answers = await firstAnswers(
    db,
    of.versionId,
    quizzes.map(({ key }) => key),
  )
  return quizzes.flatMap(({ key, title, content }) =>
    content.kind === 'quiz' ? figuresOf({ key, title, quiz: content.quiz }, answers.get(key)) : [],
  )
}

type Answered = { readonly answers: Answers; readonly shown: Shown }

/** What learners answered at their first attempt, by quiz; an attempt at an earlier version was it. */
async function firstAnswers(
  db: Reader,
  versionId: string,
  keys: string[],
): Promise<Map<string, Answered[]>> {
  const found = new Map<string, Answered[]>()
  if (keys.length === 0) return found
  const rows = await db
    .select({ itemKey: attempt.itemKey, answers: attempt.answers, shown: attempt.shown })
    .from(attempt)
    .where(
      and(
        eq(attempt.versionId, versionId),
        inArray(attempt.itemKey, keys),
        eq(attempt.number, 1),
        inArray(attempt.status, [...finalAttemptStatuses]),
      ),
    )
  for (const { itemKey, ...answered } of rows) {
    found.set(itemKey, [...(found.get(itemKey) ?? []), answered])
  }
  return found
}

function figuresOf(
  { key, title, quiz }: { key: string; title: string; quiz: Quiz },
  attempts: readonly Answered[] = [],
): QuestionFigures[] {
  const scores = attempts.map(({ answers, shown }) =>
    gradeQuiz(askedQuiz(quiz, shown), answers).questions.map(
      ({ key: question, points, maxPoints }): QuestionScore => ({
        question,
        share: maxPoints === 0 ? 0 : points / maxPoints,
      }),
    ),
  )
  const prompts = new Map(quiz.questions.map(({ key: question, prompt }) => [question, prompt]))
  const place = ({ question }: ItemAnalysis) =>
    quiz.questions.findIndex((one) => one.key === question)
  const analysed = analyseItems(scores).sort((a, b) => place(a) - place(b))
  return analysed.map((one) => ({
    ...one,
    quizKey: key,
    quiz: title,
    prompt: plainText(prompts.get(one.question) ?? ''),
    look: lookOf(one),
  }))
}
