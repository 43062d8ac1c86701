import { describe, expect, it } from 'vitest'
import { sha256 } from '~/domain/outcomes/evidence/canonical'
import { decide, overallOutcome } from '~/domain/outcomes/measures/decide'
import {
  binomialAtMost,
  clopperPearson,
  f1Interval,
  incompleteBeta,
  inverseBeta,
  logGamma,
  percentileInterval,
} from '~/domain/outcomes/measures/interval'
import { fastSource } from '~/domain/outcomes/measures/random'
import { resampledInterval } from '~/domain/outcomes/measures/resampling'
import { latencyHistogram, latencySummary, percentileMs } from '~/domain/outcomes/metrics/latency'
import { meanStatistic } from '~/domain/outcomes/metrics/statistic'

const meanInterval = (values: readonly number[], seed: string) =>
  resampledInterval(meanStatistic(Float64Array.from(values)), { kind: 'rows' }, 0.05, sha256(seed))

describe('Clopper–Pearson', () => {
  // Expected values from scipy 1.17: beta.ppf(level, k, n - k + 1) and beta.ppf(1 - level, k + 1, n - k).
  it.each([
    [4, 20, 0.025, 0.05733399705003277, 0.4366140029966683],
    [0, 20, 0.025, 0, 0.1684334709830853],
    [380, 400, 0.05 / 3, 0.9214572350001979, 0.9705113393825772],
    [589, 600, 0.05 / 3, 0.9661054226977891, 0.9913784306298332],
    [5, 5, 0.05, 0.5492802716530588, 1],
  ])('%i of %i at level %d', (hits, n, level, lower, upper) => {
    const interval = clopperPearson(hits, n, level)
    expect(interval.lower).toBeCloseTo(lower, 10)
    expect(interval.upper).toBeCloseTo(upper, 10)
  })

  it('does not let five right answers in five pass anything, unlike a bootstrap', () => {
    expect(clopperPearson(5, 5, 0.05).lower).toBeLessThan(0.55)
    expect(meanInterval([1, 1, 1, 1, 1], 'x')).toMatchObject({ lower: 1, upper: 1 })
  })

  it('covers the true proportion at least as often as it says, exactly, for every p on a grid', () => {
    const n = 30
    const level = 0.05
    const lowers = Array.from({ length: n + 1 }, (_, k) => clopperPearson(k, n, level).lower ?? 0)
    for (let p = 0.05; p < 1; p += 0.05) {
      const missed = lowers.reduce((sum, lower, k) => {
        const chance = binomialAtMost(k, n, p) - binomialAtMost(k - 1, n, p)
        return lower > p ? sum + chance : sum
      }, 0)
      expect(missed).toBeLessThanOrEqual(level + 1e-9)
    }
  })
})

describe('the F1 of one class', () => {
  const level = 0.05 / 3

  it('has bounds around what was counted, and tighter ones with more rows', () => {
    for (const [tp, fp, fn] of [
      [1, 0, 9],
      [51, 3, 2],
      [400, 20, 40],
    ] as const) {
      const f1 = (2 * tp) / (2 * tp + fp + fn)
      const { lower, upper, method } = f1Interval(tp, fp, fn, level)
      expect(method).toBe('clopper_pearson')
      expect(lower).toBeLessThan(f1)
      expect(upper).toBeGreaterThan(f1)
      const more = f1Interval(4 * tp, 4 * fp, 4 * fn, level)
      expect(more.lower).toBeGreaterThan(lower ?? 1)
      expect(more.upper).toBeLessThan(upper ?? 0)
    }
    expect(f1Interval(0, 0, 0, level)).toMatchObject({ lower: 0, upper: 1 })
    expect(f1Interval(0, 5, 5, level).lower).toBe(0)
    expect(f1Interval(40, 0, 0, level)).toMatchObject({ upper: 1 })
  })

  it('rises with every row that is right instead of wrong', () => {
    const lowers = Array.from({ length: 60 }, (_, tp) => f1Interval(tp, 0, 59 - tp, level).lower)
    expect(lowers).toEqual([...lowers].sort((a, b) => (a ?? 0) - (b ?? 0)))
    expect(new Set(lowers).size).toBe(60)
  })

  it('that is exactly the target passes at most one contract in twenty, however rare the class', () => {
    // 400 rows, 14 % of them of the class, misses and false alarms alike, three attempts. Summed
    // over every count that can come out, so nothing here is left to chance.
    const n = 400
    const target = 0.92
    const j = target / (2 - target)
    const share = (0.14 * 2) / (1 + j)
    let pass = 0
    for (let m = 0; m <= n; m++) {
      const chance = binomialAtMost(m, n, share) - binomialAtMost(m - 1, n, share)
      if (chance < 1e-12) continue
      for (let tp = 0; tp <= m; tp++) {
        if ((f1Interval(tp, 0, m - tp, level).lower ?? 0) < target) continue
        pass += chance * (1 - binomialAtMost(tp - 1, m, j))
        break
      }
    }
    expect(pass).toBeGreaterThan(0)
    expect(1 - (1 - pass) ** 3).toBeLessThanOrEqual(0.05)
  })
})

