import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  meanChances,
  meanThatPasses,
  type Spread,
  smallestMeanSample,
} from '~/domain/outcomes/criteria/approximate-power'
import {
  latencyTarget,
  proportionChances,
  proportionThatPasses,
  smallestSample,
} from '~/domain/outcomes/criteria/power'
import {
  absoluteErrorSpread,
  aucSpread,
  confusionSpread,
  kappaSpread,
  r2Spread,
  rmseSpread,
  scoreSpread,
} from '~/domain/outcomes/criteria/row-spread'
import { sha256 } from '~/domain/outcomes/evidence/canonical'
import { decide } from '~/domain/outcomes/measures/decide'
import { clopperPearson, percentileInterval } from '~/domain/outcomes/measures/interval'
import { normalAtMost, normalQuantile } from '~/domain/outcomes/measures/normal'
import { fastSource } from '~/domain/outcomes/measures/random'
import { resampledInterval } from '~/domain/outcomes/measures/resampling'
import { truthKappaStatistic } from '~/domain/outcomes/metrics/agreement'
import { classificationMetric, confusionStatistic } from '~/domain/outcomes/metrics/classification'
import { latencyHistogram } from '~/domain/outcomes/metrics/latency'
import { rocAucStatistic } from '~/domain/outcomes/metrics/ranking'
import { regressionStatistic } from '~/domain/outcomes/metrics/regression'
import { estimateOf, meanStatistic, type Statistic } from '~/domain/outcomes/metrics/statistic'
import { expectClose } from './reference/closeness'
import reference from './reference/scikit-learn-1.2.json'

type Way = 'at_least' | 'at_most'
const way = (text: string): Way => (text === 'at_least' ? 'at_least' : 'at_most')

