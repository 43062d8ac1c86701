import type { Question, Quiz } from '../content/track-content'
import { compareDecimals, decimalOf, distance, typedDecimals } from './decimal'
import { plainWords } from './plain-words'

/** What was answered, by question: keys of options or parts, or what was typed. */
export type Answers = Readonly<Record<string, readonly string[]>>

export type GradedQuestion = {
  readonly key: string
  readonly answered: boolean
  readonly right: boolean
  readonly points: number
  readonly maxPoints: number
}
export type GradedQuiz = {
  readonly points: number
  readonly maxPoints: number
  readonly passed: boolean
  readonly questions: readonly GradedQuestion[]
}

function sameSet(given: readonly string[], right: readonly string[]): boolean {
  const chosen = new Set(given)
  return chosen.size === right.length && right.every((key) => chosen.has(key))
}

function numberFits(given: string, question: Question & { kind: 'numeric' }): boolean {
  const answer = decimalOf(question.answer)
  const tolerance = decimalOf(question.tolerance || '0')
  if (!answer || !tolerance) return false
  return typedDecimals(given, question.unit).some(
    (typed) => compareDecimals(distance(typed, answer), tolerance) <= 0,
  )
}

/** Whether an answer is right, wholly; there are no halves. */
export function isRight(question: Question, given: readonly string[]): boolean {
  if (given.length === 0) return false
  switch (question.kind) {
    case 'single':
    case 'multiple': {
      const right = question.options.filter(({ correct }) => correct).map(({ key }) => key)
      return right.length > 0 && sameSet(given, right)
    }
    case 'numeric':
      return numberFits(given[0] ?? '', question)
    case 'ordering':
      return (
        given.length === question.parts.length &&
        question.parts.every(({ key }, place) => given[place] === key)
      )
    case 'short_text': {
      const words = plainWords(given[0] ?? '')
      return words !== '' && question.accept.some((accepted) => plainWords(accepted) === words)
    }
  }
}

/** Whether anything was answered; a place left open in an order is not an answer yet. */
export function isAnswered(question: Question, given: readonly string[]): boolean {
  const said = given.filter((text) => text.trim() !== '')
  return question.kind === 'ordering' ? said.length === question.parts.length : said.length > 0
}

/** True when `points` of `maxPoints` reach `passMark`, a share from 0 to 1; exact. */
export function reaches(points: number, maxPoints: number, passMark: number): boolean {
  const mark = decimalOf(String(passMark)) ?? { digits: 1n, scale: 0 }
  return BigInt(points) * 10n ** BigInt(mark.scale) >= mark.digits * BigInt(maxPoints)
}

/** Marks a quiz. Questions without an answer get no points; answers to no question count for nothing. */
export function gradeQuiz(quiz: Quiz, answers: Answers): GradedQuiz {
  const questions = quiz.questions.map((question) => {
    const given = Object.hasOwn(answers, question.key) ? (answers[question.key] ?? []) : []
    const right = isRight(question, given)
    return {
      key: question.key,
      answered: isAnswered(question, given),
      right,
      points: right ? question.points : 0,
      maxPoints: question.points,
    }
  })
  const sum = (pick: 'points' | 'maxPoints') =>
    questions.reduce((total, question) => total + question[pick], 0)
  const points = sum('points')
  const maxPoints = sum('maxPoints')
  return { points, maxPoints, passed: reaches(points, maxPoints, quiz.passMark), questions }
}
