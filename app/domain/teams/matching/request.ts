import type { SkillLevel } from '~/domain/skills/claim'
import type { Role } from '~/domain/skills/roles'

/** One person may hold as many of a team's roles. */
export const rolesPerPerson = 2

/** From each option before it, a further one differs in at least so many people. */
export const leastDifference = 2

export type SkillNeed = {
  readonly skillId: string
  /** Nobody below this level is proposed for the role. */
  readonly leastLevel: SkillLevel
  /** How much the skill counts among those of its role; above 0. */
  readonly weight: number
}

export type RoleNeed = {
  readonly role: Role
  readonly skills: readonly SkillNeed[]
  /** Whole hours of work in all. */
  readonly hours: number
  /** Whoever holds the role must hold the data-stewardship credential. */
  readonly steward: boolean
}

export type FixedMember = {
  readonly personId: string
  /** The place of their role in `roles`; null when any role will do. */
  readonly role: number | null
}

/** What a team is looked for: a brief's need, or what a half-formed team still lacks. */
export type TeamRequest = {
  readonly roles: readonly RoleNeed[]
  /** Over how many weeks the hours are spread; nobody works more than their hours a week. */
  readonly weeks: number
  /** For all hours of all roles together, in the minor unit of the pool's rates. */
  readonly budgetMinor: bigint
  /** The whole team speaks at least one of these; empty when it does not matter. */
  readonly languages: readonly string[]
  /** Fields that somebody in the team should know: they count, but exclude nobody. */
  readonly domains: readonly string[]
  /** Hours of the working day that all members must share. */
  readonly commonHours: number
  readonly maxMembers: number
  readonly fixed: readonly FixedMember[]
  /** People who are not proposed, whatever they can do. */
  readonly excluded: readonly string[]
}

export const requestLimits = {
  roles: { least: 3, most: 7 },
  skillsOfRole: { least: 1, most: 12 },
  hours: { least: 1, most: 10_000 },
  weeks: { least: 1, most: 104 },
  languages: { least: 0, most: 4 },
  domains: { least: 0, most: 4 },
  commonHours: { least: 0, most: 24 },
} as const

export type RequestProblem = {
  /** The part of the request, as `roles.2.hours`. */
  readonly field: string
  readonly problem:
    | 'out_of_range'
    | 'role_unknown'
    | 'skill_twice'
    | 'weight_not_positive'
    | 'budget_not_positive'
    | 'person_unknown'
    | 'person_twice'
    | 'person_excluded'
    | 'role_taken'
  readonly least?: number
  readonly most?: number
}
