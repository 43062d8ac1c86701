import type { Option, Question } from '../content/track-content'
import { cleanText } from './clean-text'
import { decimalOf } from './decimal'
import type { ImportDraft } from './import-draft'

/** A question as a format gives it, its texts already Markdown. */
export type FoundQuestion = {
  readonly place: string
  readonly title: string
  readonly prompt: string
  readonly explanation: string
  readonly points: number
  readonly source?: string
  readonly answer: FoundAnswer
}
export type FoundOption = {
  readonly text: string
  readonly correct: boolean
  readonly feedback?: string
}
export type FoundAnswer =
  | { readonly kind: 'choice'; readonly several: boolean; readonly options: readonly FoundOption[] }
  | {
      readonly kind: 'numeric'
      readonly answer: string
      readonly tolerance: string
      readonly unit?: string
    }
  | { readonly kind: 'ordering'; readonly parts: readonly string[] }
  | { readonly kind: 'short_text'; readonly accept: readonly string[] }

const limits = { options: 100, points: 100, text: 10_000, prompt: 200_000, line: 500 }

/** a, b, c, …: what options are called. */
const letter = (index: number) => (index < 26 ? String.fromCharCode(97 + index) : `o${index + 1}`)

/**
 * The question with its key, or null where it cannot be asked here; why is written down as lost.
 * What was said about single options is kept in the explanation.
 */
export function questionOf(
  draft: ImportDraft,
  found: FoundQuestion,
  index: number,
): Question | null {
  const lose = (
    ...what: [Parameters<ImportDraft['lose']>[2], Parameters<ImportDraft['lose']>[3]?]
  ) => {
    draft.lose(found.place, found.title, ...what)
    return null
  }
  const prompt = cleanText(found.prompt).trim().slice(0, limits.prompt)
  if (prompt === '') return lose('question_no_prompt')
  const head = {
    key: `q${index + 1}`,
    prompt,
    explanation: explanationOf(found),
    points: Math.min(limits.points, Math.max(1, Math.round(found.points) || 1)),
    ...(found.source ? { source: cleanText(found.source).slice(0, limits.line) } : {}),
  }
  const { answer } = found
  switch (answer.kind) {
    case 'choice': {
      const options = answer.options
        .slice(0, limits.options)
        .map(({ text, correct }, at): Option => ({ key: letter(at), text: cut(text), correct }))
      const right = options.filter(({ correct }) => correct).length
      if (options.length < 2 || options.some(({ text }) => text === ''))
        return lose('question_broken')
      if (right === 0) return lose('question_no_answer')
      if (answer.several) return { ...head, kind: 'multiple', options }
      if (right > 1) lose('answers_many')
      // Where each of several would do, the first stays right and the others are not offered.
      const chosen = options.find(({ correct }) => correct)
      const offered = options.filter((option) => !option.correct || option === chosen)
      return { ...head, kind: 'single', options: offered }
    }
    case 'numeric': {
      const value = decimalOf(answer.answer)
      const tolerance = decimalOf(answer.tolerance || '0')?.replace(/^-/, '')
      if (value === null || tolerance === undefined) return lose('question_no_answer')
      return {
        ...head,
        kind: 'numeric',
        answer: value,
        tolerance,
        unit: cut(answer.unit ?? '').slice(0, 100),
      }
    }
    case 'ordering': {
      if (answer.parts.length < 2) return lose('question_broken')
      const parts = answer.parts.slice(0, limits.options)
      return {
        ...head,
        kind: 'ordering',
        parts: parts.map((text, at) => ({ key: letter(at), text: cut(text) })),
      }
    }
    case 'short_text': {
      const accept = [...new Set(answer.accept.map((text) => cut(text).slice(0, limits.line)))]
      const kept = accept.filter((text) => text !== '').slice(0, limits.options)
      if (kept.length === 0) return lose('question_no_answer')
      return { ...head, kind: 'short_text', accept: kept }
    }
  }
}

const cut = (text: string) => cleanText(text).trim().slice(0, limits.text)

function explanationOf({ explanation, answer }: FoundQuestion): string {
  const remarks =
    answer.kind !== 'choice'
      ? []
      : answer.options.flatMap(({ text, feedback }) =>
          feedback?.trim()
            ? [`- ${text.trim()}: ${feedback.trim().replace(/\s*\n\s*/g, ' ')}`]
            : [],
        )
  const parts = [explanation.trim(), remarks.join('\n')].filter((part) => part !== '')
  return cleanText(parts.join('\n\n')).slice(0, limits.prompt)
}

/** As many questions a quiz holds when a bank is divided into quizzes. */
export const questionsPerQuiz = 20

/** Questions in quizzes of at most twenty, each with its title and number. */
export function quizzesOf<T>(
  title: string,
  questions: readonly T[],
): { title: string; part: T[] }[] {
  const count = Math.ceil(questions.length / questionsPerQuiz)
  const size = Math.ceil(questions.length / Math.max(1, count))
  return Array.from({ length: count }, (_, at) => ({
    title: count > 1 ? `${title} (${at + 1}/${count})` : title,
    part: questions.slice(at * size, (at + 1) * size),
  }))
}
