import type { Criterion } from '~/domain/outcomes/criteria/criterion'
import { type Family, familyOf, type Metric } from '~/domain/outcomes/criteria/metric'
import type { DataDeclaration } from '~/domain/stewardship/facts'
import type { WorkloadClass } from '~/domain/stewardship/workload-class'
import type { Sector } from './brief'

/** Why a brief needs a skill: its field, what its criteria measure, its data, or any delivery at all. */
export const needReasons = ['sector', 'criteria', 'data', 'delivery'] as const
export type NeedReason = (typeof needReasons)[number]
export type NeededSkills = { readonly reason: NeedReason; readonly skills: readonly string[] }

type Measured = Pick<Criterion, 'metric' | 'resampling'>

const ofSector: Readonly<Record<Sector, string>> = {
  agriculture: 'agriculture-advice',
  education: 'education-services',
  energy: 'energy-operations',
  finance: 'finance-operations',
  government: 'public-services',
  health: 'health-services',
  logistics: 'logistics-operations',
  manufacturing: 'manufacturing-quality',
  media: 'media-production',
  retail: 'retail-commerce',
}

const ofFamily: Readonly<Record<Family, readonly string[]>> = {
  classification: ['supervised-learning', 'model-evaluation', 'error-analysis'],
  regression: ['forecasting', 'model-evaluation', 'statistics'],
  text: ['prompt-and-context-design', 'model-evaluation'],
  service: ['performance-testing', 'monitoring'],
  judged: ['prompt-and-context-design', 'rubric-rating', 'labelling-guidelines'],
  process: ['outcome-measurement', 'experiment-design', 'field-rollout'],
}

/** What one metric asks for beyond its family. */
const ofMetric: Readonly<Partial<Record<Metric, readonly string[]>>> = {
  precision: ['labelling-guidelines'],
  recall: ['labelling-guidelines'],
  f1: ['labelling-guidelines'],
  roc_auc: ['statistics'],
  weighted_kappa: ['labelling-guidelines', 'rubric-rating'],
  exact_match: ['structured-output', 'information-extraction'],
  token_f1: ['information-extraction'],
  rouge_l: ['plain-language'],
  bleu: ['translation', 'machine-translation-review'],
  throughput: ['cost-control'],
  error_rate: ['integration-testing'],
  availability: ['cloud-deployment', 'incident-response'],
}

/** Skills that rest on what the criteria are, the family first. */
function ofCriteria(criteria: readonly Measured[]): string[] {
  return criteria.flatMap(({ metric, resampling }) => [
    ...ofFamily[familyOf(metric)],
    ...(ofMetric[metric] ?? []),
    // Rows that belong together, a field or a patient, make an interval of another kind.
    ...(resampling === 'group' ? ['statistics', 'bias-testing'] : []),
  ])
}

const closedClasses: readonly WorkloadClass[] = ['restricted', 'critical']

function ofData(sector: Sector, workloadClass: WorkloadClass, data: DataDeclaration): string[] {
  const personal = data.personalFields.length > 0
  return [
    ...(personal ? ['data-protection-law', 'anonymisation'] : []),
    ...(personal && sector === 'health' ? ['health-data-rules'] : []),
    ...(data.lawfulBasis === 'consent' ? ['consent-management'] : []),
    ...(data.lawOverlay === 'EU' ? ['gdpr-practice'] : []),
    ...(data.regions.length > 0 ? ['cloud-architecture'] : []),
    ...(workloadClass === 'open' ? [] : ['data-classification', 'identity-access']),
    ...(closedClasses.includes(workloadClass) ? ['retention-deletion', 'secrets-encryption'] : []),
    ...(workloadClass === 'critical' ? ['impact-assessment', 'provider-independence'] : []),
  ]
}

/** Every delivery is framed, agreed and led; one that answers at an address is also served. */
function ofDelivery(criteria: readonly Measured[], data: DataDeclaration): string[] {
  const served =
    data.predictionFiles !== true && criteria.some(({ metric }) => familyOf(metric) !== 'process')
  return [
    ...['problem-framing', 'acceptance-criteria', 'delivery-management'],
    ...(served ? ['model-serving'] : []),
  ]
}

/**
 * The skills that a brief asks for. A client names none: they are read from the field, from what the
 * criteria measure, and from the class and the declaration of the data; never from its text. Each is
 * named once.
 */
export function skillsOfBrief(brief: {
  sector: Sector
  criteria: readonly Measured[]
  workloadClass: WorkloadClass
  data: DataDeclaration
}): NeededSkills[] {
  const { sector, criteria, workloadClass, data } = brief
  const found: Readonly<Record<NeedReason, readonly string[]>> = {
    sector: [ofSector[sector]],
    criteria: ofCriteria(criteria),
    data: ofData(sector, workloadClass, data),
    delivery: ofDelivery(criteria, data),
  }
  const named = new Set<string>()
  return needReasons.flatMap((reason) => {
    const skills = found[reason].filter((id) => !named.has(id) && named.add(id))
    return skills.length > 0 ? [{ reason, skills }] : []
  })
}
