import type { Role } from './roles'
import { needsOfRole } from './taxonomy'

/** What a role asks for: all of the core, one of a choice; the rest helps and is not counted. */
export const roleParts = ['core', 'one_of', 'useful'] as const
export type RolePart = (typeof roleParts)[number]

export type RoleGap = {
  readonly parts: readonly { readonly part: RolePart; readonly skills: readonly string[] }[]
  /** How many needs there are; a choice counts as one. */
  readonly needed: number
  readonly held: number
  /** Core skills that are not there. */
  readonly missing: readonly string[]
  /** Of these one is enough; empty when one is there already. */
  readonly missingOneOf: readonly string[]
}

/** What somebody with these skills brings to a role, and what is missing. */
export function roleGap(role: Role, claimed: readonly string[]): RoleGap {
  const { core, oneOf, useful } = needsOfRole(role)
  const missing = core.filter((id) => !claimed.includes(id))
  const missingOneOf = oneOf.some((id) => claimed.includes(id)) ? [] : oneOf
  const choice = oneOf.length > 0 ? 1 : 0
  const needed = core.length + choice
  const skillsOf: Record<RolePart, readonly string[]> = { core, one_of: oneOf, useful }
  return {
    parts: roleParts
      .map((part) => ({ part, skills: skillsOf[part] }))
      .filter(({ skills }) => skills.length > 0),
    needed,
    held: needed - missing.length - (missingOneOf.length > 0 ? choice : 0),
    missing,
    missingOneOf,
  }
}
