import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  meanBaseline,
  regressionMetric,
  regressionMetrics,
  regressionStatistic,
} from '~/domain/outcomes/metrics/regression'
import { expectClose } from './reference/closeness'
import reference from './reference/scikit-learn-1.2.json'

const number = fc.integer({ min: -1e6, max: 1e6 }).map((value) => String(value / 64))
const row = fc.record({ label: number, output: fc.oneof(number, fc.constant(null)) })
const ten = () => 10

describe('regression metrics', () => {
  it.each(reference.regression)('agree with scikit-learn: $name', (one) => {
    for (const metric of regressionMetrics) {
      const value = regressionMetric(metric, one.rows, () => one.missing)
      expectClose(value, one[metric], `${one.name}, ${metric}`)
    }
  })

  it('never drop a row: a missing answer counts as the error that the criterion says', () => {
    const rows = [
      { label: '100', output: '100' },
      { label: '200', output: null },
      { label: '300', output: 'about three hundred' },
    ]
    expect(regressionMetric('mae', rows, () => 30)).toBe(20)
    expect(regressionMetric('mae', rows, (truth) => truth / 2)).toBeCloseTo(250 / 3, 12)
    expect(regressionMetric('rmse', rows, () => 30)).toBeCloseTo(Math.sqrt(600), 12)
    expect(regressionMetric('mape', rows, () => 30)).toBeCloseTo((0 + 0.15 + 0.1) / 3, 12)
    expect(regressionMetric('r2', rows, () => 100)).toBeCloseTo(1 - 20_000 / 20_000, 12)
  })

  it('refuse a true value or a penalty that is no number', () => {
    expect(() => regressionMetric('mae', [{ label: 'x', output: '1' }], ten)).toThrow(RangeError)
    const unanswered = [{ label: '1', output: null }]
    for (const penalty of [Number.NaN, Infinity, -1]) {
      expect(() => regressionMetric('mae', unanswered, () => penalty)).toThrow(RangeError)
    }
  })

  it('tell a constant truth that no binary fraction holds, on which a rounded mean would not', () => {
    const rows = [0.2, 0.1, 0.1].map((output) => ({ label: '0.1', output: String(output) }))
    expect(regressionMetric('r2', rows, ten)).toBe(0)
  })

  it('have no value on no rows; R² has none on one row', () => {
    for (const metric of regressionMetrics) expect(regressionMetric(metric, [], ten)).toBeNull()
    const pair = regressionStatistic('r2', [{ label: '1', output: '2' }], ten)
    expect(pair.evaluate(Int32Array.of(1))).toBeNull()
    expect(pair.evaluate(Int32Array.of(2))).toBe(0)
  })

  it('stay finite on the largest numbers that count as answers', () => {
    const rows = [
      { label: '0', output: '1e150' },
      { label: '1', output: '-1e150' },
    ]
    for (const metric of ['mae', 'rmse', 'r2'] as const) {
      expect(Number.isFinite(regressionMetric(metric, rows, ten))).toBe(true)
    }
  })

  it('are bounded as they should be, whatever the rows and their order', () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 2, maxLength: 30 }), (rows) => {
        const of = (metric: (typeof regressionMetrics)[number]) =>
          regressionMetric(metric, rows, ten) ?? Number.NaN
        expect(of('mae')).toBeGreaterThanOrEqual(0)
        expect(of('rmse')).toBeGreaterThanOrEqual(of('mae') * (1 - 1e-12))
        expect(of('mape')).toBeGreaterThanOrEqual(0)
        expect(of('r2')).toBeLessThanOrEqual(1)
        for (const metric of regressionMetrics) {
          expectClose(regressionMetric(metric, [...rows].reverse(), ten), of(metric), metric)
        }
      }),
    )
  })

  it('report what always answering the mean would score', () => {
    const rows = ['1', '2', '6'].map((label) => ({ label }))
    expect(meanBaseline('mae', rows)).toBeCloseTo((2 + 1 + 3) / 3, 12)
    expect(meanBaseline('r2', rows)).toBeCloseTo(0, 12)
    expect(meanBaseline('mae', [])).toBeNull()
  })
})
