import type { Question, Quiz } from '../content/track-content'
import { typedDecimals } from './decimal'

/**
 * An attempt keeps the order in which it shows questions (under the empty key) and the choices of
 * each. Pages name questions and choices by their place in it, so that no name says what is right.
 */
export type Shown = Readonly<Record<string, readonly string[]>>
export const questionOrder = ''

/** The quiz with those of its questions that an attempt asks, in the order in which it shows them. */
export function askedQuiz(quiz: Quiz, shown: Shown): Quiz {
  const keys = shown[questionOrder]
  if (!keys) return quiz
  const questions = keys.flatMap((key) => quiz.questions.find((one) => one.key === key) ?? [])
  return { ...quiz, questions }
}

const longestAnswer = 200

export type AnswerProblem = 'unknown' | 'twice' | 'not_a_number' | 'too_long'
export type ReadAnswers = {
  readonly answers: Record<string, string[]>
  /** By the name of the field, with the number of the question from 1. */
  readonly problems: Readonly<Record<string, { problem: AnswerProblem; number: number }>>
}

/** The name of a question's field; each part of an order has one of its own. */
export const fieldOf = (place: number, part?: number) =>
  part === undefined ? `q${place}` : `q${place}.${part}`

type Sent = (name: string) => readonly string[]
type Read = { given: string[] } | { problem: AnswerProblem; part?: number }

function chosen(sent: readonly string[], choices: readonly string[]): Read {
  const given: string[] = []
  for (const text of sent) {
    if (text === '') continue
    const key = /^\d{1,3}$/.test(text) ? choices[Number(text)] : undefined
    if (key === undefined) return { problem: 'unknown' }
    if (!given.includes(key)) given.push(key)
  }
  return { given }
}

/** Each shown part says its place, from 1; a place that nobody took stays empty. */
function ordered(sent: Sent, place: number, parts: readonly string[]): Read {
  const given: string[] = parts.map(() => '')
  for (const [index, key] of parts.entries()) {
    const [text = ''] = sent(fieldOf(place, index))
    if (text === '') continue
    const to = /^\d{1,3}$/.test(text) ? Number(text) - 1 : -1
    if (to < 0 || to >= parts.length) return { problem: 'unknown', part: index }
    if (given[to] !== '') return { problem: 'twice', part: index }
    given[to] = key
  }
  return { given: given.some((key) => key !== '') ? given : [] }
}

function typed(question: Question, text: string): Read {
  const words = text.trim()
  if (words.length > longestAnswer) return { problem: 'too_long' }
  if (words === '') return { given: [] }
  if (question.kind === 'numeric' && typedDecimals(words, question.unit).length === 0) {
    return { problem: 'not_a_number' }
  }
  return { given: [words] }
}

function readOne(question: Question, sent: Sent, place: number, shown: Shown): Read {
  const choices = shown[question.key] ?? []
  switch (question.kind) {
    case 'single': {
      const read = chosen(sent(fieldOf(place)), choices)
      return 'given' in read && read.given.length > 1 ? { problem: 'unknown' } : read
    }
    case 'multiple':
      return chosen(sent(fieldOf(place)), choices)
    case 'ordering':
      return ordered(sent, place, choices)
    default:
      return typed(question, sent(fieldOf(place))[0] ?? '')
  }
}

/** Reads what a form sent for the questions of an attempt. Nothing that was not offered gets through. */
export function readAnswers(quiz: Quiz, shown: Shown, sent: Sent): ReadAnswers {
  const answers: Record<string, string[]> = {}
  const problems: Record<string, { problem: AnswerProblem; number: number }> = {}
  for (const [place, question] of askedQuiz(quiz, shown).questions.entries()) {
    const read = readOne(question, sent, place, shown)
    if ('problem' in read) {
      problems[fieldOf(place, read.part)] = { problem: read.problem, number: place + 1 }
    } else if (read.given.length > 0) answers[question.key] = read.given
  }
  return { answers, problems }
}
