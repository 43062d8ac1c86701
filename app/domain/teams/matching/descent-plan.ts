import { domainsAhead } from './domain-cover'
import type { Field } from './field'
import type { Row, Shortlist } from './shortlist'
import { type TiedList, tiedLists } from './ties'

/** What a descent looks up at every step. Sets of lists are bits. */
export type Plan = {
  /** The shortest first: what is decided early is decided seldom. */
  readonly lists: readonly TiedList[]
  /** By set of lists, the sum of the tops of their plain. */
  readonly plainTops: Float64Array
  /** By set of lists, the least that one person of each costs together. */
  readonly leastCosts: Float64Array
  /** By list, the sum of the tops from it on, tied or plain. */
  readonly topsFrom: Float64Array
  /** By set of lists and of unknown fields, the most that the fields can add. */
  readonly domainsOfPlain: (open: number, unknown: number) => number
  readonly domainsOfAll: (open: number, unknown: number) => number
  readonly allDomains: number
  /** What all wanted fields add together. */
  readonly allDomainsGain: number
  readonly domainGain: number
}

/** @param has by person, what counts beside gain and cost, as bits of which more is better */
export function descentPlan(
  field: Field,
  shortlists: readonly Shortlist[],
  has: (person: number) => number,
): Plan {
  const ordered = [...shortlists].sort((a, b) => a.rows.length - b.rows.length)
  const lists = tiedLists(field, ordered, has)
  const topsFrom = new Float64Array(lists.length + 1)
  for (let at = lists.length - 1; at >= 0; at--) {
    topsFrom[at] = (topsFrom[at + 1] as number) + topOf(lists[at] as TiedList)
  }
  const ofPlain = lists.map((list) => lossesToKnow(field, list.plain, list.plainTop, ownOf))
  const ofTied = lists.map((list) =>
    lossesToKnow(field, [...list.tied, ...list.plain], topOf(list), mostOf),
  )
  const ofAll = ofPlain.map((losses, list) =>
    losses.map((loss, domain) => Math.min(loss, ofTied[list]?.[domain] as number)),
  )
  const { domains, domainGain } = field
  return {
    lists,
    plainTops: sumsOfSets(lists.map(({ plainTop }) => plainTop)),
    leastCosts: sumsOfSets(
      ordered.map(({ rows }) => rows.reduce((least, { cost }) => Math.min(least, cost), Infinity)),
    ),
    topsFrom,
    domainsOfPlain: domainsAhead(ofPlain, domains, domainGain),
    domainsOfAll: domainsAhead(ofAll, domains, domainGain),
    allDomains: (1 << domains) - 1,
    allDomainsGain: domains * domainGain,
    domainGain,
  }
}

const topOf = ({ plainTop, tiedTop }: TiedList) => Math.max(plainTop, tiedTop)
const ownOf = ({ own }: Row) => own
const mostOf = (row: Row & { ahead?: number }) => row.own + (row.ahead ?? 0)

function lossesToKnow(
  { candidates, domains }: Field,
  rows: readonly Row[],
  top: number,
  worthOf: (row: Row) => number,
): number[] {
  return Array.from({ length: domains }, (_, domain) =>
    rows.reduce(
      (least, row) =>
        ((candidates.domains[row.person] as number) >>> domain) & 1
          ? Math.min(least, top - worthOf(row))
          : least,
      Number.POSITIVE_INFINITY,
    ),
  )
}

function sumsOfSets(values: readonly number[]): Float64Array {
  const sums = new Float64Array(1 << values.length)
  for (let set = 1; set < sums.length; set++) {
    const first = 31 - Math.clz32(set & -set)
    sums[set] = (sums[set & (set - 1)] as number) + (values[first] as number)
  }
  return sums
}
