import type { Histogram } from 'hdr-histogram-js'
import { rankedMs } from '../metrics/latency'

/** Two one-sided bounds, each at the same level. null: the data bound nothing on that side. */
export type Interval = {
  readonly lower: number | null
  readonly upper: number | null
  readonly method: 'clopper_pearson' | 'bootstrap' | 'order_statistics' | 'student_t'
}

/** ln Γ(x) for x > 0: Lanczos' approximation with g = 7 and nine terms, about 15 digits. */
export function logGamma(x: number): number {
  const terms = [
    0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313,
    -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6,
    1.5056327351493116e-7,
  ]
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x)
  const y = x - 1
  const sum = terms.reduce((total, term, at) => (at === 0 ? term : total + term / (y + at)), 0)
  const t = y + 7.5
  return 0.5 * Math.log(2 * Math.PI) + (y + 0.5) * Math.log(t) - t + Math.log(sum)
}

/** The continued fraction of the incomplete beta function, by Lentz's method. */
function betaFraction(x: number, a: number, b: number): number {
  const tiny = 1e-300
  let c = 1
  let d = 1 - ((a + b) * x) / (a + 1)
  d = 1 / (Math.abs(d) < tiny ? tiny : d)
  let fraction = d
  for (let m = 1; m <= 10_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 + even * d
    d = 1 / (Math.abs(d) < tiny ? tiny : d)
    c = 1 + even / c
    if (Math.abs(c) < tiny) c = tiny
    fraction *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 + odd * d
    d = 1 / (Math.abs(d) < tiny ? tiny : d)
    c = 1 + odd / c
    if (Math.abs(c) < tiny) c = tiny
    const step = d * c
    fraction *= step
    if (Math.abs(step - 1) < 1e-15) break
  }
  return fraction
}

/** The regularised incomplete beta function I_x(a, b). */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  const front = Math.exp(
    logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x),
  )
  if (x < (a + 1) / (a + b + 2)) return (front * betaFraction(x, a, b)) / a
  return 1 - (front * betaFraction(1 - x, b, a)) / b
}

/** The x with I_x(a, b) = p, by bisection down to the last bit that matters. */
export function inverseBeta(p: number, a: number, b: number): number {
  let low = 0
  let high = 1
  for (let step = 0; step < 100; step++) {
    const middle = (low + high) / 2
    if (incompleteBeta(middle, a, b) < p) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** Clopper–Pearson bounds of a proportion of `hits` in `n`, each one-sided at `level`. */
export function clopperPearson(hits: number, n: number, level: number): Interval {
  const method = 'clopper_pearson'
  if (n === 0) return { lower: 0, upper: 1, method }
  return {
    lower: hits === 0 ? 0 : inverseBeta(level, hits, n - hits + 1),
    upper: hits === n ? 1 : inverseBeta(1 - level, hits + 1, n - hits),
    method,
  }
}

/**
 * Exact bounds of the F1 of one class, each one-sided at `level`, for rows drawn independently of
 * each other. Of the rows that are of the class or were called so, the share that are both is
 * Jaccard's J, and F1 = 2J / (1 + J) rises with it. How many are both, given how many there are, is
 * binomial, so Clopper–Pearson's bounds of J become bounds of F1 that hold at least as often.
 * Without any such row F1 is 0 by agreement, and nothing is known of it.
 * Source: C. J. Clopper and E. S. Pearson, Biometrika 26 (1934), 404–413; for F1 and J as
 * functions of each other, C. D. Manning, P. Raghavan, H. Schütze, Introduction to Information
 * Retrieval (2008), chapter 8.
 * @param tp rows of the class that were called so
 * @param fp rows of another class that were called so
 * @param fn rows of the class that were not called so
 */
export function f1Interval(tp: number, fp: number, fn: number, level: number): Interval {
  const { lower, upper, method } = clopperPearson(tp, tp + fp + fn, level)
  const f1 = (j: number | null) => (j === null ? null : (2 * j) / (1 + j))
  return { lower: f1(lower), upper: f1(upper), method }
}

/**
 * Bounds of a mean whose `n` rows all came out as `value`, where no row can come out below `least`
 * or above `greatest` (null: nothing bounds it on that side). Resampling equal rows would claim
 * certainty. At least level^(1/n) of all rows are like these (Clopper–Pearson, n of n); the rest
 * may be as bad, or as good, as rows can be.
 */
export function constantMeanInterval(
  value: number,
  n: number,
  level: number,
  range: { readonly least: number | null; readonly greatest: number | null },
): Interval {
  const share = clopperPearson(n, n, level).lower ?? 0
  const end = (rest: number | null) => {
    if (rest === null || rest === value) return rest
    const mixed = share * value + (1 - share) * rest
    return rest < value ? Math.min(value, mixed) : Math.max(value, mixed)
  }
  return { lower: end(range.least), upper: end(range.greatest), method: 'clopper_pearson' }
}

/** P(X ≤ k) for X binomial with n trials of probability p. */
export function binomialAtMost(k: number, n: number, p: number): number {
  if (k < 0) return 0
  if (k >= n) return 1
  return incompleteBeta(1 - p, n - k, k + 1)
}

/**
 * Distribution-free bounds of the `p` percentile from order statistics (the ranks follow from the
 * binomial distribution of how many rows lie below it). In milliseconds. When even the largest
 * row does not bound the percentile at this level, `upper` is null.
 */
export function percentileInterval(histogram: Histogram, p: number, level: number): Interval {
  const n = histogram.totalCount
  const method = 'order_statistics'
  if (n === 0) return { lower: null, upper: null, method }
  let upperRank = Math.max(1, Math.floor(n * p))
  while (upperRank <= n && binomialAtMost(upperRank - 1, n, p) < 1 - level) upperRank++
  let lowerRank = Math.min(n, Math.ceil(n * p) + 1)
  while (lowerRank > 0 && binomialAtMost(lowerRank - 1, n, p) > level) lowerRank--
  return {
    lower: lowerRank === 0 ? 0 : rankedMs(histogram, lowerRank),
    upper: upperRank > n ? null : rankedMs(histogram, upperRank),
    method,
  }
}
