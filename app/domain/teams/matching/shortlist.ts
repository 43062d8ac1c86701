import { mostOfDomains } from './domain-cover'
import type { Field } from './field'
import { topAt } from './frontier'
import { countRoles } from './groups'
import type { Node } from './nodes'
import { fittingIn, forcedIn, none, type Survey } from './survey'

/** A team that was found before and that the next one must differ from. */
export type Earlier = ReadonlySet<number>

/** Somebody who can still be part of a better team, in one group. */
export type Row = {
  readonly person: number
  /** Gain less the cost at the node's price. */
  readonly own: number
  /** `own` with the credit for past work. */
  readonly most: number
  readonly gain: number
  readonly cost: number
}

/** The people of one group who can still be part of a better team. */
export type Shortlist = {
  readonly roles: number
  /** The highest `own` first. */
  readonly rows: readonly Row[]
  readonly top: number
  /** The least loss of `most` for somebody who knows a wanted field, by field. */
  readonly lossToKnow: readonly number[]
  /** The least loss for somebody who is not in an earlier team, by team. */
  readonly lossToDiffer: readonly number[]
}

/**
 * Leaves out of each group whoever is so far behind its best that even with the best in every other
 * group no team with them is above `above`. Null when nobody is left in some group.
 */
export function shortlistsOf(
  survey: Survey,
  node: Node,
  budget: number,
  above: number,
  earlier: readonly Earlier[],
): Shortlist[] | null {
  const { field } = survey
  const { price } = node
  const tops = node.outlooks.map(({ all }) => topAt(all, price))
  const lossesToKnow = node.outlooks.map(({ knowing }, at) =>
    knowing.map((known) => (tops[at] as number) - topAt(known, price)),
  )
  // A budget without an end has no price.
  const base = price === 0 ? 0 : price * budget
  const gaps = gapsOf(field, lossesToKnow, tops.reduce((sum, top) => sum + top, base) - above)
  const lists: Shortlist[] = []
  for (const [at, roles] of node.pattern.entries()) {
    const top = tops[at] as number
    const rows = rowsWithin(survey, node, at, top, gaps)
    if (rows.length === 0) return null
    const lossToKnow = lossesToKnow[at] as number[]
    const lossToDiffer = lossesToDiffer(rows, top, gaps[0] as number, earlier)
    lists.push({ roles, rows, top, lossToKnow, lossToDiffer })
  }
  return lists
}

/**
 * How far behind the best of their group somebody may be, by the bits of the wanted fields that they
 * know: those come with them, every other one with somebody else who pays for it.
 * @param gap how far behind anybody may be without fields
 */
function gapsOf(
  { domains, domainGain }: Field,
  lossesToKnow: readonly (readonly number[])[],
  gap: number,
): Float64Array {
  const losses = Array.from({ length: domains }, (_, domain) =>
    Math.min(...lossesToKnow.map((ofList) => ofList[domain] as number)),
  )
  return new Float64Array(1 << domains).map((_, known) => {
    const others = losses.filter((_loss, domain) => !((known >>> domain) & 1))
    return gap + countRoles(known) * domainGain + mostOfDomains(others, domainGain)
  })
}

/** Whoever of a node's list is not too far behind, the highest `own` first. */
function rowsWithin(
  survey: Survey,
  { pattern, outlooks, setting, fixing, price }: Node,
  list: number,
  top: number,
  gaps: Float64Array,
): Row[] {
  const { domains } = survey.field.candidates
  const group = fittingIn(survey, setting, pattern[list] as number)
  const forced = forcedIn(fixing, group.roles)
  const lowest = top - (gaps[gaps.length - 1] as number)
  const highest = outlooks[list]?.all.gain.at(-1) ?? Number.NEGATIVE_INFINITY
  const rows: Row[] = []
  for (let at = 0; at < group.people.length; at++) {
    const spent = price * (group.cost[at] as number)
    // Whoever follows costs no less.
    if (highest - spent <= lowest) break
    const most = (group.most[at] as number) - spent
    if (most <= lowest) continue
    const person = group.people[at] as number
    if (most <= top - (gaps[domains[person] as number] as number)) continue
    if (forced !== none && person !== forced) continue
    const gain = group.gain[at] as number
    rows.push({ person, own: gain - spent, most, gain, cost: group.cost[at] as number })
  }
  return rows.sort((a, b) => b.own - a.own)
}

/** @param gap how far behind, at least, whoever was left out is */
function lossesToDiffer(
  rows: readonly Row[],
  top: number,
  gap: number,
  earlier: readonly Earlier[],
): number[] {
  return earlier.map((team) =>
    rows.reduce(
      (least, { person, most }) => (team.has(person) ? least : Math.min(least, top - most)),
      gap,
    ),
  )
}
