import type { Candidates } from './candidates'
import type { Pool } from './pool'
import { rolesPerPerson, type TeamRequest } from './request'

/** One role, or two that one person holds together. */
export type Group = {
  /** A bit for each of its roles. */
  readonly roles: number
  readonly hours: number
  /** Candidates who can hold it, cheapest first. */
  readonly people: Uint32Array
  /** What each of them adds, in the same order. */
  readonly gain: Float64Array
}

/** What somebody adds in a group, given the group's roles and hours. */
export type Gain = (candidate: number, roles: number, hours: number) => number

/** By the bits of its roles; a group that nobody can hold is empty. */
export function groupsOf(
  candidates: Candidates,
  request: TeamRequest,
  gain: Gain,
): (Group | undefined)[] {
  const groups: (Group | undefined)[] = []
  const count = request.roles.length
  for (let first = 0; first < count; first++) {
    for (let second = first; second < count; second++) {
      const roles = (1 << first) | (1 << second)
      const hours =
        (request.roles[first]?.hours ?? 0) +
        (second === first ? 0 : (request.roles[second]?.hours ?? 0))
      const people: number[] = []
      for (let at = 0; at < candidates.size; at++) {
        const able = ((candidates.roles[at] as number) & roles) === roles
        if (able && (candidates.capacity[at] as number) >= hours) people.push(at)
      }
      groups[roles] = {
        roles,
        hours,
        people: Uint32Array.from(people),
        gain: Float64Array.from(people, (candidate) => gain(candidate, roles, hours)),
      }
    }
  }
  return groups
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