describe('the functions underneath', () => {
  it('agree with scipy.special', () => {
    expect(incompleteBeta(0.4, 2.5, 3.5)).toBeCloseTo(0.4869041915261176, 12)
    expect(incompleteBeta(0.41, 200, 300)).toBeCloseTo(0.677628164772179, 10)
    expect(incompleteBeta(0.1, 0.5, 0.5)).toBeCloseTo(0.20483276469913345, 12)
    expect(logGamma(0.3)).toBeCloseTo(1.0957979948180756, 12)
    expect(logGamma(123.4)).toBeCloseTo(469.3360974421906, 9)
    expect(incompleteBeta(inverseBeta(0.3, 12, 5), 12, 5)).toBeCloseTo(0.3, 12)
  })

  it('draw evenly from the fast source', () => {
    const source = fastSource(sha256('seed'))
    const counts = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
    for (let i = 0; i < 50_000; i++) {
      const at = source.below(10)
      counts[at] = (counts[at] ?? 0) + 1
    }
    expect(counts.reduce((sum, n) => sum + (n - 5_000) ** 2 / 5_000, 0)).toBeLessThan(27.9)
  })
})

describe('the bootstrap', () => {
  it('is fixed by its seed and near the normal interval of a mean', () => {
    const values = Array.from({ length: 400 }, (_, at) => (at % 10 === 0 ? 0 : 1))
    const first = meanInterval(values, 'a')
    expect(meanInterval(values, 'a')).toEqual(first)
    expect(meanInterval(values, 'b')).not.toEqual(first)
    // Mean 0.9, standard error 0.015: one-sided 5 % lies 1.645 of them away.
    expect(first.lower).toBeCloseTo(0.9 - 1.645 * 0.015, 2)
    expect(first.upper).toBeCloseTo(0.9 + 1.645 * 0.015, 2)
  })
})

describe('latency percentiles', () => {
  const oneToN = (n: number) =>
    latencyHistogram(Array.from({ length: n }, (_, at) => (at + 1) * 1000))

  // Ranks from scipy: the largest r with binom.cdf(r - 1) ≤ level, the least with ≥ 1 - level.
  it.each([
    [400, 0.5, 0.05 / 3, 179, 222],
    [400, 0.9, 0.05 / 3, 347, 373],
    [400, 0.95, 0.05, 373, 388],
    [408, 0.99, 0.05 / 3, 399, 408],
  ])('of %i rows, p%d', (n, p, level, lower, upper) => {
    const interval = percentileInterval(oneToN(n), p, level)
    expect(Math.abs((interval.lower ?? 0) - lower)).toBeLessThan(0.5)
    expect(Math.abs((interval.upper ?? 0) - upper)).toBeLessThan(0.5)
  })

  it('have no upper bound while there are too few rows', () => {
    expect(percentileInterval(oneToN(407), 0.99, 0.05 / 3).upper).toBeNull()
    expect(percentileInterval(oneToN(0), 0.5, 0.05)).toMatchObject({ lower: null, upper: null })
  })

  it('come from a histogram with three significant digits', () => {
    const histogram = oneToN(1_000)
    expect(percentileMs(histogram, 0.5)).toBeCloseTo(500, -0.5)
    expect(latencySummary(histogram)).toMatchObject({ count: 1_000 })
    expect(percentileMs(latencyHistogram([9e12]), 0.5)).toBeLessThanOrEqual(3_600_000 * 1.001)
  })
})

describe('a decision', () => {
  const base = { target: 0.9, n: 400, leastRows: 100, moreRows: true } as const
  const up = { ...base, direction: 'at_least' } as const
  const down = { ...base, direction: 'at_most' } as const

  it('is met only when the pessimistic end meets the target', () => {
    expect(decide({ ...up, lower: 0.9, upper: 0.95 }).outcome).toBe('met')
    expect(decide({ ...up, lower: 0.899, upper: 0.95 }).outcome).toBe('inconclusive')
    expect(decide({ ...up, lower: 0.7, upper: 0.89 }).outcome).toBe('not_met')
    expect(decide({ ...down, lower: 0.1, upper: 0.9 }).outcome).toBe('met')
    expect(decide({ ...down, lower: 0.1, upper: 0.91 }).outcome).toBe('inconclusive')
    expect(decide({ ...down, lower: 0.91, upper: 1 }).outcome).toBe('not_met')
  })

  it('is inconclusive with too few rows, whatever they say', () => {
    expect(decide({ ...up, lower: 1, upper: 1, n: 5 })).toEqual({
      outcome: 'inconclusive',
      reason: 'too_few_rows',
    })
  })

  it('is not met when it straddles and no rows are left that could decide', () => {
    expect(decide({ ...up, lower: 0.8, upper: 0.95, moreRows: false }).outcome).toBe('not_met')
    expect(decide({ ...down, lower: 0.8, upper: null, moreRows: false }).outcome).toBe('not_met')
  })

  it('over several criteria takes the worst that is certain', () => {
    expect(overallOutcome(['met', 'met'])).toBe('met')
    expect(overallOutcome(['met', 'inconclusive'])).toBe('inconclusive')
    expect(overallOutcome(['inconclusive', 'not_met'])).toBe('not_met')
    expect(overallOutcome([])).toBe('inconclusive')
  })
})
