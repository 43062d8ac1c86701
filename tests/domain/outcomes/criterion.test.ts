import { describe, expect, it } from 'vitest'
import {
  type Criterion,
  criterionSentence,
  leastRows,
  rowsNeeded,
} from '~/domain/outcomes/criteria/criterion'
import { criterionHash } from '~/domain/outcomes/criteria/criterion-hash'
import { familyOf, labelKindOf, type Metric, metrics } from '~/domain/outcomes/criteria/metric'
import { validateCriterion } from '~/domain/outcomes/criteria/validate-criterion'
import type { LabelKind } from '~/domain/outcomes/datasets/label-kind'
import { en } from '~/platform/languages/en'
import { translator } from '~/platform/languages/translator'

const labels = ['billing', 'delivery', 'other', 'urgent']

const draft = {
  id: 'c1',
  metric: 'f1',
  averaging: 'class',
  positiveClass: 'urgent',
  labels,
  target: 0.92,
  sampleSize: 600,
  attempts: 3,
}

function valid(changes: Record<string, unknown> = {}): Criterion {
  const checked = validateCriterion({ ...draft, ...changes }, { labelKind: 'class', labels })
  if (!checked.ok) throw new Error(JSON.stringify(checked.problems))
  return checked.criterion
}

const person = (id: string) => ({ personId: `per_${id}`, name: `Person ${id}` })
const rubric = {
  scale: 5,
  items: [{ name: 'Right', means: 'Nothing in it is wrong.' }],
  raters: [person('a'), person('b')],
  leastAgreement: 0.6,
}
const process = {
  measure: 'No-show rate',
  unit: 'share',
  unitName: '',
  baseline: { value: 0.22, cases: 1_830, from: '2026-01-01', to: '2026-02-28' },
  source: 'The calendar of four clinics, all follow-up appointments.',
  windowDays: 56,
  measurer: person('c'),
}

/** A valid draft for every metric, and the labels it wants. */
function draftOf(metric: Metric): { draft: Record<string, unknown>; labelKind: LabelKind } {
  const more = {
    classification: { averaging: 'macro', target: 0.5 },
    regression: { target: 0.5, missingError: 40 },
    text: { target: 0.5 },
    service: { target: 0.5, ratePerSecond: 20 },
    judged: { target: 4, sampleSize: 60, rubric },
    process: { target: 0.17, direction: 'at_most', process },
  }[familyOf(metric)]
  const window = { seconds: 36_000, everySeconds: 60 }
  const sampleSize = metric === 'availability' ? 600 : 3_000
  return {
    draft: { ...draft, metric, attempts: 1, window, sampleSize, ...more },
    labelKind: labelKindOf(metric) ?? 'class',
  }
}

function problems(changes: Record<string, unknown>) {
  const checked = validateCriterion({ ...draft, ...changes }, { labelKind: 'class', labels })
  return checked.ok ? [] : checked.problems.map(({ problem }) => problem)
}

