import type { WorkloadClass } from './workload-class'

/** What makes somebody a data steward, as the rule of restricted and critical work asks for it. */
type StewardRule = {
  /** The credential attests at least this level: studied alone is not enough. */
  readonly level: 1 | 2 | 3 | 4
  /** One of these skills is attested; ids of the taxonomy. */
  readonly skills: readonly string[]
}

/** By version, as the other rules: what was once in force is never edited. */
const stewardRules = {
  1: {
    level: 2,
    skills: ['data-protection-law', 'data-classification', 'retention-deletion'],
  },
} as const satisfies Record<number, StewardRule>

export type StewardRuleVersion = keyof typeof stewardRules
export const stewardRuleVersion: StewardRuleVersion = 1

export const stewardRule = (version: StewardRuleVersion = stewardRuleVersion): StewardRule =>
  stewardRules[version]

/** Whether a credential that holds now makes its holder a data steward. */
export function attestsStewardship(
  credential: { readonly level: number; readonly skills: readonly string[] },
  version: StewardRuleVersion = stewardRuleVersion,
): boolean {
  const { level, skills } = stewardRule(version)
  return credential.level >= level && credential.skills.some((id) => skills.includes(id))
}

/** Classes in which whoever touches the data is a data steward (DESIGN.md section 11). */
const stewardedClasses: readonly WorkloadClass[] = ['restricted', 'critical']

export function needsStewards(workloadClass: WorkloadClass): boolean {
  return stewardedClasses.includes(workloadClass)
}
