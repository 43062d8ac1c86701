import { type Candidates, findCandidates } from './candidates'
import { bestPrice, extend, newFrontier, topAt } from './frontier'
import { countRoles, fixingsOf, type Group, groupsOf, patternsOf } from './groups'
import { creditsOf, gainOfPairs, noPairs, type Pairs, pairsOf } from './pairs'
import type { Pool } from './pool'
import type { TeamRequest } from './request'
import { type Units, unitsOf } from './score'

/** What a team is searched for: the highest score within the budget, or the least cost. */
export type Aim = 'score' | 'cost'

/** A group in which everybody also has, beside their gain, the most that they add with past work. */
export type CreditedGroup = Group & { readonly most: Float64Array }

/** Everything about a request but its budget and its common hours: who, in which groups. */
export type Field = {
  readonly aim: Aim
  readonly candidates: Candidates
  readonly groups: readonly (CreditedGroup | undefined)[]
  readonly patterns: readonly (readonly number[])[]
  readonly fixings: readonly (readonly number[])[]
  readonly pairs: Pairs
  /** How many fields are wanted. */
  readonly domains: number
  /** What a wanted field adds that somebody knows. */
  readonly domainGain: number
  /** How many languages are wanted, or 1. */
  readonly languages: number
}

/** @param leastHours the least common hours that a survey of the field will ask for */
export function fieldOf(pool: Pool, request: TeamRequest, aim: Aim, leastHours: number): Field {
  // Fields and past work cost nothing.
  const domains = aim === 'cost' ? [] : request.domains
  const candidates = findCandidates(pool, { ...request, domains }, leastHours)
  const units = unitsOf({ ...request, domains })
  const groups = groupsOf(candidates, request, gainFor(aim, candidates, units))
  const pairs = aim === 'cost' ? noPairs(candidates) : pairsOf(pool, candidates, units.pair)
  const mates = Math.min(request.roles.length, request.maxMembers) - 1
  const credits = creditsOf(pairs, slackOf(candidates, groups, request), mates)
  return {
    aim,
    candidates,
    groups: groups.map((group) => group && { ...group, most: withCredits(group, credits) }),
    patterns: patternsOf(request.roles.length, request.maxMembers),
    fixings: fixingsOf(pool, candidates, request),
    pairs,
    domains: domains.length,
    domainGain: units.domain,
    languages: Math.max(1, request.languages.length),
  }
}

function withCredits({ people, gain }: Group, credits: Float64Array): Float64Array {
  const most = new Float64Array(people.length)
  for (let at = 0; at < people.length; at++) {
    most[at] = (gain[at] as number) + (credits[people[at] as number] as number)
  }
  return most
}

/** What a team is worth by the aim of the field. */
export function worthOf(field: Field, roles: readonly number[], people: readonly number[]): number {
  const { candidates, groups, pairs, domainGain } = field
  let known = 0
  let value = gainOfPairs(pairs, people, people.length)
  for (const [at, person] of people.entries()) {
    const group = groups[roles[at] ?? 0]
    value += group?.gain[group.people.indexOf(person)] ?? Number.NEGATIVE_INFINITY
    known |= candidates.domains[person] as number
  }
  return value + countRoles(known) * domainGain
}

function gainFor(aim: Aim, candidates: Candidates, units: Units) {
  return (candidate: number, roles: number, cost: number) => {
    if (aim === 'cost') return -cost
    let fit = 0
    for (let role = 0; role < candidates.fit.length; role++) {
      if ((roles >>> role) & 1) fit += candidates.fit[role]?.[candidate] as number
    }
    return fit * units.fit
  }
}

/**
 * How much each candidate's gain could rise before they were the best in a role, when money has the
 * price that the budget gives it if nothing else is asked.
 */
function slackOf(
  candidates: Candidates,
  groups: readonly (Group | undefined)[],
  { roles, budgetMinor }: TeamRequest,
): Float64Array {
  const single = roles.map((_, role) => groups[1 << role] as Group)
  const frontiers = single.map(({ people, cost, gain }) => {
    const frontier = newFrontier()
    for (let at = 0; at < people.length; at++) {
      extend(frontier, cost[at] as number, gain[at] as number)
    }
    return frontier
  })
  const price = bestPrice(frontiers, Number(budgetMinor)) ?? 0
  const slack = new Float64Array(candidates.size).fill(Number.POSITIVE_INFINITY)
  for (const [role, { people, cost, gain }] of single.entries()) {
    const top = topAt(frontiers[role] ?? newFrontier(), price)
    for (let at = 0; at < people.length; at++) {
      const person = people[at] as number
      const own = (gain[at] as number) - price * (cost[at] as number)
      slack[person] = Math.min(slack[person] as number, top - own)
    }
  }
  return slack
}
