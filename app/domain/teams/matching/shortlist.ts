import type { Field } from './field'
import { topAt } from './frontier'
import type { Group } from './groups'
import type { Node } from './nodes'
import { forcedIn, none, type Survey } from './survey'
import { fitsSetting } from './windows'

/** A team that was found before and that the next one must differ from. */
export type Earlier = ReadonlySet<number>

/** The people of one group who can still be part of a better team, the best first. */
export type Shortlist = {
  readonly roles: number
  readonly people: readonly number[]
  /** By place in `people`: gain with the credit, less the cost at the node's price. */
  readonly reduced: readonly number[]
  /** Without the credit. */
  readonly gain: readonly number[]
  readonly cost: readonly number[]
  /** The least loss of `reduced` for somebody who knows a wanted field, by field. */
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
  const spare = field.domains * field.domainGain
  const most = tops.reduce(
    (sum, top) => sum + top,
    spare + (node.price === 0 ? 0 : node.price * budget),
  )
  const lists: Shortlist[] = []
  for (const [at, roles] of node.pattern.entries()) {
    const group = field.groups[roles] as Group
    const least = (tops[at] as number) - (most - above)
    const rows = rowsAbove(survey, node, group, least)
    if (rows.length === 0) return null
    lists.push(shortlist(field, roles, rows, tops[at] as number, most - above, earlier))
  }
  return lists
}

type Row = {
  readonly person: number
  readonly reduced: number
  readonly gain: number
  readonly cost: number
}

function rowsAbove(survey: Survey, node: Node, group: Group, least: number): Row[] {
  const { field, windows } = survey
  const { rateMinor, languages } = field.candidates
  const forced = forcedIn(node.fixing, group.roles)
  const rows: Row[] = []
  for (let at = 0; at < group.people.length; at++) {
    const person = group.people[at] as number
    const cost = (rateMinor[person] as number) * group.hours
    const gain = group.gain[at] as number
    const reduced = gain + (field.credits[person] as number) - node.price * cost
    if (reduced <= least || (forced !== none && person !== forced)) continue
    const hours = windows.hours[person] as number
    if (!fitsSetting(node.setting, hours, languages[person] as number, windows.leastHours)) continue
    rows.push({ person, reduced, gain, cost })
  }
  return rows.sort((a, b) => b.reduced - a.reduced)
}

function shortlist(
  field: Field,
  roles: number,
  rows: readonly Row[],
  top: number,
  gap: number,
  earlier: readonly Earlier[],
): Shortlist {
  const lossUntil = (serves: (person: number) => boolean) => {
    const first = rows.find(({ person }) => serves(person))
    // Whoever was left out is at least the whole gap behind.
    return first ? top - first.reduced : gap
  }
  const { domains } = field.candidates
  return {
    roles,
    people: rows.map(({ person }) => person),
    reduced: rows.map(({ reduced }) => reduced),
    gain: rows.map(({ gain }) => gain),
    cost: rows.map(({ cost }) => cost),
    lossToKnow: Array.from({ length: field.domains }, (_, domain) =>
      lossUntil((person) => (((domains[person] as number) >>> domain) & 1) === 1),
    ),
    lossToDiffer: earlier.map((team) => lossUntil((person) => !team.has(person))),
  }
}