describe('a criterion', () => {
  it('is one sentence that both sides sign, in every language', () => {
    const { key, values } = criterionSentence(valid())
    expect(translator('en')(key, values)).toBe(
      'F1 for \u2068urgent\u2069 of at least 0.92, 95 % sure, on 600 sealed rows, at most 3 attempts.',
    )
    for (const metric of metrics) {
      const { draft: given, labelKind } = draftOf(metric)
      const checked = validateCriterion(given, { labelKind, labels })
      expect(checked, metric).toMatchObject({ ok: true })
      if (!checked.ok) continue
      const sentence = criterionSentence(checked.criterion)
      for (const locale of ['en', 'ur'] as const) {
        const text = translator(locale)(sentence.key, sentence.values)
        expect(text).not.toMatch(/[{}]|outcome\./)
      }
    }
    const failed = criterionSentence(valid({ metric: 'error_rate', target: 0.005 }))
    expect(translator('en')(failed.key, failed.values)).toContain('0.5%')
  })

  it('is signed with no more digits than its sentence writes', () => {
    const said = (changes: Record<string, unknown>, locale: 'en' | 'ur' = 'en') => {
      const { key, values } = criterionSentence(valid(changes))
      return translator(locale)(key, values)
    }
    expect(said({ target: 0.9999 })).toContain('0.9999')
    expect(said({ target: 0.9999 }, 'ur')).toContain('0.9999')
    expect(said({ metric: 'error_rate', target: 0.0012 })).toContain('0.12%')
    expect(said({ metric: 'latency_p95', target: 0.25 })).toContain('0.25 ms')
    expect(problems({ target: 0.92345678 })).toEqual(['too_fine'])
    expect(problems({ target: 0.99996 })).toEqual(['too_fine'])
    expect(problems({ metric: 'latency_p95', target: 800.123 })).toEqual(['too_fine'])
    const { draft: given, labelKind } = draftOf('process_value')
    const checked = validateCriterion({ ...given, attempts: 2 }, { labelKind, labels })
    if (!checked.ok) throw new Error('Figures that can be agreed.')
    const figures = criterionSentence(checked.criterion)
    expect(translator('en')(figures.key, figures.values)).toContain('at most 2 attempts')
  })

  it('takes its direction from the metric, whatever was sent', () => {
    expect(valid({ metric: 'latency_p95', target: 800, direction: 'at_least' }).direction).toBe(
      'at_most',
    )
    expect(valid({ direction: 'at_most' }).direction).toBe('at_least')
  })

  it('keeps the hash that was signed: what a family does not need is left out of it', () => {
    expect(Object.keys(valid()).sort()).toEqual(
      [
        ...['attempts', 'averaging', 'confidence', 'direction', 'id', 'labels', 'metric'],
        ...['positiveClass', 'sampleSize', 'target'],
      ].sort(),
    )
  })

  it('is refused when it lacks what its family needs', () => {
    const found = (metric: Metric, changes: Record<string, unknown>) => {
      const { draft: given, labelKind } = draftOf(metric)
      const checked = validateCriterion({ ...given, ...changes }, { labelKind, labels })
      return checked.ok ? [] : checked.problems.map(({ problem }) => problem)
    }
    expect(found('mae', { missingError: 0 })).toEqual(['missing_error_needed'])
    expect(found('roc_auc', { positiveClass: 'spam' })).toEqual(['class_unknown'])
    expect(found('throughput', { ratePerSecond: 0 })).toContain('rate_out_of_range')
    expect(found('throughput', { target: 21 })).toEqual(['target_out_of_range'])
    expect(found('availability', { window: undefined })).toEqual(['window_out_of_range'])
    expect(found('availability', { sampleSize: 599 })).toEqual(['window_out_of_range'])
    expect(found('rubric_score', { rubric: { ...rubric, items: [] } })).toContain(
      'rubric_incomplete',
    )
    const alone = { ...rubric, raters: [person('a'), person('a')] }
    expect(found('rubric_score', { rubric: alone })).toEqual(['raters_needed'])
    expect(found('rubric_score', { target: 5 })).toEqual(['target_out_of_range'])
    expect(found('rubric_score', { sampleSize: 201 })).toEqual(['sample_too_large'])
    expect(found('process_value', { process: { ...process, source: ' ' } })).toEqual([
      'process_incomplete',
    ])
    const undated = { ...process, baseline: { ...process.baseline, to: '2025-12-31' } }
    expect(found('process_value', { process: undated })).toEqual(['baseline_incomplete'])
    expect(found('process_value', { process: { ...process, measurer: undefined } })).toEqual([
      'measurer_needed',
    ])
    expect(found('process_value', { target: 17 })).toEqual(['target_out_of_range'])
  })

  it('keeps the order of labels where it means something', () => {
    const grades = ['good', 'fair', 'poor']
    const dataset = { labelKind: 'class' as const, labels: [...grades].sort() }
    const kappa = { ...draft, metric: 'weighted_kappa', target: 0.7 }
    const spoken = validateCriterion({ ...kappa, labels: grades }, dataset)
    expect(spoken).toMatchObject({ ok: true, criterion: { labels: grades } })
    const counted = { labelKind: 'class' as const, labels: ['1', '10', '2'] }
    const numbers = validateCriterion({ ...kappa, labels: undefined }, counted)
    expect(numbers).toMatchObject({ ok: true, criterion: { labels: ['1', '2', '10'] } })
  })

  it('keeps the same hash whatever the order of its labels', () => {
    expect(criterionHash(valid({ labels: [...labels].reverse() }))).toBe(criterionHash(valid()))
    expect(criterionHash(valid({ target: 0.93 }))).not.toBe(criterionHash(valid()))
  })

  it('is refused with the field that is wrong', () => {
    expect(problems({ metric: 'vibes' })).toEqual(['metric_unknown'])
    expect(problems({ metric: 'bleu' })).toEqual(['label_kind_differs'])
    expect(problems({ averaging: undefined })).toEqual(['averaging_needed'])
    expect(problems({ positiveClass: 'spam' })).toEqual(['class_unknown'])
    expect(problems({ labels: ['urgent', 'spam'] })).toContain('labels_differ')
    expect(problems({ target: 1 })).toEqual(['target_out_of_range'])
    expect(problems({ target: 'high' })).toEqual(['target_out_of_range'])
    expect(problems({ metric: 'latency_p95', target: 0 })).toEqual(['target_out_of_range'])
    expect(problems({ sampleSize: 600.5 })).toEqual(['sample_not_whole'])
    expect(problems({ sampleSize: 20 })).toEqual(['sample_too_small'])
    expect(problems({ sampleSize: 100_001 })).toEqual(['sample_too_large'])
    expect(problems({ attempts: 0 })).toEqual(['attempts_out_of_range'])
    for (const issue of ['metric_unknown', 'sample_too_small', 'attempts_out_of_range']) {
      expect(en.outcome).toHaveProperty(`criterion_${issue}`)
    }
  })

  it('asks for enough rows that a percentile can be bounded: 0.99^n must be below 0.05 / 3', () => {
    expect(leastRows('latency_p99', null, 3)).toBe(408)
    expect(leastRows('latency_p99', null, 1)).toBe(299)
    expect(problems({ metric: 'latency_p99', target: 900, sampleSize: 407 })).toEqual([
      'sample_too_small',
    ])
  })

  it('adds up the rows that terms need: attempts × the largest sample, over milestones', () => {
    const small = valid({ metric: 'accuracy', sampleSize: 200 })
    expect(rowsNeeded([[valid(), small], [small], []])).toBe(3 * 600 + 3 * 200)
  })
})
