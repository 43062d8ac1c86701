import type { Role } from './roles'
import { cloudSkills } from './taxonomy/cloud'
import { dataSkills } from './taxonomy/data'
import { domainsSkills } from './taxonomy/domains'
import { localisationSkills } from './taxonomy/localisation'
import { machineLearningSkills } from './taxonomy/machine-learning'
import { privacySkills } from './taxonomy/privacy'
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

export function skillsOfRole(role: Role): readonly Skill[] {
  return skills.filter((skill) => skill.roles.includes(role))
}

export function skillsOfArea(area: SkillArea): readonly Skill[] {
  return skills.filter((skill) => skill.area === area)
}
