import type { Role } from './roles'
import { cloudSkills } from './taxonomy/cloud'
import { dataSkills } from './taxonomy/data'
import { domainsSkills } from './taxonomy/domains'
import { localisationSkills } from './taxonomy/localisation'
import { machineLearningSkills } from './taxonomy/machine-learning'
import { privacySkills } from './taxonomy/privacy'
import { roleCore } from './taxonomy/role-core'
import { securitySkills } from './taxonomy/security'
import type { Skill, SkillArea } from './taxonomy/skill'
import { testingSkills } from './taxonomy/testing'

export { type Skill, type SkillArea, skillAreas } from './taxonomy/skill'

/**
 * The skills that Samar knows, one file per area. Ids never change once people have claimed them.
 * `escoUri` names the concept of ESCO 1.1.1 (European Commission) that fits best, where there is one.
 */
export const skills: readonly Skill[] = [
  ...machineLearningSkills,
  ...dataSkills,
  ...cloudSkills,
  ...securitySkills,
  ...testingSkills,
  ...privacySkills,
  ...localisationSkills,
  ...domainsSkills,
]

const byId = new Map(skills.map((skill) => [skill.id, skill]))

export function skillById(id: string): Skill | undefined {
  return byId.get(id)
}

/** Every skill that is of use in a role, needed or not. */
export function skillsOfRole(role: Role): readonly Skill[] {
  return skills.filter((skill) => skill.roles.includes(role))
}

export type RoleNeeds = {
  /** Ids of what nobody in the role can do without. */
  readonly core: readonly string[]
  /** Ids of which one is enough; empty where the role has no such choice. */
  readonly oneOf: readonly string[]
  /** Ids of the others that help. */
  readonly useful: readonly string[]
}

/** What a role needs, what it needs one of, and what helps in it: each skill of the role once. */
export function needsOfRole(role: Role): RoleNeeds {
  const { all, oneOf: choice } = roleCore[role]
  const others = skillsOfRole(role).filter(({ id }) => !all.includes(id))
  const isChoice = ({ id, area }: Skill) =>
    choice === 'domains' ? area === 'domains' : choice.includes(id)
  const idsOf = (some: readonly Skill[]) => some.map(({ id }) => id)
  return {
    core: all,
    oneOf: idsOf(others.filter(isChoice)),
    useful: idsOf(others.filter((skill) => !isChoice(skill))),
  }
}

/** The roles that need a skill, alone or as one of several, and those that it only helps. */
export function rolesOf(skill: Skill): readonly [Role[], Role[]] {
  const needs = (role: Role) => {
    const { core, oneOf } = needsOfRole(role)
    return core.includes(skill.id) || oneOf.includes(skill.id)
  }
  return [skill.roles.filter(needs), skill.roles.filter((role) => !needs(role))]
}

export function skillsOfArea(area: SkillArea): readonly Skill[] {
  return skills.filter((skill) => skill.area === area)
}
