import type { Candidates } from './candidates'
import type { Pool } from './pool'

/** Past work together among the candidates: of candidate c, the places from `from[c]` to `from[c + 1]`. */
export type Pairs = {
  readonly from: Uint32Array
  readonly other: Uint32Array
  /** What having both in a team adds to its score; below 0 when it went badly. */
  readonly gain: Float64Array
}

/** @param unit what a pair at a score of 1 adds */
export function pairsOf(pool: Pool, candidates: Candidates, unit: number): Pairs {
  const from = new Uint32Array(candidates.size + 1)
  const other: number[] = []
  const gain: number[] = []
  for (let candidate = 0; candidate < candidates.size; candidate++) {
    pool.collaborations.each(candidates.places[candidate] as number, (place, score) => {
      const known = candidates.candidateAt[place] as number
      if (known < 0 || score === 0) return
      other.push(known)
      gain.push(score * unit)
    })
    from[candidate + 1] = other.length
  }
  return { from, other: Uint32Array.from(other), gain: Float64Array.from(gain) }
}

/** What past work together adds to a team: each pair once. */
export function gainOfPairs(pairs: Pairs, people: ArrayLike<number>, count: number): number {
  let sum = 0
  for (let member = 0; member < count; member++) {
    const candidate = people[member] as number
    const until = pairs.from[candidate + 1] as number
    for (let at = pairs.from[candidate] as number; at < until; at++) {
      for (let mate = member + 1; mate < count; mate++) {
        if (people[mate] === pairs.other[at]) sum += pairs.gain[at] as number
      }
    }
  }
  return sum
}

/**
 * For each candidate a credit, so that the credits of a team's members are together at least what
 * its pairs add: each pair's gain is cut in two parts, one for each end, and a loss counts 0. Any
 * cut keeps that promise. The end that is further from being chosen takes what it can bear before it
 * would be (`slack`), so that most credits do not raise any bound.
 * @param slack by candidate, in the unit of the score; it is used up
 */
export function creditsOf(pairs: Pairs, slack: Float64Array): Float64Array {
  const size = slack.length
  const credits = new Float64Array(size)
  const give = (candidate: number, part: number) => {
    credits[candidate] = (credits[candidate] as number) + part
    slack[candidate] = (slack[candidate] as number) - part
  }
  for (let a = 0; a < size; a++) {
    const until = pairs.from[a + 1] as number
    for (let at = pairs.from[a] as number; at < until; at++) {
      const b = pairs.other[at] as number
      const gain = pairs.gain[at] as number
      if (b < a || gain <= 0) continue
      const first = (slack[a] as number) >= (slack[b] as number) ? a : b
      const second = first === a ? b : a
      const toFirst = Math.min(gain, Math.max(0, slack[first] as number))
      const toSecond = Math.min(gain - toFirst, Math.max(0, slack[second] as number))
      const rest = (gain - toFirst - toSecond) / 2
      give(first, toFirst + rest)
      give(second, toSecond + rest)
    }
  }
  return credits
}
