import { binomialAtMost, logGamma } from '../measures/interval'
import type { Direction } from './metric'

/** What a criterion fixes about a proportion: its target, which way is better, and the attempts. */
export type ProportionTarget = {
  /** Between 0 and 1. */
  readonly target: number
  readonly direction: Direction
  readonly attempts: number
  /**
   * The share of the rows that the proportion counts: for recall those of the class, for precision
   * those called so. 1, the default, where every row counts.
   */
  readonly share?: number
}

export type ProportionPlan = ProportionTarget & { readonly n: number }

/** How probable each outcome of one run is, and that at least one of the attempts is met. */
export type Chances = {
  readonly met: number
  readonly notMet: number
  readonly inconclusive: number
  readonly metWithinAttempts: number
}

/** "Nine times in ten". */
export const usualChance = 0.9

/** Attempts draw fresh rows, so an endpoint that stays as it is meets each with the same chance. */
export function chancesOf(met: number, notMet: number, attempts: number): Chances {
  return {
    met,
    notMet,
    inconclusive: Math.max(0, 1 - met - notMet),
    metWithinAttempts: 1 - (1 - met) ** attempts,
  }
}

/** The most misses in `n` with which the pessimistic Clopper–Pearson end meets; -1 for none. */
function mostMisses(n: number, missTarget: number, level: number): number {
  let fits = -1
  let exceeds = n
  while (exceeds - fits > 1) {
    const middle = Math.floor((fits + exceeds) / 2)
    if (binomialAtMost(middle, n, missTarget) <= level) fits = middle
    else exceeds = middle
  }
  return fits
}

/** The fewest misses in `n` with which even the optimistic end misses the target; n + 1 for none. */
function fewestMisses(n: number, missTarget: number, level: number): number {
  let short = -1
  let enough = n + 1
  while (enough - short > 1) {
    const middle = Math.floor((short + enough) / 2)
    if (1 - binomialAtMost(middle - 1, n, missTarget) < level) enough = middle
    else short = middle
  }
  return enough
}

/** One possible number of rows that count, its chance, and the misses that decide there. */
type Support = { n: number; chance: number; met: number; notMet: number }

/** Everything counted as misses, of which a good endpoint has few, whichever way is better. */
const missesOf = (direction: Direction, value: number) =>
  direction === 'at_least' ? 1 - value : value

function supportsOf({ n, target, direction, attempts, share = 1 }: ProportionPlan): Support[] {
  const level = 0.05 / attempts
  const missTarget = missesOf(direction, target)
  const at = (rows: number, chance: number): Support => ({
    n: rows,
    chance,
    met: mostMisses(rows, missTarget, level),
    notMet: fewestMisses(rows, missTarget, level),
  })
  if (share >= 1) return [at(n, 1)]
  const reach = 6 * Math.sqrt(n * share * (1 - share)) + 6
  const supports: Support[] = []
  const last = Math.min(n, Math.ceil(n * share + reach))
  for (let rows = Math.max(0, Math.floor(n * share - reach)); rows <= last; rows++) {
    const choose = logGamma(n + 1) - logGamma(rows + 1) - logGamma(n - rows + 1)
    const chance = choose + rows * Math.log(share) + (n - rows) * Math.log1p(-share)
    supports.push(at(rows, Math.exp(chance)))
  }
  return supports
}

const meets = (supports: readonly Support[], misses: number) =>
  supports.reduce((sum, { n, chance, met }) => sum + chance * binomialAtMost(met, n, misses), 0)

/**
 * How probable each outcome is when the proportion is truly `truth`: exact for what is measured by
 * Clopper–Pearson (accuracy, recall, precision, micro averages, exact match, error rate,
 * availability), because the count of hits is binomial. With a `share` below 1 the rows that count
 * are binomial themselves. "Inconclusive" turns into "not met" when no rows are left to decide.
 * The least number of rows that a criterion asks for is the caller's to check.
 */
export function proportionChances(plan: ProportionPlan, truth: number): Chances {
  const supports = supportsOf(plan)
  const misses = missesOf(plan.direction, truth)
  const notMet = supports.reduce(
    (sum, one) => sum + one.chance * (1 - binomialAtMost(one.notMet - 1, one.n, misses)),
    0,
  )
  return chancesOf(meets(supports, misses), notMet, plan.attempts)
}

/**
 * The true value with which one run is met with chance `wanted`; every better one is met more
 * often. null when not even a flawless endpoint would be, because the rows are too few.
 */
export function proportionThatPasses(plan: ProportionPlan, wanted = usualChance): number | null {
  const supports = supportsOf(plan)
  if (meets(supports, 0) < wanted) return null
  let passes = 0
  let fails = missesOf(plan.direction, plan.target)
  for (let step = 0; step < 50; step++) {
    const middle = (passes + fails) / 2
    if (meets(supports, middle) >= wanted) passes = middle
    else fails = middle
  }
  return missesOf(plan.direction, passes)
}

/**
 * The smallest number of rows, from `least` to `most`, with which an endpoint of the true value
 * `truth` is met in one run with chance `wanted`; null when there is none.
 *
 * The chance rises with the rows in saw teeth: it jumps where one more miss is allowed and falls
 * until the next. So only the first row of each tooth is tried, which finds the smallest exactly;
 * a few rows more can be met a little less often. With a `share` below 1 the teeth blur into each
 * other, and bisection finds it to within a tooth.
 */
export function smallestSample(
  wish: ProportionTarget & {
    readonly truth: number
    readonly least?: number
    readonly most: number
  },
  wanted = usualChance,
): number | null {
  const { truth, least = 1, most, ...plan } = wish
  const misses = missesOf(plan.direction, truth)
  const missTarget = missesOf(plan.direction, plan.target)
  if (misses >= missTarget) return null
  if ((plan.share ?? 1) < 1) {
    return firstWhere(least, most, (n) => meets(supportsOf({ ...plan, n }), misses) >= wanted)
  }
  const level = 0.05 / plan.attempts
  let n = least
  while (n <= most) {
    const allowed = mostMisses(n, missTarget, level)
    if (allowed >= 0 && binomialAtMost(allowed, n, misses) >= wanted) return n
    const next = firstWhere(n + 1, most, (rows) => {
      return binomialAtMost(allowed + 1, rows, missTarget) <= level
    })
    if (next === null) return null
    n = next
  }
  return null
}

/** The first whole number from `from` to `last` at which a condition that then stays true holds. */
export function firstWhere(
  from: number,
  last: number,
  holds: (n: number) => boolean,
): number | null {
  let step = 1
  let low = from - 1
  let high = from
  while (high < last && !holds(high)) {
    low = high
    high = Math.min(last, high + step)
    step *= 2
  }
  if (high > last || !holds(high)) return null
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (holds(middle)) high = middle
    else low = middle
  }
  return high
}

/**
 * The target of a latency percentile as one of a proportion. The pessimistic end is the r-th
 * smallest latency, r the least rank with P(X < r) ≥ 1 − level for X binomial with the percentile;
 * it meets the target when at least r rows are within it. That is the very condition under which
 * Clopper–Pearson puts the share of rows within the target above the percentile. So every function
 * here answers for latency, exactly but for the three digits of the histogram, when `truth` is the
 * true share of answers within the target latency.
 */
export function latencyTarget(percentile: number, attempts: number): ProportionTarget {
  return { target: percentile, direction: 'at_least', attempts }
}
