import type { SkillLevel } from '~/domain/skills/claim'
import { cheapestTeam, possibleTeam } from './best-team'
import type { Pool } from './pool'
import { type RoleNeed, requestLimits, type TeamRequest } from './request'

/** One change of a request after which a team is possible. Each is as small as it can be. */
export type Relaxation =
  /** The cost of the cheapest team. */
  | { readonly kind: 'budget'; readonly leastMinor: bigint }
  /** The most common hours with which there is one. */
  | { readonly kind: 'common_hours'; readonly hours: number }
  /** The fewest members. */
  | { readonly kind: 'members'; readonly members: number }
  /** The fewest weeks. */
  | { readonly kind: 'weeks'; readonly weeks: number }
  /** The highest level of one skill of the role at this place. */
  | {
      readonly kind: 'skill_level'
      readonly role: number
      readonly skillId: string
      readonly level: SkillLevel
    }
  /** Without one skill of the role at this place, which has others. */
  | { readonly kind: 'skill'; readonly role: number; readonly skillId: string }
  /** Without the credential in data stewardship. */
  | { readonly kind: 'stewardship' }
  /** Without a language of their own. */
  | { readonly kind: 'languages' }
  /** Without this fixed member, or with them in another role. */
  | { readonly kind: 'fixed'; readonly personId: string }
  /** With the people who were left out. */
  | { readonly kind: 'excluded' }

/**
 * Which single part of an impossible request would have to give. A part is tried at its loosest
 * first: when even that does not help, it is not the one.
 */
export function relaxationsOf(pool: Pool, request: TeamRequest): Relaxation[] {
  const possible = possibleIn(pool, request)
  return [
    ...budgetRelaxation(pool, request),
    ...hoursRelaxation(request, possible),
    ...membersRelaxation(request, possible),
    ...weeksRelaxation(request, possible),
    ...skillRelaxations(request, possible),
    ...peopleRelaxations(request, possible),
  ]
}

/** The request as a relaxation has it. */
export function withRelaxation(request: TeamRequest, relaxation: Relaxation): TeamRequest {
  const { roles, fixed } = request
  switch (relaxation.kind) {
    case 'budget':
      return { ...request, budgetMinor: relaxation.leastMinor }
    case 'common_hours':
      return { ...request, commonHours: relaxation.hours }
    case 'members':
      return { ...request, maxMembers: relaxation.members }
    case 'weeks':
      return { ...request, weeks: relaxation.weeks }
    case 'skill_level': {
      const { role, skillId, level } = relaxation
      return { ...request, roles: withLevel(roles, role, skillId, level) }
    }
    case 'skill':
      return { ...request, roles: withoutSkill(roles, relaxation.role, relaxation.skillId) }
    case 'stewardship':
      return { ...request, roles: roles.map((need) => ({ ...need, steward: false })) }
    case 'languages':
      return { ...request, languages: [] }
    case 'fixed':
      return { ...request, fixed: fixed.filter(({ personId }) => personId !== relaxation.personId) }
    case 'excluded':
      return { ...request, excluded: [] }
  }
}

type Possible = (changes: Partial<TeamRequest>) => boolean

export function possibleIn(pool: Pool, request: TeamRequest): Possible {
  return (changes) => isPossible(pool, { ...request, ...changes })
}

/** One of many questions: what cannot be told soon is no advice. */
const workOfOne = 2_000_000

function isPossible(pool: Pool, request: TeamRequest): boolean {
  const team = possibleTeam(pool, request, workOfOne)
  return team !== null && team !== 'unknown'
}

/** The least whole number from `low` to `high` that will do, where every greater one does too. */
function leastOf(low: number, high: number, will: (value: number) => boolean): number | null {
  if (low > high || !will(high)) return null
  let from = low
  let until = high
  while (from < until) {
    const middle = Math.floor((from + until) / 2)
    if (will(middle)) until = middle
    else from = middle + 1
  }
  return until
}

export function budgetRelaxation(pool: Pool, request: TeamRequest): Relaxation[] {
  const cheapest = cheapestTeam(pool, request)
  return cheapest ? [{ kind: 'budget', leastMinor: BigInt(cheapest.costMinor) }] : []
}

export function hoursRelaxation({ commonHours }: TeamRequest, possible: Possible): Relaxation[] {
  const fewer = leastOf(1, commonHours, (less) => possible({ commonHours: commonHours - less }))
  return fewer === null ? [] : [{ kind: 'common_hours', hours: commonHours - fewer }]
}

function membersRelaxation({ maxMembers, roles }: TeamRequest, possible: Possible): Relaxation[] {
  const members = leastOf(maxMembers + 1, roles.length, (most) => possible({ maxMembers: most }))
  return members === null ? [] : [{ kind: 'members', members }]
}

function weeksRelaxation({ weeks }: TeamRequest, possible: Possible): Relaxation[] {
  const more = leastOf(weeks + 1, requestLimits.weeks.most, (least) => possible({ weeks: least }))
  return more === null ? [] : [{ kind: 'weeks', weeks: more }]
}

function skillRelaxations({ roles }: TeamRequest, possible: Possible): Relaxation[] {
  return roles.flatMap(({ skills }, role) =>
    skills.flatMap(({ skillId, leastLevel }): Relaxation[] => {
      const lower = leastOf(1, leastLevel - 1, (less) =>
        possible({ roles: withLevel(roles, role, skillId, (leastLevel - less) as SkillLevel) }),
      )
      if (lower === null) {
        const without = withoutSkill(roles, role, skillId)
        const needless = skills.length > 1 && possible({ roles: without })
        return needless ? [{ kind: 'skill', role, skillId }] : []
      }
      return [{ kind: 'skill_level', role, skillId, level: (leastLevel - lower) as SkillLevel }]
    }),
  )
}

function withLevel(
  roles: readonly RoleNeed[],
  role: number,
  skillId: string,
  leastLevel: SkillLevel,
): RoleNeed[] {
  return roles.map((need, at) =>
    at !== role
      ? need
      : {
          ...need,
          skills: need.skills.map((skill) =>
            skill.skillId === skillId ? { ...skill, leastLevel } : skill,
          ),
        },
  )
}

function withoutSkill(roles: readonly RoleNeed[], role: number, skillId: string): RoleNeed[] {
  return roles.map((need, at) =>
    at !== role
      ? need
      : { ...need, skills: need.skills.filter((skill) => skill.skillId !== skillId) },
  )
}

export function languagesRelaxation({ languages }: TeamRequest, possible: Possible): Relaxation[] {
  return languages.length > 0 && possible({ languages: [] }) ? [{ kind: 'languages' }] : []
}

function peopleRelaxations(request: TeamRequest, possible: Possible): Relaxation[] {
  const { roles, fixed, excluded } = request
  const found: Relaxation[] = []
  const unasked = withRelaxation(request, { kind: 'stewardship' })
  if (roles.some(({ steward }) => steward) && possible(unasked)) {
    found.push({ kind: 'stewardship' })
  }
  found.push(...languagesRelaxation(request, possible))
  for (const personId of new Set(fixed.map((member) => member.personId))) {
    if (possible({ fixed: fixed.filter((member) => member.personId !== personId) })) {
      found.push({ kind: 'fixed', personId })
    }
  }
  if (excluded.length > 0 && possible({ excluded: [] })) found.push({ kind: 'excluded' })
  return found
}
