import {
  type ActArgs,
  invalid,
  redirectWith,
  type ServeArgs,
} from '~/domain/identity/access.server'
import { handInQuiz } from '~/domain/learning/attempts/hand-in-quiz.server'
import { quizAttempt } from '~/domain/learning/attempts/quiz-queries.server'
import { type AnswerProblem, fieldOf } from '~/domain/learning/quiz/read-answers'
import { Refused } from '~/kernel/refusal'
import { inTransaction } from '~/platform/database.server'
import { type FieldError, typedValues } from '~/platform/forms.server'

/** What the page of an attempt at a quiz shows; a run-out one asks again until it is graded. */
export async function quizPage({ viewer, db, at, params }: ServeArgs<'person'>) {
  const quiz = await quizAttempt(db, viewer, params.attemptId ?? '', at)
  return { quiz, title: quiz.title, ...(quiz.state === 'over' ? { refreshSeconds: 5 } : {}) }
}

const sentences = {
  unknown: 'learning.problem_unknown',
  twice: 'learning.problem_twice',
  not_a_number: 'learning.problem_not_a_number',
  too_long: 'learning.problem_too_long',
} as const satisfies Record<AnswerProblem, string>

/** Keeps what was answered (`save`), or hands it in (`submit`; with blanks only by `submit_blank`). @throws Refused form_invalid, not_found */
export async function actOnQuiz({ viewer, form, params, at }: ActArgs<'person'>) {
  const attemptId = params.attemptId ?? ''
  const intent = form.get('intent')
  if (intent !== 'save' && intent !== 'submit' && intent !== 'submit_blank')
    throw new Refused('form_invalid')
  const done = await inTransaction((tx) =>
    handInQuiz(tx, {
      attemptId,
      by: viewer.personId,
      // Questions with several answers send them as a list.
      sent: (name) =>
        [...form.getAll(name), ...form.getAll(`${name}[]`)].filter(
          (value): value is string => typeof value === 'string',
        ),
      final: intent !== 'save',
      knowsBlank: intent === 'submit_blank',
      at,
    }),
  )
  const here = `/attempts/${attemptId}`
  switch (done.result) {
    case 'problems': {
      const errors: Record<string, FieldError> = {}
      for (const [name, { problem, number }] of Object.entries(done.problems)) {
        errors[name] = { key: sentences[problem], values: { number } }
      }
      return invalid(errors, typedValues(form))
    }
    case 'blank': {
      const errors: Record<string, FieldError> = {}
      for (const place of done.places) {
        errors[fieldOf(place)] = { key: 'learning.problem_blank', values: { number: place + 1 } }
      }
      return invalid(errors, typedValues(form), 'blank')
    }
    case 'saved':
      return redirectWith(here, 'learning.toast_saved')
    case 'graded':
      if (done.late) return redirectWith(here, 'learning.toast_late')
      return redirectWith(here, done.already ? 'learning.toast_graded_before' : undefined)
  }
}
