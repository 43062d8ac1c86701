import type { Occupation } from './occupation'
import { occupations } from './occupations'
import { likeness, plainText, wordsOf } from './words'

export type ServiceMatch =
  | { readonly kind: 'found'; readonly occupation: Occupation }
  /** Close, but not sure: up to three, the likeliest first. */
  | { readonly kind: 'unsure'; readonly candidates: readonly Occupation[] }
  | { readonly kind: 'unknown' }

type Entry = {
  readonly occupation: Occupation
  readonly whole: ReadonlySet<string>
  readonly phrases: readonly (readonly string[])[]
  readonly words: ReadonlySet<string>
}

const entries: readonly Entry[] = occupations.map((occupation) => {
  const names = [occupation.name.en, occupation.name.ur, ...occupation.aliases]
  const phrases = names.map(wordsOf)
  return {
    occupation,
    whole: new Set(names.map(plainText)),
    phrases,
    words: new Set(phrases.flat()),
  }
})

/** A word that few services share says more than one that many do. */
const weights = new Map<string, number>()
for (const word of new Set(entries.flatMap(({ words }) => [...words]))) {
  const shared = entries.filter(({ words }) => words.has(word)).length
  weights.set(word, Math.log(1 + entries.length / shared))
}
const weightOfUnknown = Math.log(1 + entries.length)

type Likenesses = ReadonlyMap<string, ReadonlyMap<string, number>>

/** For each word that was typed: the known words that are like it. */
function likenessesOf(typed: readonly string[]): Likenesses {
  return new Map(
    typed.map((word) => [
      word,
      new Map(
        [...weights.keys()].flatMap((known): [string, number][] => {
          const like = likeness(word, known)
          return like > 0 ? [[known, like]] : []
        }),
      ),
    ]),
  )
}

/** How well a service explains what was typed, and one of its phrases is explained by it: 0 to 1. */
function scoreOf(entry: Entry, typed: readonly string[], like: Likenesses): number {
  let asked = 0
  let answered = 0
  for (const word of typed) {
    const known = [...(like.get(word) ?? [])]
    const best = Math.max(0, ...known.map(([, value]) => value))
    const nearest = known.find(([, value]) => value === best)?.[0]
    const weight = (nearest && weights.get(nearest)) || weightOfUnknown
    asked += weight
    answered +=
      weight *
      Math.max(0, ...known.flatMap(([name, value]) => (entry.words.has(name) ? value : [])))
  }
  const covered = asked > 0 ? answered / asked : 0
  if (covered === 0) return 0
  let best = 0
  for (const phrase of entry.phrases) {
    const whole = phrase.reduce((sum, word) => sum + (weights.get(word) ?? 0), 0)
    const met = phrase.reduce((sum, word) => {
      const values = typed.map((from) => like.get(from)?.get(word) ?? 0)
      return sum + (weights.get(word) ?? 0) * Math.max(0, ...values)
    }, 0)
    const share = whole > 0 ? met / whole : 0
    best = Math.max(best, share > 0 ? (2 * covered * share) / (covered + share) : 0)
  }
  return best
}

const sure = 0.8
const clearLead = 0.06
const possible = 0.45
const mostCandidates = 3

/**
 * Matches what somebody typed, in English, Urdu or Urdu in Latin letters, to a service. Tolerates
 * typing mistakes; says that it is not sure, or does not know, rather than guess.
 */
export function matchService(text: string): ServiceMatch {
  const plain = plainText(text)
  const exact = entries.filter(({ whole }) => whole.has(plain))
  if (exact.length === 1 && exact[0]) return { kind: 'found', occupation: exact[0].occupation }
  const typed = wordsOf(text)
  if (typed.length === 0) return { kind: 'unknown' }
  const like = likenessesOf(typed)
  const ranked = entries
    .map((entry) => ({ occupation: entry.occupation, score: scoreOf(entry, typed, like) }))
    .filter(({ score }) => score >= possible)
    .sort((a, b) => b.score - a.score)
  const [first, second] = ranked
  if (!first) return { kind: 'unknown' }
  const clear = first.score - (second?.score ?? 0) >= clearLead
  if (first.score >= sure && clear) return { kind: 'found', occupation: first.occupation }
  return {
    kind: 'unsure',
    candidates: ranked.slice(0, mostCandidates).map(({ occupation }) => occupation),
  }
}
