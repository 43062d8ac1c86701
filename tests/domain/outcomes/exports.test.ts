import { criterion } from 'tests/support/outcomes'
import { describe, expect, it } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { cloudEvents, entriesOfRun } from '~/domain/outcomes/adapters/cloud-events'
import { openSloDocuments, openSloYaml } from '~/domain/outcomes/adapters/openslo'
import type { Json } from '~/domain/outcomes/evidence/canonical'
import { type EvidenceEntry, nextEntry } from '~/domain/outcomes/evidence/evidence'

const time = '2026-03-02T09:00:00.000Z'
const origin = 'https://app.example.org'

function chain(...contents: [kind: string, body: Json][]): EvidenceEntry[] {
  const entries: EvidenceEntry[] = []
  for (const [kind, body] of contents)
    entries.push(nextEntry(entries.at(-1) ?? null, { contract: 'con_1', at: time, kind, body }))
  return entries
}

const evaluation = 'evl_1'
const reference = 'mil_1'
const entries = chain(
  ['terms_signed', { side: 'client', version: 1, person: 'per_1' }],
  [
    'evaluation_started',
    { evaluation, reference, attempt: 1, criteria: ['aa'], requests: 60, startedBy: 'per_1' },
  ],
  ['evaluation_failed', { evaluation, reference, failure: 'platform_fault', counted: false }],
  ['evaluation_cancelled', { evaluation: 'evl_2', reference, counted: true, rowsDone: 4 }],
  ['verdict', { evaluation, reference, overall: 'met', verdict: 'vrd_1', jws: 'ff', rowsRoot: '' }],
  ['milestone_accept', { position: 1 }],
)

describe('runs and verdicts as CloudEvents', () => {
  const events = cloudEvents(origin, entries)

  it('have the attributes that version 1.0 asks for, under the name of the platform', () => {
    expect(events.map(({ type }) => type)).toEqual([
      'org.example.app.evaluation.started.v1',
      'org.example.app.evaluation.failed.v1',
      'org.example.app.evaluation.cancelled.v1',
      'org.example.app.evaluation.finished.v1',
      'org.example.app.verdict.signed.v1',
    ])
    for (const event of events) {
      expect(event).toMatchObject({
        specversion: '1.0',
        source: `${origin}/contracts/con_1`,
        time,
        datacontenttype: 'application/json',
      })
      expect(new Date(event.time).toISOString()).toBe(event.time)
    }
    expect(cloudEvents('http://127.0.0.1:3000', entries)[0]?.type).toMatch(/^127\.0\.0\.1\.eval/)
  })

  it('keep their ids, each its own, whenever they are read', () => {
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length)
    expect(cloudEvents(origin, entries)).toEqual(events)
    expect(cloudEvents(origin, entries.slice(0, 3)).map(({ id }) => id)).toEqual(
      events.slice(0, 2).map(({ id }) => id),
    )
  })

  it('carry hashes and outcomes, and nothing about people', () => {
    expect(JSON.stringify(events)).not.toMatch(/per_1|startedBy|side/)
    expect(events.at(-1)?.data).toEqual({
      ...{ evaluation, reference, verdict: 'vrd_1', overall: 'met', jws: 'ff' },
      entry: entries[4]?.hash,
    })
  })

  it('leave out what the reader may not see, and other runs where one is asked for', () => {
    const hidden = entries.map((entry) => ({ ...entry, body: null }))
    expect(cloudEvents(origin, hidden)).toEqual([])
    const ofRun = cloudEvents(origin, entriesOfRun(entries, 'evl_2'))
    expect(ofRun.map(({ subject }) => subject)).toEqual(['evl_2'])
  })
})

