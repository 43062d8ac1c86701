import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Criterion, leastRows, maxRatedAnswers } from '~/domain/outcomes/criteria/criterion'
import { criterionDefaults, fieldsOf } from '~/domain/outcomes/criteria/criterion-defaults'
import { examplesOf } from '~/domain/outcomes/criteria/criterion-examples'
import { plannerOf, powerOf } from '~/domain/outcomes/criteria/criterion-power'
import { criterionPreview } from '~/domain/outcomes/criteria/criterion-preview'
import { caseMaker } from '~/domain/outcomes/criteria/example-cases'
import { directionOf, type Metric, metrics, scaleOf } from '~/domain/outcomes/criteria/metric'
import { formulaOf } from '~/domain/outcomes/criteria/metric-formula'
import { proportionChances } from '~/domain/outcomes/criteria/power'
import type { RowFacts } from '~/domain/outcomes/criteria/row-facts'
import { validateCriterion } from '~/domain/outcomes/criteria/validate-criterion'
import {
  goalOf,
  goalsByKind,
  kindOf,
  metricOfGoal,
  obstacleTo,
  workKinds,
} from '~/domain/outcomes/criteria/work-kind'
import { sha256 } from '~/domain/outcomes/evidence/canonical'
import { decide } from '~/domain/outcomes/measures/decide'
import { clopperPearson } from '~/domain/outcomes/measures/interval'
import { measure } from '~/domain/outcomes/measures/measure'
import { noPartInputs } from '~/domain/outcomes/measures/measured-input'
import { fastSource } from '~/domain/outcomes/measures/random'

const labels = ['billing', 'praise', 'spam', 'urgent']

const classFacts: RowFacts = {
  labelKind: 'class',
  labels: labels.map((label, at) => ({ label, count: [400, 300, 210, 90][at] ?? 0 })),
  rows: 6_000,
  grouped: true,
  groups: 1_000,
  noiseShare: 0,
  numbers: null,
  texts: null,
}
const numberFacts: RowFacts = {
  ...classFacts,
  labelKind: 'number',
  labels: [],
  numbers: { mean: 50, deviation: 12, mae: 9, rmse: 12 },
}
const textFacts: RowFacts = {
  ...classFacts,
  labelKind: 'text',
  labels: [],
  texts: { longest: 40, frequentShare: 0.1 },
}

function factsFor(metric: Metric): RowFacts {
  const kind = kindOf(metric)
  return kind === 'number' ? numberFacts : kind === 'answer' ? textFacts : classFacts
}

const person = (name: string) => ({ personId: `per_${name}`, name })

const rubric = {
  scale: 5,
  items: [{ name: 'Correct', means: 'Every statement can be found.' }],
  raters: [person('Amina'), person('Yusuf')] as const,
  leastAgreement: 0.6,
}
const process = {
  measure: 'Missed appointments',
  unit: 'share' as const,
  unitName: '',
  baseline: { value: 0.4, cases: 900, from: '2026-01-01', to: '2026-01-31' },
  source: 'The booking system',
  windowDays: 30,
  measurer: person('Zainab'),
}

/** A target for each metric in the middle of what it can be. */
const targets: Record<Metric, number> = {
  accuracy: 0.9,
  precision: 0.8,
  recall: 0.8,
  f1: 0.8,
  roc_auc: 0.8,
  weighted_kappa: 0.7,
  mae: 5,
  rmse: 6,
  mape: 0.1,
  r2: 0.7,
  exact_match: 0.8,
  token_f1: 0.7,
  rouge_l: 0.7,
  bleu: 0.4,
  latency_p50: 400,
  latency_p90: 600,
  latency_p95: 800,
  latency_p99: 1_500,
  latency_p999: 3_000,
  error_rate: 0.05,
  throughput: 9,
  availability: 0.95,
  rubric_score: 3.5,
  process_value: 0.3,
}

/** Of these no more than two digits after the point are signed. */
const coarse = metrics.filter((metric) => ['ms', 'per_second', 'points'].includes(scaleOf(metric)))

