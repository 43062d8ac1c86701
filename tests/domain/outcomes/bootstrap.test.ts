import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sha256 } from '~/domain/outcomes/evidence/canonical'
import { clopperPearson, constantMeanInterval } from '~/domain/outcomes/measures/interval'
import { fastSource } from '~/domain/outcomes/measures/random'
import { codesOf, type Resampling, resampledInterval } from '~/domain/outcomes/measures/resampling'
import { truthKappaStatistic } from '~/domain/outcomes/metrics/agreement'
import { bleuStatistic } from '~/domain/outcomes/metrics/bleu'
import {
  cellsOf,
  classificationMetric,
  confusionStatistic,
} from '~/domain/outcomes/metrics/classification'
import { rocAucStatistic } from '~/domain/outcomes/metrics/ranking'
import { regressionStatistic } from '~/domain/outcomes/metrics/regression'
import { estimateOf, meanStatistic, type Statistic } from '~/domain/outcomes/metrics/statistic'

const seed = sha256('pinned')
const byRow: Resampling = { kind: 'rows' }
const labels = ['a', 'b', 'c']
const macroF1 = { metric: 'f1', averaging: 'macro', positiveClass: null } as const

/** Rows whose every thirteenth answer is wrong and every thirty-first missing. */
const rowsOf = (n: number) =>
  Array.from({ length: n }, (_, at) => {
    const label = labels[(at * at) % 3] ?? 'a'
    const output = at % 31 === 7 ? null : at % 13 === 5 ? 'c' : label
    return { label, output }
  })

/** The bootstrap as samar-outcomes/1 did it: rows are picked one by one, none is weighed. */
function pickedRows(n: number, level: number, statistic: (rows: Int32Array) => number) {
  const source = fastSource(seed)
  const values = Float64Array.from({ length: 2_000 }, () =>
    statistic(Int32Array.from({ length: n }, () => source.below(n))),
  ).sort()
  return {
    lower: values[Math.floor(level * 1_999)] ?? null,
    upper: values[Math.ceil((1 - level) * 1_999)] ?? null,
    method: 'bootstrap',
  }
}

describe('what signed verdicts replay', () => {
  // All three obtained from the engine that signed the first verdicts, samar-outcomes/1.
  it('is the same sequence of numbers', () => {
    const source = fastSource(seed)
    const first = Array.from({ length: 8 }, () => source.below(1_000_000))
    expect(first).toEqual([4422, 120248, 529119, 584049, 717433, 211849, 540834, 736453])
    let sum = 0
    for (let at = 0; at < 100_000; at++) sum = (Math.imul(sum, 31) + source.below(99_991)) | 0
    expect(sum).toBe(-1121131171)
  })

  it('is the same interval, to the bit', () => {
    const values = Array.from({ length: 97 }, (_, at) => (at * at) % 13)
    const mean = (rows: Int32Array) =>
      rows.reduce((sum, at) => sum + (values[at] ?? 0), 0) / rows.length
    const known = { lower: 5.020618556701031, upper: 6.855670103092783, method: 'bootstrap' }
    expect(pickedRows(97, 0.05 / 3, mean)).toEqual(known)
    const statistic = meanStatistic(Float64Array.from(values))
    expect(resampledInterval(statistic, byRow, 0.05 / 3, seed)).toEqual(known)
  })

  it('is the same for a confusion matrix, whether rows are picked or weighed', () => {
    const rows = rowsOf(150)
    const cells = cellsOf(rows, labels)
    const score = (counts: Float64Array) => classificationMetric(macroF1, { labels, counts })
    const picked = pickedRows(150, 0.05, (drawn) => {
      const counts = new Float64Array(12)
      for (const at of drawn) counts[cells[at] ?? 0] = (counts[cells[at] ?? 0] ?? 0) + 1
      return score(counts)
    })
    const statistic = confusionStatistic(rows, labels, ({ counts }) => score(counts))
    expect(resampledInterval(statistic, byRow, 0.05, seed)).toEqual(picked)
  })
})

