import type { Criterion } from '~/domain/outcomes/criteria/criterion'
import { type Family, familyOf } from '~/domain/outcomes/criteria/metric'
import type { DataDeclaration } from '~/domain/stewardship/facts'
import type { WorkloadClass } from '~/domain/stewardship/workload-class'
import type { Sector } from './brief'

/** Why a brief needs a skill: its field, what its criteria measure, its data, or any delivery at all. */
export const needReasons = ['sector', 'criteria', 'data', 'delivery'] as const
export type NeedReason = (typeof needReasons)[number]
export type NeededSkills = { readonly reason: NeedReason; readonly skills: readonly string[] }

const ofSector: Readonly<Record<Sector, readonly string[]>> = {
  agriculture: ['agriculture-advice', 'field-rollout'],
  education: ['education-services', 'learning-design'],
  energy: ['energy-operations', 'forecasting'],
  finance: ['finance-operations', 'fraud-detection-practice'],
  government: ['public-services', 'plain-language'],
  health: ['health-services', 'health-data-rules'],
  logistics: ['logistics-operations', 'data-exchange'],
  manufacturing: ['manufacturing-quality', 'anomaly-detection'],
  media: ['media-production', 'content-moderation'],
  retail: ['retail-commerce', 'customer-support'],
}

const ofFamily: Readonly<Record<Family, readonly string[]>> = {
  classification: ['supervised-learning', 'model-evaluation', 'error-analysis'],
  regression: ['supervised-learning', 'statistics', 'model-evaluation'],
  text: ['prompt-and-context-design', 'structured-output', 'model-evaluation'],
  service: ['performance-testing', 'monitoring', 'cloud-deployment'],
  judged: ['rubric-rating', 'labelling-guidelines'],
  process: ['outcome-measurement', 'experiment-design', 'field-rollout'],
}

const ofDelivery = [
  'problem-framing',
  'acceptance-criteria',
  'model-serving',
  'delivery-management',
]

const closedClasses: readonly WorkloadClass[] = ['restricted', 'critical']

function ofData(workloadClass: WorkloadClass, data: DataDeclaration): string[] {
  return [
    ...(data.personalFields.length > 0 ? ['data-protection-law', 'anonymisation'] : []),
    ...(data.lawOverlay === 'EU' ? ['gdpr-practice'] : []),
    ...(workloadClass === 'open' ? [] : ['data-classification', 'identity-access']),
    ...(closedClasses.includes(workloadClass) ? ['retention-deletion', 'secrets-encryption'] : []),
  ]
}

/**
 * The skills that a brief asks for. A client names none: they are read from the field, from what the
 * criteria measure, and from the class and the personal fields of the data. Each is named once.
 */
export function skillsOfBrief(brief: {
  sector: Sector
  criteria: readonly Pick<Criterion, 'metric'>[]
  workloadClass: WorkloadClass
  data: DataDeclaration
}): NeededSkills[] {
  const families = new Set(brief.criteria.map(({ metric }) => familyOf(metric)))
  const found: Readonly<Record<NeedReason, readonly string[]>> = {
    sector: ofSector[brief.sector] ?? [],
    criteria: [...families].flatMap((family) => ofFamily[family]),
    data: ofData(brief.workloadClass, brief.data),
    delivery: ofDelivery,
  }
  const named = new Set<string>()
  return needReasons.flatMap((reason) => {
    const skills = found[reason].filter((id) => !named.has(id) && named.add(id))
    return skills.length > 0 ? [{ reason, skills }] : []
  })
}