function criterionOf(metric: Metric, changes: Record<string, unknown> = {}): Criterion {
  const facts = factsFor(metric)
  const perClass = metric === 'precision' || metric === 'recall' || metric === 'f1'
  const sampleSize = Number(
    changes.sampleSize ?? Math.max(150, leastRows(metric, null, Number(changes.attempts ?? 1))),
  )
  const checked = validateCriterion(
    {
      id: 'c1',
      metric,
      averaging: perClass ? 'class' : null,
      positiveClass: 'billing',
      labels,
      target: targets[metric],
      direction: directionOf(metric) ?? 'at_most',
      attempts: 1,
      missingError: 30,
      ratePerSecond: 10,
      window: { seconds: sampleSize * 60, everySeconds: 60 },
      rubric,
      process,
      ...changes,
      ...(typeof changes.target === 'number'
        ? { target: Number(changes.target.toFixed(coarse.includes(metric) ? 2 : 4)) }
        : {}),
      sampleSize,
    },
    { labelKind: facts.labelKind, labels: facts.labels.map(({ label }) => label) },
  )
  if (!checked.ok) throw new Error(`${metric}: ${JSON.stringify(checked.problems)}`)
  return checked.criterion
}

const pessimistic = (
  { direction }: Criterion,
  one: { lower: number | null; upper: number | null },
) => (direction === 'at_least' ? one.lower : one.upper)

describe('worked examples', () => {
  it.each(metrics)('of %s come out as they are called', (metric) => {
    const criterion = criterionOf(metric)
    const { list, approximate } = examplesOf(criterion, factsFor(metric))
    expect(approximate).toBe(false)
    expect(list.map(({ outcome }) => outcome)).toEqual(['met', 'inconclusive', 'not_met'])
    const better = criterion.direction === 'at_least' ? 1 : -1
    const values = list.map(({ estimate }) => estimate * better)
    expect(values).toEqual([...values].sort((a, b) => b - a))
    for (const example of list) {
      const end = pessimistic(criterion, example)
      const meets = end !== null && (end - criterion.target) * better >= 0
      expect(meets).toBe(example.outcome === 'met')
    }
  })

  it('are the barest pass and the best failure of a share', () => {
    const criterion = criterionOf('accuracy', { target: 0.92, sampleSize: 400 })
    const [met, , missed] = examplesOf(criterion, classFacts).list
    // scipy: the least k with beta.ppf(0.05, k, 401 - k) ≥ 0.92 is 378.
    expect(met?.counted).toEqual({ hits: 378, trials: 400 })
    const hits = missed?.counted?.hits ?? 0
    expect(clopperPearson(hits, 400, 0.05).upper).toBeLessThan(0.92)
    expect(clopperPearson(hits + 1, 400, 0.05).upper).toBeGreaterThanOrEqual(0.92)
  })

  it('count the rows of a label in the share that the file has them', () => {
    const criterion = criterionOf('recall', { positiveClass: 'spam', sampleSize: 1_000 })
    for (const { counted } of examplesOf(criterion, classFacts).list) {
      expect(counted?.trials).toBe(210)
    }
    const rows = caseMaker(criterion, classFacts)(0.5).rows
    expect(rows.filter(({ label }) => label === 'urgent')).toHaveLength(90)
  })

  const shares: Metric[] = ['accuracy', 'exact_match', 'error_rate', 'availability', 'recall']
  it('of any share, sample and attempts are never called what they are not', () => {
    const drawn = fc.record({
      metric: fc.constantFrom(...shares),
      target: fc.double({ min: 0.02, max: 0.98, noNaN: true }),
      sampleSize: fc.integer({ min: 60, max: 900 }),
      attempts: fc.integer({ min: 1, max: 10 }),
    })
    fc.assert(
      fc.property(drawn, ({ metric, ...changes }) => {
        const criterion = criterionOf(metric, changes)
        const { list } = examplesOf(criterion, classFacts)
        expect(list.length).toBeGreaterThan(0)
        for (const example of list) {
          const { target, direction, attempts, averaging } = criterion
          const least = leastRows(metric, averaging, attempts)
          const rule = { target, direction, leastRows: least, moreRows: true }
          expect(decide({ ...rule, ...example }).outcome).toBe(example.outcome)
          const { hits, trials } = example.counted ?? { hits: 0, trials: 0 }
          const ends = clopperPearson(hits, trials, 0.05 / attempts)
          expect([example.lower, example.upper]).toEqual([ends.lower, ends.upper])
        }
      }),
      { numRuns: 40, seed: 7 },
    )
  })

  const others: Metric[] = [
    'f1',
    'weighted_kappa',
    'roc_auc',
    'mae',
    'r2',
    'token_f1',
    'rubric_score',
  ]
  it('of anything that is resampled say what the engine says', () => {
    const drawn = fc.record({
      metric: fc.constantFrom(...others),
      nearer: fc.double({ min: 0.85, max: 1.1, noNaN: true }),
      attempts: fc.integer({ min: 1, max: 4 }),
      resampling: fc.constantFrom(undefined, 'group'),
    })
    fc.assert(
      fc.property(drawn, ({ metric, nearer, attempts, resampling }) => {
        const target = targets[metric] * nearer
        const sampleSize = metric === 'rubric_score' ? 60 : 120
        const criterion = criterionOf(metric, { target, attempts, sampleSize, resampling })
        const { list } = examplesOf(criterion, factsFor(metric))
        expect(list.some(({ outcome }) => outcome === 'inconclusive')).toBe(true)
        for (const example of list) {
          const better = criterion.direction === 'at_least' ? 1 : -1
          const end = pessimistic(criterion, example)
          const meets = end !== null && (end - criterion.target) * better >= 0
          expect(meets).toBe(example.outcome === 'met')
        }
      }),
      { numRuns: 12, seed: 11 },
    )
  })

  it('of samples too large to make up come from formulas and say so', () => {
    for (const metric of ['accuracy', 'f1', 'throughput', 'token_f1'] as const) {
      const criterion = criterionOf(metric, { sampleSize: 50_000 })
      const { list, approximate } = examplesOf(criterion, factsFor(metric))
      expect(approximate).toBe(true)
      expect(list.map(({ outcome }) => outcome)).toEqual(['met', 'inconclusive', 'not_met'])
    }
  })

  it('take as many ratings as people can give', () => {
    const criterion = criterionOf('rubric_score', { sampleSize: maxRatedAnswers })
    const made = caseMaker(criterion, textFacts)(0.6)
    expect(made.inputs.ratings).toHaveLength(2 * maxRatedAnswers)
  })
})