describe('service criteria as OpenSLO', () => {
  const services = [
    {
      reference: 'mil_01ABC',
      title: 'Triage: "urgent" first',
      criteria: [
        criterion({ id: 'right' }),
        criterion({ id: 'p99', metric: 'latency_p99', target: 400, sampleSize: 1_000 }),
        criterion({ id: 'err', metric: 'error_rate', target: 0.02 }),
        criterion({ id: 'rate', metric: 'throughput', target: 45, ratePerSecond: 50 }),
        criterion({
          ...{ id: 'up', metric: 'availability', labels: [], target: 0.995, sampleSize: 1_440 },
          window: { seconds: 86_400, everySeconds: 60 },
        }),
      ],
    },
    { reference: 'mil_2', title: 'Words only', criteria: [criterion()] },
  ]
  const documents = openSloDocuments(services)

  it('are one service with an objective each; other families are left out', () => {
    expect(documents.map(({ kind }) => kind)).toEqual(['Service', 'SLO', 'SLO', 'SLO', 'SLO'])
    expect(documents.map(({ metadata }) => metadata.name)).toEqual([
      'mil-01abc',
      'mil-01abc-p99',
      'mil-01abc-err',
      'mil-01abc-rate',
      'mil-01abc-up',
    ])
  })

  it('have the structure of version 1', () => {
    for (const document of documents) {
      expect(document.apiVersion).toBe('openslo/v1')
      expect(document.metadata.name).toMatch(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/)
      expect(document.spec.description.length).toBeLessThanOrEqual(1_050)
      if (document.kind !== 'SLO') continue
      const { indicator, objectives, timeWindow, budgetingMethod, service } = document.spec
      expect(service).toBe('mil-01abc')
      expect(budgetingMethod).toBe('Occurrences')
      expect(objectives).toHaveLength(1)
      expect(objectives[0].target).toBeGreaterThan(0)
      expect(objectives[0].target).toBeLessThan(1)
      const threshold = 'thresholdMetric' in indicator.spec
      expect(objectives[0].op).toBe(threshold ? 'lte' : undefined)
      expect(typeof objectives[0].value).toBe(threshold ? 'number' : 'undefined')
      if ('ratioMetric' in indicator.spec) {
        const { good, bad } = indicator.spec.ratioMetric
        expect([good, bad].filter(Boolean)).toHaveLength(1)
      }
      for (const window of timeWindow ?? []) expect(window.duration).toMatch(/^[1-9]\d*[mhdwMQY]$/)
    }
  })

  it('say the same as the criteria', () => {
    const [, p99, err, rate, up] = documents
    expect(p99?.spec).toMatchObject({ objectives: [{ op: 'lte', value: 400, target: 0.99 }] })
    expect(err?.spec).toMatchObject({ objectives: [{ target: 0.98 }] })
    expect(rate?.spec).toMatchObject({ objectives: [{ op: 'lte', value: 1_000, target: 0.9 }] })
    expect(up?.spec).toMatchObject({
      objectives: [{ target: 0.995 }],
      timeWindow: [{ duration: '1d', isRolling: true }],
    })
    expect(p99?.spec.description).toContain('on 1000 observations, in at most 3 attempts.')
    const p50 = criterion({ id: 'p50', metric: 'latency_p50', target: 400, attempts: 1 })
    const once = { ...p50, sampleSize: 1 }
    const [, single] = openSloDocuments([{ reference: 'mil_1', title: null, criteria: [once] }])
    expect(single?.spec.description).toContain('on 1 observation, in at most 1 attempt.')
  })

  it('are called what people read: the milestone by its title, a criterion by its sentence', () => {
    const [service, p99] = documents
    expect(service?.metadata.displayName).toBe('Triage: "urgent" first')
    const sentence = p99?.metadata.displayName ?? ''
    expect(sentence).toMatch(/400.*1,000/)
    expect(sentence).not.toMatch(/[\u2066-\u2069]|latency_p99/)
    expect(p99?.spec).toMatchObject({ objectives: [{ displayName: sentence }] })
    const criteria = [criterion({ metric: 'error_rate', target: 0.02 })]
    const [untitled] = openSloDocuments([{ reference: 'mil_3', title: null, criteria }])
    expect(untitled?.metadata.displayName).toBe('mil_3')
  })

  it('read back from YAML as they were, whatever people wrote', () => {
    const read = parseAllDocuments(openSloYaml(documents)).map((document) => document.toJS())
    expect(read).toEqual(JSON.parse(JSON.stringify(documents)))
    expect(openSloYaml([])).toBe('')
  })
})
