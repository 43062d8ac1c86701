import { type Role, roles } from '~/domain/skills/roles'
import { needsOfRole, skillsOfRole } from '~/domain/skills/taxonomy'
import { requestLimits } from './request'

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
