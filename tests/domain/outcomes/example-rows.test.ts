import { describe, expect, it } from 'vitest'
import {
  latencyExample,
  numberExample,
  rankingExample,
  textExample,
} from '~/domain/outcomes/criteria/example-rows'
import { bleu } from '~/domain/outcomes/metrics/bleu'
import type { Answered } from '~/domain/outcomes/metrics/classification'
import { latencyHistogram, percentileMs } from '~/domain/outcomes/metrics/latency'
import { rocAucStatistic } from '~/domain/outcomes/metrics/ranking'
import { regressionMetric } from '~/domain/outcomes/metrics/regression'
import { estimateOf } from '~/domain/outcomes/metrics/statistic'
import { textScores } from '~/domain/outcomes/metrics/text'

const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length

describe('example rows', () => {
  const n = 300
  const numbers = numberExample({ mean: 100, spread: 20 }, n)
  const ranked = rankingExample({ positive: 'yes', negative: 'no', share: 0.3 }, n)
  const written = textExample(n)
  type Score = (rows: readonly Answered[]) => number | null
  const falling = (['mae', 'rmse', 'mape'] as const).map((metric) => {
    const score: Score = (rows) => -(regressionMetric(metric, rows, () => 0) ?? Number.NaN)
    return [metric, numbers, score] as const
  })
  const rising = (['exact_match', 'token_f1', 'rouge_l'] as const).map((metric) => {
    const score: Score = (rows) => mean(textScores(metric, rows))
    return [metric, written, score] as const
  })

  it.each([
    ['ROC-AUC', ranked, ((rows) => estimateOf(rocAucStatistic(rows, 'yes'))) as Score],
    ['r2', numbers, ((rows) => regressionMetric('r2', rows, () => 0)) as Score],
    ...falling,
    ...rising,
    ['BLEU', written, bleu as Score],
  ] as const)('score better with every step of quality: %s', (_name, make, score) => {
    const scores = [0.2, 0.4, 0.6, 0.8, 0.95].map((quality) => score(make(quality)) ?? Number.NaN)
    expect(scores).toEqual([...new Set(scores)].sort((a, b) => a - b))
    expect(make(0.6)).toEqual(make(0.6))
    expect(make(0.6)).toHaveLength(n)
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
})