describe('the chance that a proportion is met', () => {
  it.each(reference.clopperPearson)('rests on scipy’s bounds: $hits of $n at $level', (one) => {
    const { lower, upper } = clopperPearson(one.hits, one.n, one.level)
    expectClose(lower, one.lower, 'lower')
    expectClose(upper, one.upper, 'upper')
  })

  it.each(reference.power)('agrees with scipy: $n rows, $direction $target, true $truth', (one) => {
    const plan = { ...one, direction: way(one.direction) }
    const chances = proportionChances(plan, one.truth)
    expectClose(chances.met, one.met, 'met')
    expectClose(chances.notMet, one.notMet, 'not met')
    expectClose(chances.met + chances.notMet + chances.inconclusive, 1, 'all')
    expectClose(chances.metWithinAttempts, 1 - (1 - one.met) ** one.attempts, 'within attempts')
  })

  it.each(reference.smallest)(
    'finds the smallest sample: $direction $target, true $truth',
    (one) => {
      const wish = { ...one, direction: way(one.direction), most: 5_000 }
      expect(smallestSample(wish, one.wanted)).toBe(one.n)
    },
  )

  it('is what the rules of a verdict give, count by count', () => {
    fc.assert(
      fc.property(
        // From two rows: the bounds of one can tie with the target, and then rounding decides.
        fc.integer({ min: 2, max: 60 }),
        fc.integer({ min: 1, max: 19 }),
        fc.constantFrom<Way>('at_least', 'at_most'),
        fc.integer({ min: 1, max: 4 }),
        (n, twentieths, direction, attempts) => {
          const target = twentieths / 20
          for (const hits of [0, Math.floor(n / 3), Math.floor(n * target), n - 1, n]) {
            const { lower, upper } = clopperPearson(hits, n, 0.05 / attempts)
            const measured = { direction, target, lower, upper, n, leastRows: 0, moreRows: true }
            const { outcome } = decide(measured)
            // With a true value at an end, the count is certain.
            if (hits !== 0 && hits !== n) continue
            const chances = proportionChances({ n, target, direction, attempts }, hits / n)
            expect(chances.met).toBeCloseTo(outcome === 'met' ? 1 : 0, 9)
            expect(chances.notMet).toBeCloseTo(outcome === 'not_met' ? 1 : 0, 9)
          }
        },
      ),
      { numRuns: 50 },
    )
  })

  it('grows with the true value, and at the target is at most the level', () => {
    const plan = { n: 400, target: 0.92, direction: 'at_least', attempts: 2 } as const
    let before = 0
    for (let truth = 0.85; truth < 1; truth += 0.005) {
      const { met } = proportionChances(plan, truth)
      expect(met).toBeGreaterThanOrEqual(before)
      before = met
    }
    expect(proportionChances(plan, 0.92).met).toBeLessThanOrEqual(0.025)
  })

  it('tells the true value that passes nine times in ten', () => {
    const plan = { n: 400, target: 0.92, direction: 'at_least', attempts: 1 } as const
    const passes = proportionThatPasses(plan) ?? 0
    expect(proportionChances(plan, passes).met).toBeCloseTo(0.9, 9)
    expect(passes).toBeCloseTo(0.957, 3)
    const errors = { n: 600, target: 0.05, direction: 'at_most', attempts: 2 } as const
    const fewest = proportionThatPasses(errors) ?? 1
    expect(fewest).toBeLessThan(0.05)
    expect(proportionChances(errors, fewest).met).toBeCloseTo(0.9, 9)
  })

  it('is nought where too few rows could ever decide', () => {
    const plan = { n: 50, target: 0.99, direction: 'at_least', attempts: 1 } as const
    expect(proportionThatPasses(plan)).toBeNull()
    expect(smallestSample({ ...plan, truth: 1, most: 5_000 })).toBe(299)
    expect(smallestSample({ ...plan, truth: 1, most: 298 })).toBeNull()
    expect(smallestSample({ ...plan, truth: 0.99, most: 5_000 })).toBeNull()
    expect(smallestSample({ ...plan, truth: 1, least: 350, most: 5_000 })).toBe(350)
  })

  it('takes account of how many rows of the class are drawn', () => {
    // 40 % of 500 rows count: near the chance with 200, a little spread out by the draw.
    const plan = { target: 0.8, direction: 'at_least', attempts: 1 } as const
    const mixed = proportionChances({ ...plan, n: 500, share: 0.4 }, 0.88)
    const fixed = [180, 190, 200, 210, 220].map((n) => proportionChances({ ...plan, n }, 0.88).met)
    expect(mixed.met).toBeGreaterThan(Math.min(...fixed))
    expect(mixed.met).toBeLessThan(Math.max(...fixed))
    expect(mixed.met + mixed.notMet + mixed.inconclusive).toBeCloseTo(1, 9)
    const n = smallestSample({ ...plan, share: 0.4, truth: 0.88, most: 5_000 }) ?? 0
    const alone = smallestSample({ ...plan, truth: 0.88, most: 5_000 }) ?? 0
    expect(Math.abs(n * 0.4 - alone)).toBeLessThan(15)
    expect(proportionChances({ ...plan, n, share: 0.4 }, 0.88).met).toBeGreaterThanOrEqual(0.9)
  })
})

describe('the chance that a latency percentile is met', () => {
  it.each(reference.latency)('agrees with order statistics: $n rows, p$p, $share within', (one) => {
    const plan = { ...latencyTarget(one.p, one.attempts), n: one.n }
    expectClose(proportionChances(plan, one.share).met, one.met, 'met')
  })

  it('turns exactly where the measured interval does', () => {
    for (const [n, p, attempts] of [
      [120, 0.9, 2],
      [60, 0.5, 1],
      [300, 0.95, 3],
    ] as const) {
      for (let within = Math.floor(n * p) - 1; within <= n; within++) {
        const histogram = latencyHistogram(
          Array.from({ length: n }, (_, at) => (at < within ? 10_000 : 900_000)),
        )
        const { upper } = percentileInterval(histogram, p, 0.05 / attempts)
        const { lower } = clopperPearson(within, n, 0.05 / attempts)
        expect(upper !== null && upper < 100, `${within} of ${n}`).toBe((lower ?? 0) >= p)
      }
    }
  })
})

