import type { Candidates } from './candidates'
import type { Pool } from './pool'
import { rolesPerPerson, type TeamRequest } from './request'

/** One role, or two that one person holds together. */
export type Group = {
  /** A bit for each of its roles. */
  readonly roles: number
  /** Candidates who can hold it, cheapest first. */
  readonly people: Uint32Array
  /** In the same order, what each costs, and what each adds without past work. */
  readonly cost: Float64Array
  readonly gain: Float64Array
}

/** What somebody adds in a group, given the group's roles and what they cost in it. */
export type Gain = (candidate: number, roles: number, cost: number) => number

/** By the bits of its roles; a group that nobody can hold is empty. */
export function groupsOf(
  candidates: Candidates,
  request: TeamRequest,
  gain: Gain,
): (Group | undefined)[] {
  const hours = hoursOfGroups(request)
  const counts = new Uint32Array(hours.length)
  forEachHolding(candidates, hours, (_, roles) => {
    counts[roles] = (counts[roles] as number) + 1
  })
  const groups = hours.map((_, roles) => {
    const count = counts[roles] as number
    const [cost, gains] = [new Float64Array(count), new Float64Array(count)]
    return { roles, people: new Uint32Array(count), cost, gain: gains }
  })
  counts.fill(0)
  forEachHolding(candidates, hours, (candidate, roles) => {
    const group = groups[roles] as Group
    const at = counts[roles] as number
    const cost = (candidates.rateMinor[candidate] as number) * (hours[roles] as number)
    group.people[at] = candidate
    group.cost[at] = cost
    group.gain[at] = gain(candidate, roles, cost)
    counts[roles] = at + 1
  })
  return groups
}

/** Every candidate with every group that they can hold, cheapest first. */
function forEachHolding(
  { size, roles: able, capacity }: Candidates,
  hours: readonly number[],
  visit: (candidate: number, roles: number) => void,
): void {
  for (let candidate = 0; candidate < size; candidate++) {
    const free = capacity[candidate] as number
    for (let firsts = able[candidate] as number; firsts !== 0; firsts &= firsts - 1) {
      const first = firsts & -firsts
      visit(candidate, first)
      for (let seconds = firsts ^ first; seconds !== 0; seconds &= seconds - 1) {
        const roles = first | (seconds & -seconds)
        if (free >= (hours[roles] as number)) visit(candidate, roles)
      }
    }
  }
}

/** The hours of each role and of each two, by their bits; no other group has a place. */
function hoursOfGroups({ roles }: TeamRequest): number[] {
  const hours: number[] = []
  for (const [first, one] of roles.entries()) {
    hours[1 << first] = one.hours
    for (const [second, other] of roles.entries()) {
      if (second > first) hours[(1 << first) | (1 << second)] = one.hours + other.hours
    }
  }
  return hours
}

/**
 * Every way to give the roles to at most `maxMembers` people, one or two roles each: a list of
 * groups that together hold every role once.
 */
export function patternsOf(roles: number, maxMembers: number): number[][] {
  const patterns: number[][] = []
  const spread = (left: number, groups: readonly number[]) => {
    if (left === 0) {
      patterns.push([...groups])
      return
    }
    const leastGroups = Math.ceil(countRoles(left) / rolesPerPerson)
    if (groups.length + leastGroups > maxMembers) return
    const first = left & -left
    spread(left ^ first, [...groups, first])
    for (let rest = left ^ first; rest !== 0; rest &= rest - 1) {
      const second = rest & -rest
      spread(left ^ first ^ second, [...groups, first | second])
    }
  }
  spread((1 << roles) - 1, [])
  return patterns
}

export function countRoles(mask: number): number {
  let count = 0
  for (let rest = mask; rest !== 0; rest &= rest - 1) count++
  return count
}

/**
 * Every way in which the fixed members can hold roles: the candidate of each role, −1 where it is
 * free. Whoever is fixed without a role is tried in each that they can hold. Empty when somebody
 * cannot hold what they should.
 */
export function fixingsOf(pool: Pool, candidates: Candidates, request: TeamRequest): number[][] {
  const candidateOf = (id: string) => candidates.candidateAt[pool.places.get(id) ?? -1] ?? -1
  const able = (candidate: number, role: number) =>
    candidate >= 0 && ((candidates.roles[candidate] as number) & (1 << role)) !== 0
  let fixings: number[][] = [request.roles.map(() => -1)]
  const firstNamed = [...request.fixed].sort(
    (a, b) => Number(a.role === null) - Number(b.role === null),
  )
  for (const { personId, role } of firstNamed) {
    const candidate = candidateOf(personId)
    const roles = role === null ? request.roles.map((_, at) => at) : [role]
    fixings = fixings.flatMap((fixing) =>
      // Without a role of their own, a role that they already hold will do.
      role === null && candidate >= 0 && fixing.includes(candidate)
        ? [fixing]
        : roles.flatMap((at) =>
            fixing[at] === -1 && able(candidate, at)
              ? [fixing.map((known, place) => (place === at ? candidate : known))]
              : [],
          ),
    )
  }
  return fixings
}
