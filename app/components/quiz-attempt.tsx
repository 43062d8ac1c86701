import type { Locale } from '~/platform/languages/locales'
import type { FormState } from './form'

/* In place of the quizzes of learnA until both are merged. */

export type QuizAttemptView = {
  readonly attemptId: string
  readonly itemKey: string
  readonly slug: string
  readonly language: Locale
}

export function QuizAttempt(_: { attempt: QuizAttemptView; state?: FormState | null }) {
  return null
}
