import { describe, expect, it } from 'vitest'
import { sha256 } from '~/domain/outcomes/canonical'
import { decide } from '~/domain/outcomes/decide'
import {
  answeredExample,
  classificationExample,
  closestRows,
  edgeRows,
  latencyExample,
  numberExample,
  rankingExample,
  textExample,
} from '~/domain/outcomes/example-rows'
import { clopperPearson } from '~/domain/outcomes/interval'
import { truthKappa } from '~/domain/outcomes/metrics/agreement'
import { bleu } from '~/domain/outcomes/metrics/bleu'
import {
  type Answered,
  classificationMetric,
  confusionOf,
} from '~/domain/outcomes/metrics/classification'
import { latencyHistogram, percentileMs } from '~/domain/outcomes/metrics/latency'
import { rocAuc } from '~/domain/outcomes/metrics/ranking'
import { regressionMetric, regressionStatistic } from '~/domain/outcomes/metrics/regression'
import { textScores } from '~/domain/outcomes/metrics/text'
import { resampledInterval } from '~/domain/outcomes/resampling'

const labels = ['a', 'b', 'c']
const macro = (rows: readonly Answered[]) =>
  classificationMetric(
    { metric: 'f1', averaging: 'macro', positiveClass: null },
    confusionOf(rows, labels),
  )
const none = () => 0
const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length
const outcomeOf = (direction: 'at_least' | 'at_most', target: number, n: number) => {
  const rule = { direction, target, n, leastRows: 0, moreRows: true }
  return (ends: { lower: number | null; upper: number | null }) =>
    decide({ ...rule, ...ends }).outcome
}

describe('example rows', () => {
  const n = 300
  const classes = { positive: 'yes', negative: 'no', share: 0.3 }
  const numbers = numberExample({ mean: 100, spread: 20 }, n)

  it.each([
    ['macro F1', classificationExample(labels, n), macro, 0.87],
    [
      'kappa',
      classificationExample(labels, n),
      (rows: readonly Answered[]) => truthKappa(rows, labels, 'quadratic'),
      0.7,
    ],
    [
      'ROC-AUC',
      rankingExample(classes, n),
      (rows: readonly Answered[]) => rocAuc(rows, 'yes'),
      0.83,
    ],
    ...(['mae', 'rmse', 'mape', 'r2'] as const).map((metric, at) => {
      const score = (rows: readonly Answered[]) => regressionMetric(metric, rows, none)
      return [metric, numbers, score, [5, 8, 0.06, 0.75][at] ?? 0] as const
    }),
    ...(['exact_match', 'token_f1', 'rouge_l'] as const).map((metric) => {
      const score = (rows: readonly Answered[]) => mean(textScores(metric, rows))
      return [metric, textExample(n), score, 0.8] as const
    }),
    ['BLEU', textExample(n), bleu, 0.4],
    [
      'availability',
      answeredExample(n),
      (rows: readonly Answered[]) => rows.filter(({ output }) => output !== null).length / n,
      0.97,
    ],
  ] as const)('score what is wanted by the real metric: %s', (_name, make, score, wanted) => {
    const rows = closestRows(make, score, wanted)
    expect(rows).toHaveLength(n)
    expect(Math.abs((score(rows) ?? 0) / wanted - 1)).toBeLessThan(0.01)
    expect(closestRows(make, score, wanted)).toEqual(rows)
  })

  it('have errors on every label', () => {
    const wrong = classificationExample(
      labels,
      n,
    )(0.9).filter(({ label, output }) => label !== output)
    expect(wrong).toHaveLength(30)
    for (const label of labels) {
      expect(wrong.filter((row) => row.label === label).length).toBeGreaterThan(7)
    }
    // A criterion that asks for fewer rows measures the first ones: they are wrong as often.
    const first = classificationExample(labels, n)(0.9).slice(0, 100)
    expect(first.filter(({ label, output }) => label !== output)).toHaveLength(10)
  })

  it('have the latency percentile that is wanted', () => {
    for (const [p, ms] of [
      [0.5, 200],
      [0.95, 800],
      [0.99, 1_500],
    ] as const) {
      const latencies = latencyExample(400, p, ms)
      const measured = percentileMs(latencyHistogram(latencies), p)
      expect(Math.abs(measured / ms - 1)).toBeLessThan(0.002)
      expect(new Set(latencies).size).toBeGreaterThan(350)
    }
  })

  it('find the barest pass and the nearest miss of a proportion', () => {
    const rows = 400
    const right = (some: readonly Answered[]) =>
      some.filter(({ label, output }) => label === output).length
    const outcome = (some: readonly Answered[]) =>
      outcomeOf('at_least', 0.92, rows)(clopperPearson(right(some), rows, 0.05))
    const make = classificationExample(labels, rows)
    const pass = edgeRows(make, (some) => outcome(some) === 'met')
    // scipy: the least k with beta.ppf(0.05, k, 401 - k) ≥ 0.92 is 378.
    expect(right(pass?.after ?? [])).toBe(378)
    expect(right(pass?.before ?? [])).toBe(377)
    const fail = edgeRows(make, (some) => outcome(some) !== 'not_met')
    expect(outcome(fail?.before ?? [])).toBe('not_met')
    expect(outcome(fail?.after ?? [])).toBe('inconclusive')
  })

  it('find the same for a metric that falls with quality, by the bootstrap', () => {
    const outcome = (rows: readonly Answered[]) => {
      const statistic = regressionStatistic('mae', rows, none)
      const interval = resampledInterval(statistic, { kind: 'rows' }, 0.05, sha256('example'))
      return outcomeOf('at_most', 5, n)(interval)
    }
    const pass = edgeRows(numbers, (rows) => outcome(rows) === 'met', 8)
    expect(outcome(pass?.after ?? [])).toBe('met')
    expect(outcome(pass?.before ?? [])).toBe('inconclusive')
    expect(regressionMetric('mae', pass?.after ?? [], none)).toBeLessThan(5)
    expect(edgeRows(numbers, () => true)).toBeNull()
    expect(edgeRows(numbers, () => false)).toBeNull()
  })
})
