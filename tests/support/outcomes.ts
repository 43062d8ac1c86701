import type { Criterion } from '~/domain/outcomes/criteria/criterion'
import { validateCriterion } from '~/domain/outcomes/criteria/validate-criterion'
import { type SealDataset, sealDataset } from '~/domain/outcomes/datasets/seal-dataset.server'
import {
  type EndpointDraft,
  registerEndpoint,
} from '~/domain/outcomes/endpoints/register-endpoint.server'
import { startEvaluation } from '~/domain/outcomes/runs/start-evaluation.server'
import { inTransaction } from '~/platform/database.server'
import { setSetting } from '~/platform/settings.server'

export const at = new Date('2026-03-02T09:00:00.000Z')

export const labels = ['a', 'b']

/** Rows whose text ends in the right label: "text 17 a". An honest endpoint reads it there. */
export function csvOf(rows: number, canaries = 0): string {
  const lines = Array.from({ length: rows }, (_, index) => {
    const label = labels[index % 3 === 0 ? 1 : 0]
    return index >= rows - canaries
      ? `text ${index + 1} a,b,yes`
      : `text ${index + 1} ${label},${label},`
  })
  return `text,label,trap\n${lines.join('\n')}\n`
}

export function criterion(changes: Partial<Record<keyof Criterion, unknown>> = {}): Criterion {
  const checked = validateCriterion({
    id: 'c1',
    metric: 'accuracy',
    labels,
    target: 0.9,
    sampleSize: 60,
    attempts: 3,
    ...changes,
  })
  if (!checked.ok) throw new Error(JSON.stringify(checked.problems))
  return checked.criterion
}

export function seal(file: string, changes: Partial<SealDataset> = {}) {
  return inTransaction((tx) =>
    sealDataset(tx, {
      reference: 'brf_test',
      organisationId: 'org_test',
      source: [Buffer.from(file)],
      labelColumn: 'label',
      canaryColumn: 'trap',
      publishSample: true,
      workloadClass: 'internal',
      at,
      by: 'per_client',
      ...changes,
    }),
  )
}

export function register(
  url: string,
  reference = 'mil_test',
  changes: Partial<EndpointDraft> = {},
) {
  return inTransaction((tx) =>
    registerEndpoint(tx, {
      reference,
      url,
      headers: [{ name: 'X-Key', value: 'a secret' }],
      requestTemplate: '{"id":"{{id}}","text":"{{text}}"}',
      answerPointer: '/label',
      columns: ['text'],
      at,
      by: 'per_team',
      ...changes,
    }),
  )
}

export function start(input: {
  datasetId: string
  endpointId: string
  reference?: string
  contractReference?: string
  criteria?: Criterion[]
}) {
  return inTransaction((tx) =>
    startEvaluation(tx, {
      reference: 'mil_test',
      contractReference: 'con_test',
      criteria: [criterion()],
      at,
      by: 'per_team',
      ...input,
    }),
  )
}

/** Runs as fast as the machine can: the rate is a dated setting. */
export function quickRate(ratePerSecond = 1_000) {
  return inTransaction((tx) =>
    setSetting(tx, {
      key: 'evaluationRate',
      value: ratePerSecond,
      effectiveAt: new Date('2026-01-01T00:00:00.000Z'),
      by: 'per_operator',
    }),
  )
}
