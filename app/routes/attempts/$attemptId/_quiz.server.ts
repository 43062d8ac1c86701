import type { QuizAttemptView } from '~/components/quiz-attempt'
import type { ActArgs, ServeArgs } from '~/domain/identity/access.server'
import { Refused } from '~/kernel/refusal'

/* In place of the quizzes of learnA until both are merged. */

type Quiz = QuizAttemptView & {
  readonly title: string
  readonly trackTitle: string
  readonly number: number
}

export async function quizPage(_: ServeArgs<'person'>): Promise<{ quiz: Quiz; title: string }> {
  throw new Refused('not_found')
}

export async function actOnQuiz(_: ActArgs<'person'>): Promise<Response> {
  throw new Refused('not_found')
}
