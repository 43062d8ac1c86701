import type { Role } from '../roles'

/** What a role cannot do without. Every id has the role among its roles; the others are useful. */
export type RoleCore = {
  /** Needed, every one of them. */
  readonly all: readonly string[]
  /** One of them is enough: a field or a language is somebody's own, nobody knows them all. */
  readonly oneOf: readonly string[] | 'domains'
}

export const roleCore: Readonly<Record<Role, RoleCore>> = {
  outcome_lead: {
    all: [
      ...['problem-framing', 'acceptance-criteria', 'outcome-measurement', 'delivery-management'],
      ...['business-reporting', 'cost-control', 'impact-assessment'],
    ],
    oneOf: [],
  },
  domain_expert: {
    all: [
      ...['problem-framing', 'labelling-guidelines', 'rubric-rating', 'error-analysis'],
      ...['bias-testing', 'plain-language'],
    ],
    oneOf: 'domains',
  },
  machine_learning_engineer: {
    all: [
      ...['problem-framing', 'supervised-learning', 'model-selection', 'prompt-and-context-design'],
      ...['python-data', 'data-cleaning', 'model-evaluation', 'error-analysis', 'model-serving'],
    ],
    oneOf: [],
  },
  data_steward: {
    all: [
      ...['data-classification', 'data-protection-law', 'anonymisation', 'retention-deletion'],
      ...['impact-assessment', 'consent-management', 'identity-access'],
      ...['personal-data-inventory', 'data-quality'],
    ],
    oneOf: [],
  },
  evaluation_engineer: {
    all: [
      ...['model-evaluation', 'statistics', 'acceptance-criteria', 'labelling-guidelines'],
      ...['data-quality', 'error-analysis', 'bias-testing', 'performance-testing', 'test-planning'],
    ],
    oneOf: [],
  },
  deployment_engineer: {
    all: [
      ...['model-serving', 'cloud-deployment', 'containers', 'monitoring', 'api-integration'],
      ...['secrets-encryption', 'application-security', 'incident-response', 'cost-control'],
      'provider-independence',
    ],
    oneOf: [],
  },
  localiser: {
    all: [
      ...['translation', 'terminology-management', 'machine-translation-review', 'plain-language'],
      ...['software-localisation', 'localisation-testing'],
    ],
    oneOf: [
      ...['urdu-language-data', 'regional-languages'],
      ...['arabic-language-data', 'turkish-language-data'],
    ],
  },
  field_coordinator: {
    all: [
      ...['field-rollout', 'delivery-management', 'survey-data', 'user-support'],
      ...['usability-testing', 'consent-management', 'regional-languages'],
    ],
    oneOf: 'domains',
  },
  measurer: {
    all: [
      ...['outcome-measurement', 'acceptance-criteria', 'model-evaluation', 'statistics'],
      ...['experiment-design', 'rubric-rating'],
    ],
    oneOf: [],
  },
}