describe('power', () => {
  it('says of a share what the exact functions say', () => {
    const criterion = criterionOf('accuracy', { target: 0.92, sampleSize: 400, attempts: 3 })
    const power = powerOf(criterion, classFacts, 2_000)
    if (!power) throw new Error('A share can be planned.')
    const plan = { target: 0.92, direction: 'at_least' as const, attempts: 3, n: 400 }
    expect(proportionChances(plan, power.passes ?? 0).met).toBeCloseTo(0.9, 6)
    expect(power.atTarget).toBeCloseTo(proportionChances(plan, 0.92).metWithinAttempts, 12)
    expect(power.atTarget).toBeLessThanOrEqual(0.05)
    const { truth, needs } = power.wish
    expect(truth).toBeGreaterThan(0.92)
    expect(truth).toBeLessThan(power.passes ?? 0)
    expect(needs).toBeGreaterThan(400)
    expect(proportionChances({ ...plan, n: needs ?? 0 }, truth).met).toBeGreaterThanOrEqual(0.9)
  })

  it('has a line for each sample up to what an attempt can have, and for the criterion’s own', () => {
    const criterion = criterionOf('accuracy', { sampleSize: 350, attempts: 3 })
    const rows = powerOf(criterion, classFacts, 1_000)?.rows ?? []
    expect(rows.map(({ n }) => n)).toEqual([100, 200, 350, 400, 800, 1_000])
    const values = rows.map(({ passes }) => passes ?? 1)
    expect(values).toEqual([...values].sort((a, b) => b - a))
  })

  it('asks for less and less as rows rise, whatever the metric', () => {
    const drawn = fc.record({
      metric: fc.constantFrom(...metrics.filter((metric) => metric !== 'bleu')),
      nearer: fc.double({ min: 0.9, max: 1.04, noNaN: true }),
      attempts: fc.integer({ min: 1, max: 4 }),
      averaging: fc.constantFrom('class', 'macro'),
    })
    fc.assert(
      fc.property(drawn, ({ metric, nearer, attempts, averaging }) => {
        const target = targets[metric] * nearer
        const perClass = metric === 'precision' || metric === 'recall' || metric === 'f1'
        const given = { target, attempts, ...(perClass ? { averaging } : {}) }
        const power = powerOf(criterionOf(metric, given), factsFor(metric), 6_000)
        const falls = criterionOf(metric, given).direction === 'at_most' && power?.of === 'value'
        const better = falls ? -1 : 1
        // What nothing passes counts as beyond the best.
        const asked = power?.rows.map(({ passes }) => (passes === null ? 1e9 : passes * better))
        expect(asked ?? []).toEqual([...(asked ?? [])].sort((a, b) => b - a))
      }),
      { numRuns: 12, seed: 5 },
    )
  })

  describe('of F1 for one class in seven rows', () => {
    const facts: RowFacts = {
      ...classFacts,
      labels: [
        { label: 'other', count: 860 },
        { label: 'spam', count: 140 },
      ],
    }
    const at = (sampleSize: number) => {
      const labels = ['other', 'spam']
      const checked = validateCriterion({
        id: 'c1',
        metric: 'f1',
        averaging: 'class',
        positiveClass: 'spam',
        labels,
        target: 0.92,
        sampleSize,
        attempts: 3,
      })
      if (!checked.ok) throw new Error('A criterion that can be measured.')
      return checked.criterion
    }
    const source = fastSource(sha256('rows with spam'))
    const chance = () => (source.below(1_000_000) + 0.5) / 1_000_000

    /** Rows of a system with this F1 that misses as often as it raises a false alarm. */
    const drawn = (n: number, f1: number) =>
      Array.from({ length: n }, (_, order) => {
        const spam = chance() < 0.14
        const wrong = chance() < (1 - f1) * (spam ? 1 : 0.14 / 0.86)
        const output = spam !== wrong ? 'spam' : 'other'
        const label = spam ? 'spam' : 'other'
        return { kind: 'sample' as const, order, label, output, latencyUs: 1, problem: null }
      })

    it.each([100, 200, 400])('is what the engine does with %i rows', (n) => {
      const criterion = at(n)
      const passes = powerOf(criterion, facts, 2_000)?.passes ?? null
      const truth = passes ?? 1
      let met = 0
      for (let run = 0; run < 60; run++) {
        const input = { criteria: [criterion], rowsRoot: `run ${run}`, moreRows: true }
        const rows = drawn(n, truth)
        const [result] = measure({ ...input, rows, inputs: noPartInputs }).results
        if (result?.outcome === 'met') met += 1
      }
      // Said "nine in ten"; sixty runs of that are at least forty-eight but once in five hundred.
      if (passes === null) expect(met).toBeLessThan(54)
      else expect(met).toBeGreaterThanOrEqual(48)
    })
  })

  it('proposes no more answers than people can mark', () => {
    const power = powerOf(criterionOf('rubric_score', { sampleSize: 60 }), classFacts, 2_000)
    expect(Math.max(...(power?.rows ?? []).map(({ n }) => n))).toBe(maxRatedAnswers)
    expect(power?.limit).toBe(maxRatedAnswers)
  })

  it('speaks of latency as the share of answers within the target', () => {
    const power = powerOf(criterionOf('latency_p95', { sampleSize: 400 }), classFacts, 2_000)
    expect(power?.of).toBe('within')
    expect(power?.passes).toBeGreaterThan(0.95)
    expect(power?.passes).toBeLessThan(1)
  })

  it('is nothing where nobody can know how much results vary', () => {
    expect(plannerOf(criterionOf('bleu'), textFacts)).toBeNull()
    const minutes = { ...process, unit: 'number', unitName: 'minutes' }
    const waiting = criterionOf('process_value', { target: 30, process: minutes })
    expect(plannerOf(waiting, null)).toBeNull()
  })

  it('gives throughput in answers a second', () => {
    const power = powerOf(criterionOf('throughput', { sampleSize: 400 }), classFacts, 2_000)
    expect(power?.passes).toBeGreaterThan(9)
    expect(power?.passes).toBeLessThan(10)
  })
})