describe('the approximation for means and the like', () => {
  it('rests on the normal distribution of scipy', () => {
    for (const { p, z } of reference.normal) {
      expectClose(normalQuantile(p), z, `quantile of ${p}`)
      expectClose(normalAtMost(z), p, `at most ${z}`)
    }
  })

  it('grows with rows and true value; sample and passing value answer each other', () => {
    const plan = {
      target: 0.8,
      direction: 'at_least',
      attempts: 3,
      best: 1,
      spread: scoreSpread,
    } as const
    expect(meanChances({ ...plan, n: 200 }, 0.85).met).toBeLessThan(
      meanChances({ ...plan, n: 400 }, 0.85).met,
    )
    // At the target it is the level, but for the spread being another at the deciding estimate.
    expect(meanChances({ ...plan, n: 4_000_000 }, 0.8).met).toBeCloseTo(0.05 / 3, 3)
    const n = smallestMeanSample({ ...plan, truth: 0.85, most: 5_000 }) ?? 0
    expect(meanChances({ ...plan, n }, 0.85).met).toBeGreaterThanOrEqual(0.9)
    expect(meanChances({ ...plan, n: n - 1 }, 0.85).met).toBeLessThan(0.9)
    expect(meanThatPasses({ ...plan, n })).toBeCloseTo(0.85, 3)
    expect(smallestMeanSample({ ...plan, truth: 0.8, most: 5_000 })).toBeNull()
    expect(smallestMeanSample({ ...plan, truth: 0.801, most: 5_000 })).toBeNull()
    const down = {
      target: 5,
      direction: 'at_most',
      attempts: 1,
      best: 0,
      spread: rmseSpread,
    } as const
    expect(meanThatPasses({ ...down, n: 100 })).toBeLessThan(5)
    expect(meanChances({ ...down, n: 100 }, 7).notMet).toBeGreaterThan(0.9)
    expect(meanChances({ ...down, n: 100 }, 0).met).toBe(1)
  })

  it('has for F1 of one class the spread that can be had by hand', () => {
    // F1 = 2J/(1 + J) with J a proportion of the rows that are of the class or called so; with as
    // many of either, half of all rows: variance F(1 − F)(2 − F) / (2 · share).
    const spread = confusionSpread(['a', 'b'], [0.5, 0.5], (confusion) =>
      classificationMetric({ metric: 'f1', averaging: 'class', positiveClass: 'a' }, confusion),
    )
    for (const f of [0.6, 0.8, 0.95]) {
      expect(spread(f)).toBeCloseTo(Math.sqrt((f * (1 - f) * (2 - f)) / (2 * 0.5)), 3)
    }
    const accuracy = confusionSpread(['a', 'b', 'c'], [0.5, 0.3, 0.2], (confusion) =>
      classificationMetric({ metric: 'accuracy', averaging: null, positiveClass: null }, confusion),
    )
    expect(accuracy(0.9)).toBeCloseTo(0.3, 3)
    expect([accuracy(1), accuracy(1.5)]).toEqual([0, 0])
    expect(accuracy(0.1)).toBeCloseTo(Math.sqrt(2 / 9), 6)
    // More cells than are differentiated one by one: a sample of them says the same.
    const forty = Array.from({ length: 40 }, (_, at) => `label ${at}`)
    const many = confusionSpread(
      forty,
      forty.map(() => 1 / 40),
      (confusion) =>
        classificationMetric(
          { metric: 'accuracy', averaging: null, positiveClass: null },
          confusion,
        ),
    )
    expect(many(0.9)).toBeCloseTo(0.3, 1.5)
  })

  /** How often the real bootstrap meets the target, over `runs` samples of `n` rows. */
  function simulated(runs: number, target: number, way: Way, sample: (run: number) => Statistic) {
    let met = 0
    for (let run = 0; run < runs; run++) {
      const resampling = { kind: 'rows' } as const
      const { lower, upper } = resampledInterval(sample(run), resampling, 0.05, sha256(`${run}`))
      if (way === 'at_least' ? (lower ?? 0) >= target : (upper ?? Infinity) <= target) met += 1
    }
    return met / runs
  }
  const source = fastSource(sha256('simulated rows'))
  const uniform = () => (source.below(1_000_000) + 0.5) / 1_000_000
  const gauss = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform())
  const fill = (n: number, value: () => number) => Float64Array.from({ length: n }, value)
  const predicted = (target: number, direction: Way, spread: Spread, n: number, truth: number) =>
    meanChances(
      { target, direction, attempts: 1, best: direction === 'at_least' ? 1 : 0, spread, n },
      truth,
    ).met

  const answered = (n: number, right: number, labels: readonly string[]) =>
    Array.from({ length: n }, () => {
      const label = labels[source.below(labels.length)] ?? ''
      const others = labels.filter((one) => one !== label)
      const other = others[source.below(others.length)] ?? ''
      return { label, output: uniform() < right ? label : other }
    })
  const labels = ['1', '2', '3']
  const even = [1 / 3, 1 / 3, 1 / 3]

  // With 80 runs the standard error of a share near 0.8 is 0.045.
  it('is near what happens to a mean absolute error', () => {
    const scale = Math.sqrt(Math.PI / 2)
    const share = simulated(80, 1.15, 'at_most', () =>
      meanStatistic(fill(200, () => Math.abs(gauss()) * scale)),
    )
    expect(share).toBeCloseTo(predicted(1.15, 'at_most', absoluteErrorSpread, 200, 1), 0.7)
  })

  it('is near what happens to a macro F1', () => {
    const score = (confusion: Parameters<typeof classificationMetric>[1]) =>
      classificationMetric({ metric: 'f1', averaging: 'macro', positiveClass: null }, confusion)
    const share = simulated(80, 0.8, 'at_least', () => {
      return confusionStatistic(answered(300, 0.86, labels), labels, score)
    })
    const spread = confusionSpread(labels, even, score)
    expect(share).toBeCloseTo(predicted(0.8, 'at_least', spread, 300, 0.86), 0.7)
  })

  /** The standard error of a metric over many samples of `n` rows, times √n. */
  function observedSpread(n: number, sample: () => Statistic) {
    const values = Array.from({ length: 400 }, () => estimateOf(sample()) ?? 0)
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length
    const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
    return Math.sqrt((squares / values.length) * n)
  }

  // The standard deviation of 400 values is known to within 4 % (one standard error).
  it.each<[string, number, () => Statistic]>([
    [
      'MAE',
      absoluteErrorSpread(1),
      () => meanStatistic(fill(200, () => Math.abs(gauss()) * Math.sqrt(Math.PI / 2))),
    ],
    [
      'RMSE',
      rmseSpread(1),
      () => {
        const rows = Array.from({ length: 200 }, () => ({ label: '0', output: String(gauss()) }))
        return regressionStatistic('rmse', rows, () => 0)
      },
    ],
    [
      'R² of 0.8',
      r2Spread(0.8),
      () => {
        const rows = Array.from({ length: 200 }, () => {
          const output = gauss() * Math.sqrt(0.8)
          return { label: String(output + gauss() * Math.sqrt(0.2)), output: String(output) }
        })
        return regressionStatistic('r2', rows, () => 0)
      },
    ],
    [
      // Exponential scores with means 1 and r: AUC = r / (1 + r), 0.85 for r = 17/3.
      'ROC-AUC of 0.85 with one positive in five',
      aucSpread(0.2)(0.85),
      () => {
        const rows = Array.from({ length: 200 }, () => {
          const positive = uniform() < 0.2
          const score = -Math.log(uniform()) * (positive ? 17 / 3 : 1)
          return { label: positive ? 'yes' : 'no', output: String(score) }
        })
        return rocAucStatistic(rows, 'yes')
      },
    ],
    [
      // Wrong answers weigh (2.5 + 1 + 2.5) / 3 = 2; chance alone 4/3.
      'quadratic kappa at an accuracy of 0.9',
      kappaSpread(labels, even, 'quadratic')(1 - (0.1 * 2) / (4 / 3)),
      () => truthKappaStatistic(answered(200, 0.9, labels), labels, 'quadratic'),
    ],
  ])('has the spread that samples show: %s', (_name, assumed, sample) => {
    const observed = observedSpread(200, sample)
    expect(Math.abs(observed / assumed - 1)).toBeLessThan(0.12)
  })

  it('has for kappa of two labels twice the spread of accuracy', () => {
    // Half of the rows of either label: kappa = 2 · accuracy − 1.
    expect(kappaSpread(['a', 'b'], [0.5, 0.5], 'none')(0.8)).toBeCloseTo(2 * 0.3, 3)
    expect(kappaSpread(['a', 'b'], [0.5, 0.5], 'quadratic')(0.8)).toBeCloseTo(2 * 0.3, 3)
  })
})
