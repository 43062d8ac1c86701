import type { CreditedGroup, Field } from './field'
import { topAt } from './frontier'
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
  const tops = node.outlooks.map(({ all }) => topAt(all, node.price))
  // A budget without an end has no price.
  const base = node.price === 0 ? 0 : node.price * budget
  const spare = field.domains * field.domainGain
  const gap = tops.reduce((sum, top) => sum + top, base + spare) - above
  const lists: Shortlist[] = []
  for (const [at, roles] of node.pattern.entries()) {
    const top = tops[at] as number
    const rows = rowsAbove(survey, node, field.groups[roles] as CreditedGroup, top - gap)
    if (rows.length === 0) return null
    lists.push({ roles, rows, top, ...lossesOf(field, rows, top, gap, earlier) })
  }
  return lists
}

function rowsAbove(survey: Survey, node: Node, group: CreditedGroup, least: number): Row[] {
  const forced = forcedIn(node.fixing, group.roles)
  const fitting = fittingIn(survey, node.setting, group.roles)
  const rows: Row[] = []
  for (let at = 0; at < fitting.length; at++) {
    const place = fitting[at] as number
    const cost = group.cost[place] as number
    const most = (group.most[place] as number) - node.price * cost
    if (most <= least) continue
    const person = group.people[place] as number
    if (forced !== none && person !== forced) continue
    const gain = group.gain[place] as number
    rows.push({ person, own: gain - node.price * cost, most, gain, cost })
  }
  return rows.sort((a, b) => b.own - a.own)
}

function lossesOf(
  { candidates, domains }: Field,
  rows: readonly Row[],
  top: number,
  gap: number,
  earlier: readonly Earlier[],
): Pick<Shortlist, 'lossToKnow' | 'lossToDiffer'> {
  // Whoever was left out is at least the whole gap behind.
  const lossUntil = (serves: (person: number) => boolean) =>
    rows.reduce(
      (least, { person, most }) => (serves(person) ? Math.min(least, top - most) : least),
      gap,
    )
  return {
    lossToKnow: Array.from({ length: domains }, (_, domain) =>
      lossUntil((person) => (((candidates.domains[person] as number) >>> domain) & 1) === 1),
    ),
    lossToDiffer: earlier.map((team) => lossUntil((person) => !team.has(person))),
  }
}
