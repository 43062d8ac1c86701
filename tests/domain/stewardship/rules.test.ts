import { describe, expect, it } from 'vitest'
import { type DataDeclaration, type ManifestEntry, mayHandOut } from '~/domain/stewardship/facts'
import {
  brokenRule,
  checkRules,
  evaluateRules,
  factSentence,
  type GuardedTransition,
  guardedTransitions,
  type RuleFacts,
  rulesVersion,
} from '~/domain/stewardship/rules'
import { type WorkloadClass, workloadClasses } from '~/domain/stewardship/workload-class'
import { Refused } from '~/kernel/refusal'
import { isMessageKey } from '~/platform/languages/translator'

const entry = (over: Partial<ManifestEntry> = {}): ManifestEntry => ({
  kind: 'model',
  provider: 'Ravi Cloud',
  purpose: 'Answers the questions',
  region: 'PK',
  host: 'model.ravi.example',
  ...over,
})

const data = (over: Partial<DataDeclaration> = {}): DataDeclaration => ({
  regions: ['PK', 'DE'],
  declared: true,
  personalFields: ['phone'],
  lawfulBasis: 'contract',
  lawOverlay: 'EU',
  retentionDays: 90,
  ...over,
})

const endpointHost = 'https://model.ravi.example:8443/v1/answer'

/** One cell of the table: what blocks, what it says, and what opens it. */
type Cell = {
  name: string
  transition: GuardedTransition
  classes: WorkloadClass[]
  rule: string
  blocked: RuleFacts
  fact: string
  mended: RuleFacts
}

const manifestCells: Cell[] = (['sign', 'submit'] as const).flatMap((transition) => {
  const rest = transition === 'submit' ? { data: data(), endpointHost } : { data: data() }
  const cell = (name: string, manifest: ManifestEntry[], fact: string): Cell => ({
    name,
    transition,
    classes: ['internal'],
    rule: 'manifest_complete',
    blocked: { ...rest, manifest },
    fact,
    mended: { ...rest, manifest: [entry()] },
  })
  return [
    cell('an empty list', [], 'manifest_empty'),
    cell(
      'an entry without country',
      [entry(), entry({ kind: 'store', region: '', host: '' })],
      'manifest_entry_incomplete',
    ),
    cell('an entry without provider', [entry({ provider: ' ' })], 'manifest_entry_incomplete'),
    cell('a country that is none', [entry({ region: 'Pakistan' })], 'manifest_entry_incomplete'),
    cell('a model without host', [entry({ host: '' })], 'manifest_host_missing'),
  ]
})

const regionCells: Cell[] = (['submit', 'evaluate'] as const).flatMap((transition) => {
  const mended = { manifest: [entry()], data: data(), endpointHost }
  return [
    {
      name: 'a component outside the countries',
      transition,
      classes: ['internal'],
      rule: 'regions_allowed',
      blocked: {
        ...mended,
        manifest: [entry(), entry({ kind: 'store', region: 'US', host: '' })],
      },
      fact: 'region_outside',
      mended,
    },
    {
      name: 'an endpoint that is not declared',
      transition,
      classes: ['internal'],
      rule: transition === 'submit' ? 'manifest_complete' : 'regions_allowed',
      blocked: { ...mended, endpointHost: 'https://elsewhere.example/v1' },
      fact: 'endpoint_unlisted',
      mended,
    },
    {
      name: 'no endpoint at all',
      transition,
      classes: ['internal'],
      rule: transition === 'submit' ? 'manifest_complete' : 'regions_allowed',
      blocked: { ...mended, endpointHost: null },
      fact: 'endpoint_unknown',
      mended,
    },
  ] satisfies Cell[]
})

const dataCells: Cell[] = [
  {
    name: 'nobody has said whether data are personal',
    transition: 'publish_brief',
    classes: ['internal'],
    rule: 'personal_data_declared',
    blocked: { data: data({ declared: false }) },
    fact: 'personal_data_undeclared',
    mended: { data: data({ personalFields: [], lawfulBasis: null, lawOverlay: null }) },
  },
  {
    name: 'personal data without a lawful basis',
    transition: 'publish_brief',
    classes: ['internal'],
    rule: 'personal_data_declared',
    blocked: { data: data({ lawfulBasis: null }) },
    fact: 'lawful_basis_missing',
    mended: { data: data() },
  },
  {
    name: 'personal data without a law',
    transition: 'publish_brief',
    classes: ['internal'],
    rule: 'personal_data_declared',
    blocked: { data: data({ lawOverlay: null }) },
    fact: 'law_overlay_missing',
    mended: { data: data() },
  },
]

const retention = (workloadClass: WorkloadClass, limit: number): Cell[] =>
  (['publish_brief', 'complete'] as const).map((transition) => ({
    name: `data kept beyond ${limit} days`,
    transition,
    classes: [workloadClass],
    rule: 'retention_within_limit',
    blocked: { data: data({ retentionDays: limit + 1 }) },
    fact: 'retention_too_long',
    mended: { data: data({ retentionDays: limit }) },
  }))

const cells: Cell[] = [
  ...manifestCells,
  ...regionCells,
  ...dataCells,
  ...retention('open', 365),
  ...retention('internal', 180),
  {
    name: 'a stranger reads',
    transition: 'read',
    classes: ['open', 'internal'],
    rule: 'readers_are_parties',
    blocked: { readerIsParty: false },
    fact: 'reader_is_stranger',
    mended: { readerIsParty: true },
  },
  {
    name: 'a dataset of a higher class',
    transition: 'upload',
    classes: ['open'],
    rule: 'merged_class',
    blocked: { datasetClass: 'internal' },
    fact: 'dataset_class_higher',
    mended: { datasetClass: 'open' },
  },
  {
    name: 'a dataset of a class that is not offered',
    transition: 'upload',
    classes: ['internal'],
    rule: 'merged_class',
    blocked: { datasetClass: 'restricted' },
    fact: 'dataset_class_higher',
    mended: { datasetClass: 'open' },
  },
]

