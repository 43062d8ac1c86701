import { createHash } from 'node:crypto'
import type { Quiz } from '../content/track-content'
import { questionOrder } from './read-answers'

/** The keys in an order that the attempt decides: another one each time, the same whenever asked. */
function shuffled(keys: readonly string[], attemptId: string, what: string): string[] {
  const lot = (key: string) =>
    createHash('sha256').update(`${attemptId}:${what}:${key}`).digest('hex')
  return [...keys].sort((a, b) => (lot(a) < lot(b) ? -1 : 1))
}

/** Parts that lie in their right order by chance would be answered before they are read. */
function outOfOrder(keys: readonly string[], attemptId: string, what: string): string[] {
  const [first, ...rest] = shuffled(keys, attemptId, what)
  if (first === undefined) return []
  const same = [first, ...rest].every((key, at) => key === keys[at])
  return same ? [...rest, first] : [first, ...rest]
}

/**
 * Which questions an attempt asks, and in which order it shows them and their choices. The lot is the
 * attempt's id, so that two attempts differ and one can be shown again.
 */
export function drawQuiz(quiz: Quiz, attemptId: string): Record<string, string[]> {
  const keys = shuffled(
    quiz.questions.map(({ key }) => key),
    attemptId,
    'questions',
  ).slice(0, quiz.draw ?? quiz.questions.length)
  const shown: Record<string, string[]> = { [questionOrder]: keys }
  for (const question of quiz.questions) {
    const { key } = question
    if (!keys.includes(key)) continue
    if ('options' in question) {
      const options = question.options.map((one) => one.key)
      shown[key] = shuffled(options, attemptId, key)
    }
    if ('parts' in question) {
      const parts = question.parts.map((one) => one.key)
      shown[key] = outOfOrder(parts, attemptId, key)
    }
  }
  return shown
}
