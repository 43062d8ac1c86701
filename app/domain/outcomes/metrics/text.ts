import type { Answered } from './classification'

/** Texts are read up to here; what lies beyond is not compared. In UTF-16 units. */
export const maxTextLength = 8_000

// Canonical composition only: Arabic yeh and Farsi yeh, kaf and keheh stay different letters.
const read = (text: string) => text.slice(0, maxTextLength).normalize('NFC')

const articles = new Set(['a', 'an', 'the'])

/**
 * The words of a text as SQuAD's evaluation script normalises it: lower case, punctuation removed
 * (not replaced by a space), the English articles a, an, the removed as whole words, split at
 * white space. Punctuation is that of ASCII, symbols included, and everything that Unicode calls
 * punctuation, so that «،», «؟» and «۔» go too; on ASCII text it is the script's own rule. Text is
 * brought to Unicode's form NFC first.
 * @source Rajpurkar et al. 2016, SQuAD, evaluation script version 1.1.
 */
export function squadWords(text: string): string[] {
  return read(text)
    .toLowerCase()
    .replace(/[\p{P}$+<=>^`|~]/gu, '')
    .split(/\s+/u)
    .filter((word) => word !== '' && !articles.has(word))
}

/** 1 when truth and answer have the same SQuAD words in the same order, else 0; no answer is 0. */
export function exactMatch({ label, output }: Answered): number {
  if (output === null) return 0
  return squadWords(label).join(' ') === squadWords(output).join(' ') ? 1 : 0
}

/**
 * F1 of the SQuAD words as bags: 2 · common / (words of the truth + words of the answer). Where
 * either has no words it is 1 if neither has, else 0 (version 2.0 of the script); no answer is 0.
 */
export function tokenF1({ label, output }: Answered): number {
  if (output === null) return 0
  const truth = squadWords(label)
  const answer = squadWords(output)
  if (truth.length === 0 || answer.length === 0) return truth.length === answer.length ? 1 : 0
  const left = new Map<string, number>()
  for (const word of truth) left.set(word, (left.get(word) ?? 0) + 1)
  let common = 0
  for (const word of answer) {
    const count = left.get(word) ?? 0
    if (count === 0) continue
    common += 1
    left.set(word, count - 1)
  }
  return (2 * common) / (truth.length + answer.length)
}

/**
 * The words that ROUGE-L compares: NFC, lower case, the longest runs of letters, combining marks
 * and digits (Unicode L, M, N, and the zero-width non-joiner that Urdu and Persian write inside
 * words). Everything else separates. No stemming. On ASCII text it is the rule of Google's
 * `rouge_score` without a stemmer. A script without spaces gives one word per run: the metric is
 * not meant for it.
 */
export function rougeWords(text: string): string[] {
  return (
    read(text)
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}\u200c]+/gu) ?? []
  )
}

/**
 * The length of a longest common subsequence, 32 cells of its table at a time, so that two texts
 * of 4,000 words take milliseconds.
 * @source Hyyrö 2004, "Bit-parallel LCS-length computation revisited".
 */
export function commonSubsequence(first: readonly string[], second: readonly string[]): number {
  const words = Math.ceil(first.length / 32)
  const places = new Map<string, Uint32Array>()
  for (const [at, token] of first.entries()) {
    const mask = places.get(token) ?? new Uint32Array(words)
    mask[at >>> 5] = ((mask[at >>> 5] as number) | (1 << (at & 31))) >>> 0
    places.set(token, mask)
  }
  // A zero bit at a place means that the length grows there.
  const row = new Uint32Array(words).fill(0xffff_ffff)
  for (const token of second) {
    const mask = places.get(token)
    if (!mask) continue
    let carry = 0
    for (let word = 0; word < words; word++) {
      const value = row[word] as number
      const matches = mask[word] as number
      const sum = value + ((value & matches) >>> 0) + carry
      carry = sum > 0xffff_ffff ? 1 : 0
      row[word] = (sum | (value & ~matches)) >>> 0
    }
  }
  let length = 0
  for (let at = 0; at < first.length; at++) {
    if ((((row[at >>> 5] as number) >>> (at & 31)) & 1) === 0) length += 1
  }
  return length
}

/**
 * ROUGE-L of one row: the F1 of the longest common subsequence of words,
 * 2 · LCS / (words of the truth + words of the answer). 0 without an answer, and where either has
 * no words.
 * @source Lin 2004, "ROUGE", section 3, with β = 1.
 */
export function rougeL({ label, output }: Answered): number {
  if (output === null) return 0
  const truth = rougeWords(label)
  const answer = rougeWords(output)
  if (truth.length === 0 || answer.length === 0) return 0
  return (2 * commonSubsequence(truth, answer)) / (truth.length + answer.length)
}

export const textMetrics = ['exact_match', 'token_f1', 'rouge_l'] as const
export type TextMetric = (typeof textMetrics)[number]

const scorers: Record<TextMetric, (row: Answered) => number> = {
  exact_match: exactMatch,
  token_f1: tokenF1,
  rouge_l: rougeL,
}

/** One score between 0 and 1 per row; the metric is their mean (`meanStatistic`). */
export function textScores(metric: TextMetric, rows: readonly Answered[]): Float64Array {
  return Float64Array.from(rows, scorers[metric])
}

/**
 * The tokens that BLEU compares: NFC, case kept, split at white space; every symbol (Unicode S) is
 * a token of its own, and so is every punctuation mark (Unicode P) that does not stand directly
 * between two digits (Unicode N): "3.14" is one token, "۔" after a word is its own. It is the
 * international tokenisation of NIST's mteval-v14 without its dependence on the order of rules.
 */
export function bleuTokens(text: string): string[] {
  return read(text)
    .replace(/\p{S}|(?<!\p{N})\p{P}|\p{P}(?!\p{N})/gu, ' $& ')
    .split(/\s+/u)
    .filter((token) => token !== '')
}
