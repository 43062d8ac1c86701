import { type Found, leastGain } from './descent'
import type { Field } from './field'
import { countRoles, type Group } from './groups'
import { countHours, wholeDay } from './hours'
import { gainOfPairs } from './pairs'
import { leastDifference } from './request'
import type { Earlier } from './shortlist'
import type { Survey } from './survey'

/** The others of a team, while one place in it is looked at. */
type Others = {
  readonly people: readonly number[]
  readonly gain: number
  readonly cost: number
  readonly hours: number
  readonly languages: number
  readonly known: number
  /** What past work of each with the others adds; absent for nothing. */
  readonly bonus: ReadonlyMap<number, number>
}

/**
 * Exchanges one member at a time, always for whoever lifts the team most, until nobody does. Fixed
 * members stay, and a team that differs enough from the earlier ones still does.
 */
export function improve(
  survey: Survey,
  budget: number,
  earlier: readonly Earlier[],
  found: Found,
): Found {
  const fixed = new Set(survey.field.fixings.flat())
  let best = found
  for (;;) {
    let better = best
    for (const [at, person] of best.people.entries()) {
      if (fixed.has(person)) continue
      const team = exchanged(survey, budget, best, at)
      if (team && team.value > better.value + leastGain && differs(team, earlier)) better = team
    }
    if (better === best) return best
    best = better
  }
}

function differs({ people }: Found, earlier: readonly Earlier[]): boolean {
  return earlier.every(
    (team) => people.filter((person) => !team.has(person)).length >= leastDifference,
  )
}

function othersOf(
  { candidates, groups, pairs }: Field,
  windowHours: Uint32Array,
  team: Found,
  at: number,
): Others {
  const people = team.people.filter((_, place) => place !== at)
  const bonus = new Map<number, number>()
  let cost = 0
  let gain = gainOfPairs(pairs, people, people.length)
  for (const [place, person] of team.people.entries()) {
    if (place === at) continue
    const group = groups[team.roles[place] ?? 0] as Group
    const row = group.people.indexOf(person)
    gain += group.gain[row] as number
    cost += group.cost[row] as number
    const until = pairs.until[person] as number
    for (let pair = pairs.from[person] as number; pair < until; pair++) {
      const mate = pairs.other[pair] as number
      bonus.set(mate, (bonus.get(mate) ?? 0) + (pairs.gain[pair] as number))
    }
  }
  const all = (column: ArrayLike<number>) =>
    people.reduce((mask, person) => mask & (column[person] as number), wholeDay)
  const known = people.reduce((mask, person) => mask | (candidates.domains[person] as number), 0)
  return {
    people,
    gain,
    cost,
    hours: all(windowHours),
    languages: all(candidates.languages),
    known,
    bonus,
  }
}

/** The best team with somebody else in one place; null when nobody else fits there. */
function exchanged(survey: Survey, budget: number, team: Found, at: number): Found | null {
  const { field, windows } = survey
  const { candidates, domainGain } = field
  const others = othersOf(field, windows.hours, team, at)
  const group = field.groups[team.roles[at] ?? 0] as Group
  let best: Found | null = null
  for (let row = 0; row < group.people.length; row++) {
    const person = group.people[row] as number
    const known = others.known | (candidates.domains[person] as number)
    const value =
      others.gain +
      (group.gain[row] as number) +
      countRoles(known) * domainGain +
      (others.bonus.get(person) ?? 0)
    const cost = others.cost + (group.cost[row] as number)
    if (value <= (best?.value ?? team.value) || cost > budget) continue
    const hours = others.hours & (windows.hours[person] as number)
    if (countHours(hours) < windows.leastHours || others.people.includes(person)) continue
    if ((others.languages & (candidates.languages[person] as number)) === 0) continue
    best = { ...team, people: team.people.with(at, person), value, cost }
  }
  return best
}
