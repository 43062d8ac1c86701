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
  const possible = (changes: Partial<TeamRequest>) => isPossible(pool, { ...request, ...changes })
  return [
    ...budgetRelaxation(pool, request),
    ...hoursRelaxation(request, possible),
    ...membersRelaxation(request, possible),
    ...weeksRelaxation(request, possible),
    ...skillRelaxations(request, possible),
    ...peopleRelaxations(request, possible),
  ]
}

type Possible = (changes: Partial<TeamRequest>) => boolean

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

function budgetRelaxation(pool: Pool, request: TeamRequest): Relaxation[] {
  const cheapest = cheapestTeam(pool, request)
  return cheapest ? [{ kind: 'budget', leastMinor: BigInt(cheapest.costMinor) }] : []
}

function hoursRelaxation({ commonHours }: TeamRequest, possible: Possible): Relaxation[] {
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
      if (lower === null) return []
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

function peopleRelaxations(request: TeamRequest, possible: Possible): Relaxation[] {
  const { roles, languages, fixed, excluded } = request
  const found: Relaxation[] = []
  const unasked = roles.map((need) => ({ ...need, steward: false }))
  if (roles.some(({ steward }) => steward) && possible({ roles: unasked })) {
    found.push({ kind: 'stewardship' })
  }
  if (languages.length > 0 && possible({ languages: [] })) found.push({ kind: 'languages' })
  for (const personId of new Set(fixed.map((member) => member.personId))) {
    if (possible({ fixed: fixed.filter((member) => member.personId !== personId) })) {
      found.push({ kind: 'fixed', personId })
    }
  }
  if (excluded.length > 0 && possible({ excluded: [] })) found.push({ kind: 'excluded' })
  return found
}
