import { describe, expect, it } from 'vitest'
import {
  type Criterion,
  criterionSentence,
  leastRows,
  metrics,
  rowsNeeded,
  validateCriterion,
} from '~/domain/outcomes/criterion'
import { criterionHash } from '~/domain/outcomes/criterion-hash'
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
  const checked = validateCriterion({ ...draft, ...changes }, labels)
  if (!checked.ok) throw new Error(JSON.stringify(checked.problems))
  return checked.criterion
}

function problems(changes: Record<string, unknown>) {
  const checked = validateCriterion({ ...draft, ...changes }, labels)
  return checked.ok ? [] : checked.problems.map(({ problem }) => problem)
}

describe('a criterion', () => {
  it('is one sentence that both sides sign, in every language', () => {
    const { key, values } = criterionSentence(valid())
    expect(translator('en')(key, values)).toBe(
      'F1 for \u2068urgent\u2069 of at least 0.92, 95 % sure, on 600 sealed rows, at most 3 attempts.',
    )
    for (const metric of metrics) {
      const criterion = valid({ metric, averaging: 'macro', target: 0.5, attempts: 1 })
      const sentence = criterionSentence(criterion)
      for (const locale of ['en', 'ur'] as const) {
        const text = translator(locale)(sentence.key, sentence.values)
        expect(text).not.toMatch(/[{}]|outcome\./)
      }
    }
    const failed = criterionSentence(valid({ metric: 'error_rate', target: 0.005 }))
    expect(translator('en')(failed.key, failed.values)).toContain('0.5%')
  })

  it('takes its direction from the metric, whatever was sent', () => {
    expect(valid({ metric: 'latency_p95', target: 800, direction: 'at_least' }).direction).toBe(
      'at_most',
    )
    expect(valid({ direction: 'at_most' }).direction).toBe('at_least')
  })

  it('keeps the same hash whatever the order of its labels', () => {
    expect(criterionHash(valid({ labels: [...labels].reverse() }))).toBe(criterionHash(valid()))
    expect(criterionHash(valid({ target: 0.93 }))).not.toBe(criterionHash(valid()))
  })

  it('is refused with the field that is wrong', () => {
    expect(problems({ metric: 'bleu' })).toEqual(['metric_unknown'])
    expect(problems({ averaging: undefined })).toEqual(['averaging_needed'])
    expect(problems({ positiveClass: 'spam' })).toEqual(['class_unknown'])
    expect(problems({ labels: ['urgent', 'spam'] })).toContain('labels_differ')
    expect(problems({ target: 1 })).toEqual(['target_out_of_range'])
    expect(problems({ target: 'high' })).toEqual(['target_out_of_range'])
    expect(problems({ metric: 'latency_p95', target: 0 })).toEqual(['target_out_of_range'])
    expect(problems({ sampleSize: 600.5 })).toEqual(['sample_not_whole'])
    expect(problems({ sampleSize: 20 })).toEqual(['sample_too_small'])
    expect(problems({ sampleSize: 9_000 })).toEqual(['sample_too_large'])
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
