import { normalAtMost, normalQuantile } from '../measures/normal'
import type { Direction } from './metric'
import { type Chances, chancesOf, firstWhere, usualChance } from './power'

/**
 * The metric's standard error times √n, when its true value is `truth`: for a mean, the standard
 * deviation of one row's score. row-spread.ts has assumptions for every metric.
 */
export type Spread = (truth: number) => number

export type MeanTarget = {
  readonly target: number
  readonly direction: Direction
  readonly attempts: number
  /** The best value that the metric can take: 1 for a score, 0 for an error. */
  readonly best: number
  readonly spread: Spread
}

export type MeanPlan = MeanTarget & { readonly n: number }

/** 1 where more is better, -1 where less is. */
const signOf = (direction: Direction) => (direction === 'at_least' ? 1 : -1)

/**
 * The estimate whose end of the interval, `margin` standard errors away, is just the target. The
 * standard error is the one at that estimate, as the bootstrap sees it; found by iteration.
 */
function deciding({ n, target, best, spread }: MeanPlan, margin: number): number {
  let estimate = target
  for (let step = 0; step < 30; step++) {
    const before = estimate
    const next = target + (margin * spread(estimate)) / Math.sqrt(n)
    estimate = best > target ? Math.min(best, next) : Math.max(best, next)
    if (Math.abs(estimate - before) <= 1e-9 * Math.abs(before)) break
  }
  return estimate
}

/** The chance that an estimate comes out at `estimate` or better. */
function reaching({ n, direction, spread }: MeanPlan, truth: number, estimate: number): number {
  const distance = signOf(direction) * (truth - estimate)
  const sd = spread(truth)
  if (sd === 0) return distance >= 0 ? 1 : 0
  return normalAtMost((distance * Math.sqrt(n)) / sd)
}

const quantileOf = ({ attempts, direction }: MeanTarget) =>
  signOf(direction) * normalQuantile(1 - 0.05 / attempts)

/**
 * How probable each outcome is for a metric measured by the percentile bootstrap, by a normal
 * approximation. The estimate is normal around `truth` with standard error spread(truth) / √n; it
 * is met from the estimate x on whose pessimistic end, z(1 − level) · spread(x) / √n away, is the
 * target. It serves for planning a sample; no verdict uses it. It can be several hundredths off
 * where the metric is close to its best possible value, or n below about 100.
 */
export function meanChances(plan: MeanPlan, truth: number): Chances {
  const z = quantileOf(plan)
  const met = reaching(plan, truth, deciding(plan, z))
  const notMet = 1 - reaching(plan, truth, deciding(plan, -z))
  return chancesOf(met, notMet, plan.attempts)
}

/**
 * The true value with which one run is met with chance `wanted`, between the target and the best
 * possible; null when not even that one would be.
 */
export function meanThatPasses(plan: MeanPlan, wanted = usualChance): number | null {
  const estimate = deciding(plan, quantileOf(plan))
  if (reaching(plan, plan.best, estimate) < wanted) return null
  let passes = plan.best
  let fails = plan.target
  for (let step = 0; step < 40; step++) {
    const middle = (passes + fails) / 2
    if (reaching(plan, middle, estimate) >= wanted) passes = middle
    else fails = middle
  }
  return passes
}

/**
 * The smallest number of rows, from `least` to `most`, with which an endpoint of the true value
 * `truth` is met in one run with chance `wanted`; null when there is none.
 */
export function smallestMeanSample(
  wish: MeanTarget & { readonly truth: number; readonly least?: number; readonly most: number },
  wanted = usualChance,
): number | null {
  const { truth, least = 1, most, ...plan } = wish
  const z = quantileOf(plan)
  return firstWhere(least, most, (n) => {
    const sized = { ...plan, n }
    return reaching(sized, truth, deciding(sized, z)) >= wanted
  })
}
