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

/** What the row of a role that somebody holds starts with: skills of it that they have. */
function skillsOfHolder(role: Role, asked: readonly string[], own: readonly string[]): string[] {
  const { core, oneOf, useful } = needsOfRole(role)
  const wanted = core.filter((id) => asked.includes(id))
  const known = [...new Set([...wanted, ...core, ...oneOf, ...useful])]
  return known.filter((id) => own.includes(id)).slice(0, usualSkillsOfRole)
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
  const { least, most } = requestLimits.roles
  const wanted = Math.max(least, Math.min(mostUsualRoles, own.length + 2), own.length)
  return [...own, ...others].slice(0, Math.min(wanted, most))
}

type Brief = {
  readonly weeks: number
  readonly budgetMinor: bigint
  readonly sector: string
  readonly workloadClass: WorkloadClass
}

const usualWeeks = 8
export const usualHoursAWeek = 15
const usualCommonHours = 3

export type HeldRole = {
  readonly personId: string
  readonly role: Role
  /** Ids of the skills that they have. */
  readonly skills: readonly string[]
}

/**
 * What the form starts with for a team of these members: each whom the matcher knows is fixed in the
 * role that they hold, unless somebody before them has it or they name no skill of it.
 * @param known ids of the members whom the matcher knows
 * @param asked ids of the skills that the brief asks for
 */
export function usualRequest(
  members: readonly HeldRole[],
  known: readonly string[],
  asked: readonly string[],
  brief: Brief | null,
): StoredRequest {
  const holders = new Map<Role, { personId: string; skills: string[] }>()
  for (const { personId, role, skills } of members) {
    const own = skillsOfHolder(role, asked, skills)
    if (!known.includes(personId) || own.length === 0 || holders.has(role)) continue
    holders.set(role, { personId, skills: own })
  }
  const wanted = usualRoles([...holders.keys()], asked)
  const weeks = brief?.weeks ?? usualWeeks
  return {
    roles: wanted.map((role) => ({
      role,
      skills: (holders.get(role)?.skills ?? usualSkills(role, asked)).map((skillId) => ({
        skillId,
        leastLevel: 1,
        weight: 1,
      })),
      hours: weeks * usualHoursAWeek,
      steward: false,
    })),
    weeks,
    budgetMinor: (brief?.budgetMinor ?? 0n).toString(),
    languages: [],
    domains: brief ? [brief.sector] : [],
    commonHours: usualCommonHours,
    maxMembers: wanted.length,
    // A team may hold more roles than are asked for at once.
    fixed: wanted.flatMap((role, at) => {
      const holder = holders.get(role)
      return holder ? [{ personId: holder.personId, role: at }] : []
    }),
    excluded: [],
    workloadClass: brief?.workloadClass ?? 'open',
  }
}