describe('what to think again about', () => {
  const kinds = (criterion: Criterion, facts: RowFacts | null) =>
    criterionPreview(criterion, facts).warnings.map(({ kind }) => kind)

  it('is nothing when a criterion can do its work', () => {
    const criterion = criterionOf('accuracy', { sampleSize: 400, attempts: 3 })
    expect(kinds(criterion, classFacts)).toEqual([])
  })

  it('is a target that a constant answer reaches', () => {
    const low = criterionOf('accuracy', { target: 0.39, sampleSize: 400 })
    expect(kinds(low, classFacts)).toContain('baseline_meets')
    expect(kinds(criterionOf('mae', { target: 9.5 }), numberFacts)).toContain('baseline_meets')
    expect(kinds(criterionOf('exact_match', { target: 0.09 }), textFacts)).toContain(
      'baseline_meets',
    )
  })

  it('is a figure before that meets the target already', () => {
    expect(kinds(criterionOf('process_value', { target: 0.45 }), null)).toContain('before_meets')
    expect(kinds(criterionOf('process_value', { target: 0.3 }), null)).toEqual([])
  })

  it('is noise in the labels that a good system cannot get round', () => {
    const noisy = { ...classFacts, noiseShare: 0.1 }
    const criterion = criterionOf('accuracy', { target: 0.93, sampleSize: 400 })
    expect(kinds(criterion, noisy)).toContain('noise')
    expect(kinds(criterion, { ...noisy, noiseShare: 0.01 })).not.toContain('noise')
  })

  it('is an average over labels of which one is too rare for its interval', () => {
    const macro = { averaging: 'macro', target: 0.8 }
    const few = criterionOf('f1', { ...macro, sampleSize: 400 })
    expect(criterionPreview(few, classFacts).warnings).toContainEqual({
      kind: 'rare_in_average',
      label: 'urgent',
      rows: 36,
    })
    const many = criterionOf('f1', { ...macro, sampleSize: 1_200 })
    expect(kinds(many, classFacts)).not.toContain('rare_in_average')
  })

  it('is more rows than there are, a sample that decides nothing, a rare label, groups', () => {
    const long = criterionOf('accuracy', { sampleSize: 2_001, attempts: 3 })
    expect(kinds(long, classFacts)).toEqual(['rows_short'])
    const strict = criterionOf('accuracy', { target: 0.995, sampleSize: 100, attempts: 10 })
    expect(kinds(strict, classFacts)).toContain('never_passes')
    const rare = criterionOf('recall', { positiveClass: 'urgent', sampleSize: 150 })
    expect(kinds(rare, classFacts)).toContain('rare_class')
    expect(kinds(criterionOf('f1', { resampling: 'group' }), classFacts)).toContain('groups')
  })
})