function refusal(run: () => void): Refused {
  try {
    run()
  } catch (error) {
    if (error instanceof Refused) return error
    throw error
  }
  throw new Error('nothing was refused')
}

describe('each cell of the table', () => {
  for (const cell of cells) {
    for (const workloadClass of cell.classes) {
      it(`${workloadClass}, ${cell.transition}: ${cell.name}`, () => {
        const { code, facts } = refusal(() =>
          checkRules(cell.transition, workloadClass, cell.blocked),
        )
        expect(code).toBe('rule_fails')
        expect(facts).toMatchObject({ rule: cell.rule, fact: cell.fact })
        expect(['client', 'team', 'both']).toContain(facts.who)
        const broken = brokenRule(facts)
        expect(broken).toMatchObject({ rule: cell.rule, holds: false, fact: cell.fact })
        expect(broken && factSentence(broken)).toMatchObject({
          key: `stewardship.fact_${cell.fact}`,
        })

        checkRules(cell.transition, workloadClass, cell.mended)
        expect(evaluateRules(cell.transition, workloadClass, cell.mended)).toEqual(
          expect.arrayContaining([expect.objectContaining({ rule: cell.rule, holds: true })]),
        )
      })
    }
  }
})

describe('what the table leaves free', () => {
  it('asks an open class for no manifest, regions or declaration', () => {
    for (const transition of ['sign', 'submit', 'evaluate'] as const) {
      expect(evaluateRules(transition, 'open', {})).toEqual([])
    }
    checkRules('publish_brief', 'open', {
      data: data({ declared: false, lawfulBasis: null, retentionDays: 365 }),
    })
  })

  it('lets an empty list of countries mean anywhere', () => {
    checkRules('evaluate', 'internal', {
      data: data({ regions: [] }),
      manifest: [entry({ region: 'JP' })],
      endpointHost,
    })
  })

  it('finds the endpoint under its host in any writing', () => {
    for (const host of [
      'MODEL.ravi.example',
      'https://model.ravi.example/',
      'model.ravi.example.',
    ]) {
      checkRules('evaluate', 'internal', {
        data: data(),
        manifest: [entry({ host })],
        endpointHost,
      })
    }
  })
})

describe('facts that nobody gave', () => {
  it('hold nothing: every rule of a class fails closed', () => {
    for (const transition of guardedTransitions) {
      for (const result of evaluateRules(transition, 'internal', {})) {
        expect(result, `${transition} ${result.rule}`).toMatchObject({ holds: false })
      }
    }
  })
})

describe('classes that are not offered', () => {
  it('are refused at every transition, whatever the facts', () => {
    for (const workloadClass of ['restricted', 'critical'] as const) {
      for (const transition of guardedTransitions) {
        const { code } = refusal(() =>
          checkRules(transition, workloadClass, {
            data: data({ retentionDays: 0 }),
            manifest: [entry()],
            endpointHost,
            readerIsParty: true,
            datasetClass: 'open',
          }),
        )
        expect(code).toBe('class_not_offered')
        expect(evaluateRules(transition, workloadClass, {})).toEqual([
          expect.objectContaining({ rule: 'class_offered', holds: false }),
        ])
      }
    }
  })
})

describe('versions', () => {
  it('keeps the version a contract was signed under, and knows no other', () => {
    expect(rulesVersion).toBe(1)
    checkRules('read', 'open', { readerIsParty: true }, 1)
    expect(() => checkRules('read', 'open', { readerIsParty: true }, 2)).toThrow(/version 2/)
  })
})

describe('words', () => {
  it('has a sentence for every class, rule and fact', async () => {
    const { ruleIds } = await import('~/domain/stewardship/rules')
    const { factCodes } = await import('~/domain/stewardship/checks')
    for (const rule of ruleIds) expect(isMessageKey(`stewardship.rule_${rule}`)).toBe(true)
    for (const fact of factCodes) expect(isMessageKey(`stewardship.fact_${fact}`)).toBe(true)
    for (const name of workloadClasses) expect(isMessageKey(`stewardship.class_${name}`)).toBe(true)
  })
})

describe('rows that are handed out', () => {
  it('need a yes of the client and a class that allows it', () => {
    expect(mayHandOut('internal', data({ predictionFiles: true }))).toBe(true)
    expect(mayHandOut('open', data({ predictionFiles: true }))).toBe(true)
    expect(mayHandOut('internal', data())).toBe(false)
    expect(mayHandOut('restricted', data({ predictionFiles: true }))).toBe(false)
    expect(mayHandOut('critical', data({ predictionFiles: true }))).toBe(false)
  })

  it('lead to no address; the declared regions are looked at all the same', () => {
    const facts = { manifest: [entry()], data: data(), endpointHost: null, sendsNothing: true }
    for (const transition of ['submit', 'evaluate'] as const) {
      const holds = (given: object) =>
        evaluateRules(transition, 'internal', given, 1).every((result) => result.holds)
      expect(holds(facts)).toBe(true)
      expect(holds({ ...facts, sendsNothing: false })).toBe(false)
      const elsewhere = { ...facts, data: data({ regions: ['AQ'] }) }
      expect(holds(elsewhere)).toBe(false)
    }
  })
})
