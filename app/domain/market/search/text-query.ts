import { fold } from './fold'

/** Longer texts are cut: nobody looks for more, and each word costs. */
export const mostLetters = 200

export type TextQuery = {
  /** For `websearch_to_tsquery`: folded words and "phrases", nothing else. */
  readonly wanted: string
  readonly unwanted: readonly string[]
  /** The folded words outside phrases, for suggestions. */
  readonly words: readonly string[]
}

/** Reads `clinic "missed appointments" -dental`. Whatever is typed, it is a question and no error. */
export function readText(typed: string): TextQuery {
  const wanted: string[] = []
  const unwanted: string[] = []
  const words: string[] = []
  for (const [, minus, phrase, plain] of typed
    .slice(0, mostLetters)
    .matchAll(/(-?)(?:["“„”]([^"“„”]*)["“„”]|([^\s"“„”]+))/g)) {
    const folded = fold(phrase ?? plain ?? '')
    if (folded === '') continue
    if (minus) unwanted.push(`"${folded}"`)
    else if (phrase !== undefined) wanted.push(`"${folded}"`)
    else {
      wanted.push(folded)
      words.push(...folded.split(' '))
    }
  }
  return { wanted: wanted.join(' '), unwanted, words: [...new Set(words)] }
}
