import { type Role, roles } from '~/domain/skills/roles'
import { needsOfRole, skillsOfRole } from '~/domain/skills/taxonomy'
import type { WorkloadClass } from '~/domain/stewardship/workload-class'
import { requestLimits } from './request'
import type { StoredRequest } from './stored-request'

/** People rarely name all that a role cannot do without: asking for more would leave out nearly everybody. */
const usualSkillsOfRole = 2
const mostUsualRoles = 5

/**
 * The skills that a role's row starts with: those of its core that the brief asks for, then the first
 * of the core.
 * @param asked ids of the skills that a brief asks for; empty without one
 */
export function usualSkills(role: Role, asked: readonly string[]): string[] {
  const { core } = needsOfRole(role)
  const wanted = core.filter((id) => asked.includes(id))
  return [...new Set([...wanted, ...core])].slice(0, usualSkillsOfRole)
}

/**
 * The roles that are ticked at first: those that the members hold, then those of whose skills the
 * brief asks for most.
 */
export function usualRoles(held: readonly Role[], asked: readonly string[]): Role[] {
  const own = roles.filter((role) => held.includes(role))
  const count = (role: Role) => skillsOfRole(role).filter(({ id }) => asked.includes(id)).length
  const others = roles
    .filter((role) => !own.includes(role))
    .sort((a, b) => count(b) - count(a) || roles.indexOf(a) - roles.indexOf(b))
  const wanted = Math.max(requestLimits.roles.least, Math.min(mostUsualRoles, own.length + 2))
  return [...own, ...others].slice(0, Math.max(wanted, Math.min(own.length, 7)))
}

type Brief = {
  readonly weeks: number
  readonly budgetMinor: bigint
  readonly sector: string
  readonly workloadClass: WorkloadClass
}

const usualWeeks = 8
const usualHoursAWeek = 10
const usualCommonHours = 3

/**
 * What the form starts with for a team of these members: each whom the matcher knows is fixed in the
 * role that they hold, if nobody before them has it.
 * @param known ids of the members whom the matcher knows
 * @param asked ids of the skills that the brief asks for
 */
export function usualRequest(
  members: readonly { personId: string; role: Role }[],
  known: readonly string[],
  asked: readonly string[],
  brief: Brief | null,
): StoredRequest {
  const present = members.filter(({ personId }) => known.includes(personId))
  const wanted = usualRoles(
    present.map(({ role }) => role),
    asked,
  )
  const weeks = brief?.weeks ?? usualWeeks
  const taken = new Set<Role>()
  return {
    roles: wanted.map((role) => ({
      role,
      skills: usualSkills(role, asked).map((skillId) => ({ skillId, leastLevel: 1, weight: 1 })),
      hours: weeks * usualHoursAWeek,
      steward: false,
    })),
    weeks,
    budgetMinor: (brief?.budgetMinor ?? 0n).toString(),
    languages: [],
    domains: brief ? [brief.sector] : [],
    commonHours: usualCommonHours,
    maxMembers: wanted.length,
    fixed: present.map(({ personId, role }) => {
      const free = wanted.includes(role) && !taken.has(role)
      taken.add(role)
      return { personId, role: free ? wanted.indexOf(role) : null }
    }),
    excluded: [],
    workloadClass: brief?.workloadClass ?? 'open',
  }
}
