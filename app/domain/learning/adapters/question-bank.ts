import { type FoundQuestion, questionOf, quizzesOf } from './found-question'
import type { ImportDraft, Imported } from './import-draft'

/** One course of quizzes, each with at most twenty questions of one category. */
export function makeBank(
  draft: ImportDraft,
  title: string,
  quizzes: ReadonlyMap<string, readonly FoundQuestion[]>,
  language = '',
): Imported {
  const course = draft.course(title)
  for (const [category, questions] of quizzes) {
    for (const { title: name, part } of quizzesOf(category, questions)) {
      const kept = part.flatMap((question, at) => questionOf(draft, question, at) ?? [])
      draft.quiz(course, name, kept)
    }
  }
  return draft.finish({ title, language })
}

type Head = Omit<FoundQuestion, 'answer'>
type Pair = { readonly left: string; readonly right: string }

/** A question that matches two lists is asked as one question for each entry of the first. */
export function splitMatching(
  draft: ImportDraft,
  head: Head,
  pairs: readonly Pair[],
): FoundQuestion[] {
  const rights = [...new Set(pairs.map(({ right }) => right))].filter((right) => right !== '')
  const asked = pairs.filter(({ left, right }) => left !== '' && right !== '')
  if (asked.length === 0 || rights.length < 2) {
    draft.lose(head.place, head.title, 'question_matching')
    return []
  }
  draft.lose(head.place, head.title, 'question_matching_split', { count: asked.length })
  return asked.map(({ left, right }) => ({
    ...head,
    prompt: head.prompt ? `${head.prompt.trim()}\n\n${left}` : left,
    points: 1,
    answer: {
      kind: 'choice',
      several: false,
      options: rights.map((text) => ({ text, correct: text === right })),
    },
  }))
}