describe('kinds of work', () => {
  it('have a goal for every metric, and every goal a metric with a formula', () => {
    for (const metric of metrics) {
      const criterion = criterionOf(metric)
      const goal = goalOf(criterion)
      expect(metricOfGoal(goal, metric)).toEqual({ metric, averaging: criterion.averaging })
      expect(formulaOf(metric).source).not.toBe('')
    }
    for (const kind of workKinds) {
      for (const goal of goalsByKind[kind]) {
        expect(kindOf(metricOfGoal(goal, 'latency_p95').metric)).toBe(kind)
      }
    }
  })

  it('are kept from data that they do not fit', () => {
    expect(obstacleTo('classify', numberFacts)).toBe('needs_class')
    expect(obstacleTo('number', textFacts)).toBe('needs_number')
    expect(obstacleTo('answer', classFacts)).toBe('needs_text')
    expect(obstacleTo('judge', null)).toBe('no_data')
    for (const kind of ['serve', 'process'] as const) expect(obstacleTo(kind, null)).toBeNull()
    expect(obstacleTo('judge', classFacts)).toBeNull()
  })

  it('begin with values from the client’s own rows', () => {
    expect(criterionDefaults('classify', 'accuracy', classFacts)).toMatchObject({
      label: 'urgent',
      target: '0.8',
      sampleSize: '400',
      order: labels.join('\n'),
    })
    expect(criterionDefaults('number', 'mae', numberFacts)).toMatchObject({
      target: '4.5',
      missingError: '24',
    })
    const small = { ...classFacts, rows: 380 }
    expect(criterionDefaults('rank', 'roc_auc', small)).toMatchObject({ sampleSize: '100' })
  })

  it('show a criterion in its fields as it was typed', () => {
    expect(fieldsOf(criterionOf('error_rate', { target: 0.005 }))).toMatchObject({ target: '0.5' })
    expect(fieldsOf(criterionOf('availability', { target: 0.999 }))).toMatchObject({
      target: '99.9',
      hours: '2.5',
      everySeconds: '60',
    })
    expect(fieldsOf(criterionOf('process_value'))).toMatchObject({
      target: '30',
      baselineValue: '40',
      direction: 'at_most',
    })
    expect(fieldsOf(criterionOf('rubric_score'))).toMatchObject({
      'items.0.name': 'Correct',
      scale: '5',
    })
  })
})
