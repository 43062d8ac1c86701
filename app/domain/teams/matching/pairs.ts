import type { Candidates } from './candidates'
import { grown } from './columns'
import type { Pool } from './pool'

/** Past work together among the candidates: of each, the places from `from` until before `until`. */
export type Pairs = {
  readonly from: Uint32Array
  readonly until: Uint32Array
  readonly other: Uint32Array
  /** What having both in a team adds to its score; below 0 when it went badly. */
  readonly gain: Float64Array
}

/** @param unit what a pair at a score of 1 adds */
export function pairsOf(pool: Pool, candidates: Candidates, unit: number): Pairs {
  const { candidateAt, size } = candidates
  const from = new Uint32Array(size)
  const until = new Uint32Array(size)
  let other = new Uint32Array(size)
  let gain = new Float64Array(size)
  let count = 0
  const past = pool.collaborations
  const unitPerBp = unit / 10_000
  const { other: others, scoreBps } = past.columns
  // In the order of the pool, whose columns are long, not of the candidates.
  for (let place = 0; place < candidateAt.length; place++) {
    const candidate = candidateAt[place] as number
    if (candidate < 0) continue
    from[candidate] = count
    const first = past.from(place)
    const last = past.until(place)
    if (count + last - first > other.length) {
      other = grown(other, count + last - first)
      gain = grown(gain, count + last - first)
    }
    for (let at = first; at < last; at++) {
      const known = candidateAt[others[at] as number] as number
      if (known < 0) continue
      other[count] = known
      gain[count++] = (scoreBps[at] as number) * unitPerBp
    }
    until[candidate] = count
  }
  return { from, until, other, gain }
}

export function noPairs({ size }: Candidates): Pairs {
  const empty = new Uint32Array(size)
  return { from: empty, until: empty, other: new Uint32Array(0), gain: new Float64Array(0) }
}

/** What past work together adds to a team: each pair once. */
export function gainOfPairs(pairs: Pairs, people: ArrayLike<number>, count: number): number {
  let sum = 0
  for (let member = 0; member < count; member++) {
    const candidate = people[member] as number
    const until = pairs.until[candidate] as number
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
 * @param mates with how many others anybody can be in one team
 */
export function creditsOf(pairs: Pairs, slack: Float64Array, mates: number): Float64Array {
  const size = slack.length
  const credits = new Float64Array(size)
  const largest = new Float64Array(size)
  const give = (candidate: number, part: number) => {
    credits[candidate] = (credits[candidate] as number) + part
    slack[candidate] = (slack[candidate] as number) - part
    largest[candidate] = Math.max(largest[candidate] as number, part)
  }
  for (let a = 0; a < size; a++) {
    const until = pairs.until[a] as number
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
  // Whoever knows a hundred people is still in a team with a few.
  return credits.map((credit, at) => Math.min(credit, mates * (largest[at] as number)))
}
