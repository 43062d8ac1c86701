import type { TrackProblemCode } from './check-track'
import type { Question } from './track-content'

const decimal = /^-?\d{1,15}(\.\d{1,15})?$/

/** What keeps one question of a quiz from being asked. */
export function questionProblems(question: Question): TrackProblemCode[] {
  const found: TrackProblemCode[] = []
  if (question.prompt.trim() === '') found.push('prompt_missing')
  if (!Number.isInteger(question.points) || question.points < 1 || question.points > 100) {
    found.push('points_invalid')
  }
  return [...found, ...answerProblems(question)]
}

function answerProblems(question: Question): TrackProblemCode[] {
  switch (question.kind) {
    case 'single':
    case 'multiple': {
      const { options, kind } = question
      const right = options.filter(({ correct }) => correct).length
      const whole = options.length >= 2 && options.every(({ text }) => text.trim())
      const different = new Set(options.map(({ key }) => key)).size === options.length
      if (!whole || !different) return ['options_too_few']
      if (right === 0) return ['right_option_missing']
      return kind === 'single' && right > 1 ? ['one_right_option'] : []
    }
    case 'numeric':
      return decimal.test(question.answer) &&
        /^\d/.test(question.tolerance) &&
        decimal.test(question.tolerance)
        ? []
        : ['answer_not_number']
    case 'ordering': {
      const { parts } = question
      const whole = parts.length >= 2 && parts.every(({ text }) => text.trim())
      return whole && new Set(parts.map(({ key }) => key)).size === parts.length
        ? []
        : ['options_too_few']
    }
    case 'short_text':
      return question.accept.some((text) => text.trim()) ? [] : ['accepted_missing']
  }
}
