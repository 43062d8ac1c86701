import type { Field } from './field'
import type { Row, Shortlist } from './shortlist'
import { StandIns } from './stand-ins'

/** Somebody on a later list who worked well with somebody on an earlier one. */
export type Mate = { readonly list: number; readonly at: number; readonly gain: number }

/** Somebody who worked well with somebody on another list. */
export type Tied = Row & {
  readonly mates: readonly Mate[]
  /** The most that mates can add: at most one of each later list. */
  readonly ahead: number
}

/** One list, cut in two: who is tied to somebody on another list, and who is not. */
export type TiedList = {
  readonly roles: number
  readonly tied: readonly Tied[]
  /** The places in `tied`, the highest `own` with what is ahead first. */
  readonly order: readonly number[]
  /** The highest `own` first. */
  readonly plain: readonly Row[]
  /** The highest `own`, of the tied with what is ahead; −∞ for nobody. */
  readonly tiedTop: number
  readonly plainTop: number
}

/**
 * Cuts each list in two. Past work is rare: among a few hundred people who are equally good, few
 * are tied, and only among them is there anything to be won by trying who goes with whom. Of the
 * others, nobody is kept who need not be tried.
 * @param has by person, what counts beside gain and cost, as bits of which more is better
 */
export function tiedLists(
  field: Field,
  lists: readonly Shortlist[],
  has: (person: number) => number,
): TiedList[] {
  const { pairs } = field
  /** The lists on which somebody is, as bits. */
  const places = new Uint8Array(field.candidates.size)
  for (const [at, { rows }] of lists.entries()) {
    for (const { person } of rows) places[person] = (places[person] as number) | (1 << at)
  }
  /** Whether past work with somebody on another list went well, and whether some went badly. */
  const pastOf = (person: number, list: number) => {
    const past = { well: false, badly: false }
    const until = pairs.until[person] as number
    for (let at = pairs.from[person] as number; at < until; at++) {
      const elsewhere = (places[pairs.other[at] as number] as number) & ~(1 << list)
      if (elsewhere === 0) continue
      if ((pairs.gain[at] as number) > 0) past.well = true
      else past.badly = true
    }
    return past
  }
  const halves = lists.map(({ rows }, list) => {
    const tied: Row[] = []
    const plain: Row[] = []
    const stand = new StandIns(lists.length)
    for (const row of rows) {
      const { well, badly } = pastOf(row.person, list)
      const own = has(row.person)
      if (well) tied.push(row)
      else if (stand.inFor(row, own)) continue
      else plain.push(row)
      if (!badly) stand.add(row, own, places[row.person] === 1 << list)
    }
    return { tied, plain }
  })
  const tiedAt = halves.map(({ tied }) => new Map(tied.map(({ person }, at) => [person, at])))
  return halves.map(({ tied, plain }, list) => {
    const withMates = tied.map((row) => {
      const mates = matesOf(field, row.person, list, tiedAt)
      return { ...row, mates, ahead: mostAhead(mates) }
    })
    return {
      roles: lists[list]?.roles ?? 0,
      tied: withMates,
      order: [...withMates.keys()].sort((a, b) => most(withMates[b]) - most(withMates[a])),
      plain,
      tiedTop: withMates.reduce((top, row) => Math.max(top, most(row)), -Infinity),
      plainTop: plain[0]?.own ?? Number.NEGATIVE_INFINITY,
    }
  })
}

const most = (row: Tied | undefined) => (row ? row.own + row.ahead : Number.NEGATIVE_INFINITY)

function matesOf(
  { pairs }: Field,
  person: number,
  list: number,
  tiedAt: readonly ReadonlyMap<number, number>[],
): Mate[] {
  const mates: Mate[] = []
  const until = pairs.until[person] as number
  for (let pair = pairs.from[person] as number; pair < until; pair++) {
    const gain = pairs.gain[pair] as number
    if (gain <= 0) continue
    for (let later = list + 1; later < tiedAt.length; later++) {
      const at = tiedAt[later]?.get(pairs.other[pair] as number)
      if (at !== undefined) mates.push({ list: later, at, gain })
    }
  }
  return mates
}

function mostAhead(mates: readonly Mate[]): number {
  const best: number[] = []
  for (const { list, gain } of mates) best[list] = Math.max(best[list] ?? 0, gain)
  return best.reduce((sum, gain) => sum + gain, 0)
}