describe('resampling', () => {
  const share = (rows: readonly number[]) => meanStatistic(Float64Array.from(rows))

  it('by strata keeps as many rows of every stratum as there are', () => {
    const of = codesOf(['x', 'y', 'x', 'z', 'y', 'x', 'z', 'x'])
    const sizes = Int32Array.of(4, 2, 2)
    const watching: Statistic = {
      n: 8,
      evaluate(weights) {
        const seen = new Int32Array(3)
        for (const [at, weight] of weights.entries()) {
          seen[of[at] ?? 0] = (seen[of[at] ?? 0] ?? 0) + weight
        }
        expect(seen).toEqual(sizes)
        return weights[0] ?? 0
      },
    }
    const { lower, upper } = resampledInterval(watching, { kind: 'strata', of }, 0.05, seed)
    expect(lower).toBe(0)
    expect(upper).toBeGreaterThan(1)
  })

  it('by strata leaves out the chance of how many rows a stratum gets', () => {
    const rows = Array.from({ length: 200 }, (_, at) => (at % 2 === 0 ? 1 : 0))
    const of = codesOf(rows.map(String))
    const within = resampledInterval(share(rows), { kind: 'strata', of }, 0.05, seed)
    expect(within).toMatchObject({ lower: 0.5, upper: 0.5 })
    const plain = resampledInterval(share(rows), byRow, 0.05, seed)
    expect(plain.lower).toBeLessThan(0.46)
  })

  it('by groups takes groups whole, and is wider when rows of a group are alike', () => {
    // 40 groups of 10 rows that all share one value: 400 rows that know no more than 40 do.
    const rows = Array.from({ length: 400 }, (_, at) => (Math.floor(at / 10) % 4 === 0 ? 0 : 1))
    const of = codesOf(rows.map((_, at) => `customer ${Math.floor(at / 10)}`))
    const together: Statistic = {
      n: 400,
      evaluate(weights) {
        for (const [at, weight] of weights.entries()) {
          if (weight !== weights[at - (at % 10)]) throw new Error('a group was split')
        }
        return share(rows).evaluate(weights)
      },
    }
    const groups = resampledInterval(together, { kind: 'groups', of }, 0.05, seed)
    // Mean 0.75; standard error √(0.1875 / 40) = 0.068 of groups, 0.022 of rows.
    expect(groups.lower).toBeCloseTo(0.75 - 1.645 * 0.0685, 1)
    const plain = resampledInterval(share(rows), byRow, 0.05, seed)
    expect((plain.lower ?? 0) - (groups.lower ?? 0)).toBeGreaterThan(0.05)
  })

  it('of fewer than two groups, or of no rows, bounds nothing', () => {
    const none = { lower: null, upper: null, method: 'bootstrap' }
    const one: Resampling = { kind: 'groups', of: codesOf(['x', 'x', 'x']) }
    expect(resampledInterval(share([1, 1, 1]), one, 0.05, seed)).toEqual(none)
    expect(resampledInterval(share([]), byRow, 0.05, seed)).toEqual(none)
    const short: Resampling = { kind: 'strata', of: codesOf(['x']) }
    expect(() => resampledInterval(share([1, 0]), short, 0.05, seed)).toThrow(RangeError)
  })

  it('counts a resample without a value as the worst for either end', () => {
    // One positive among 30: 36 % of resamples hold none, and AUC has no value there.
    const rows = Array.from({ length: 30 }, (_, at) => ({
      label: at === 0 ? 'yes' : 'no',
      output: String(at === 0 ? 20.5 : at),
    }))
    const auc = rocAucStatistic(rows, 'yes')
    expect(resampledInterval(auc, byRow, 0.05, seed)).toMatchObject({ lower: null, upper: null })
    const of = codesOf(rows.map(({ label }) => label))
    const { lower, upper } = resampledInterval(auc, { kind: 'strata', of }, 0.05, seed)
    expect(lower).toBeGreaterThan(0.4)
    expect(upper).toBeLessThan(0.9)
  })

  it('codes groups in order, and every row without one as its own', () => {
    expect([...codesOf(['x', null, 'y', 'x', null])]).toEqual([0, 1, 2, 0, 3])
  })
})

describe('intervals of every family', () => {
  const numbers = Array.from({ length: 120 }, (_, at) => ({
    label: String(at),
    output: at % 17 === 3 ? null : String(at + ((at * 7) % 11) - 5),
  }))
  const words = Array.from({ length: 60 }, (_, at) => ({
    label: `row ${at} of the text says this and that`,
    output: `row ${at} of the text says this and that`.slice(0, 40 - ((at * at) % 23)),
  }))
  const ranked = rowsOf(120).map(({ label }, at) => ({ label, output: String((at * 37) % 20) }))
  const statistics: [string, Statistic][] = [
    ['AUC', rocAucStatistic(ranked, 'a')],
    ['kappa', truthKappaStatistic(rowsOf(120), labels, 'quadratic')],
    ['BLEU', bleuStatistic(words)],
    ...(['mae', 'rmse', 'mape', 'r2'] as const).map((metric): [string, Statistic] => [
      metric,
      regressionStatistic(metric, numbers, () => 30),
    ]),
  ]

  it.each(statistics)('hold the estimate and are fixed by the seed: %s', (_name, statistic) => {
    const first = resampledInterval(statistic, byRow, 0.05, seed)
    const estimate = estimateOf(statistic) ?? Number.NaN
    expect(first.lower).toBeLessThan(estimate)
    expect(first.upper).toBeGreaterThan(estimate)
    expect(resampledInterval(statistic, byRow, 0.05, seed)).toEqual(first)
    expect(resampledInterval(statistic, byRow, 0.05, sha256('other'))).not.toEqual(first)
    const narrower = resampledInterval(statistic, byRow, 0.2, seed)
    expect(narrower.lower).toBeGreaterThan(first.lower ?? 0)
    expect(narrower.upper).toBeLessThan(first.upper ?? 0)
  })
})

describe('rows that all came out the same', () => {
  it('are not taken for certainty', () => {
    const unit = { least: 0, greatest: 1 }
    expect(constantMeanInterval(1, 30, 0.05, unit)).toEqual({
      lower: clopperPearson(30, 30, 0.05).lower,
      upper: 1,
      method: 'clopper_pearson',
    })
    expect(constantMeanInterval(0, 30, 0.05, unit).upper).toBeCloseTo(
      clopperPearson(0, 30, 0.05).upper ?? 0,
      12,
    )
    // No error on 100 rows, and no error can exceed 50: 0.05^(1/100) = 0.970487.
    const errors = constantMeanInterval(0, 100, 0.05, { least: 0, greatest: 50 })
    expect(errors.lower).toBe(0)
    expect(errors.upper).toBeCloseTo((1 - 0.05 ** 0.01) * 50, 9)
    expect(constantMeanInterval(2, 100, 0.05, { least: 0, greatest: null }).upper).toBeNull()
  })

  it('leave bounds on both sides of the value', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 1 }),
        (value, n) => {
          const { lower, upper } = constantMeanInterval(value, n, 0.05, { least: 0, greatest: 1 })
          expect(lower).toBeLessThanOrEqual(value)
          expect(upper).toBeGreaterThanOrEqual(value)
        },
      ),
      { numRuns: 30 },
    )
  })
})
