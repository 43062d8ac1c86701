import { normalAtMost, normalQuantile } from '../measures/normal'
import type { Direction } from './metric'
import { type Chances, chancesOf, firstWhere, usualChance } from './power'

/**
 * The metric's standard error times √n, when its true value is `truth`: for a mean, the standard
 * deviation of one row's score. row-spread.ts has assumptions for every metric.
 */
export type Spread = (truth: number) => number

/** The barest estimate that passes; "nothing" where not even a flawless answer does. */
export type Edge = number | 'nothing'

export type MeanTarget = {
  readonly target: number
  readonly direction: Direction
  readonly attempts: number
  /** The best value that the metric can take: 1 for a score, 0 for an error. */
  readonly best: number
  readonly spread: Spread
  /** The barest estimate that passes with so many rows, where the engine was asked; else a formula. */
  readonly edges?: (n: number) => Edge
}

export type MeanPlan = MeanTarget & { readonly n: number }

/** 1 where more is better, -1 where less is. */
const signOf = (direction: Direction) => (direction === 'at_least' ? 1 : -1)

/** How many standard errors lie between an estimate and an end of its interval. */
const marginOf = ({ attempts }: MeanTarget) => normalQuantile(1 - 0.05 / attempts)

/**
 * By formula: the barest estimate whose careful end is just the target. The standard error is the
 * one at that estimate, as the bootstrap sees it.
 */
export function formulaEdge(plan: MeanPlan): number {
  const { n, target, best, spread } = plan
  const margin = marginOf(plan)
  let short = 0
  let enough = 1
  for (let step = 0; step < 40; step++) {
    const middle = (short + enough) / 2
    const estimate = target + (best - target) * middle
    if (Math.abs(estimate - target) * Math.sqrt(n) >= margin * spread(estimate)) enough = middle
    else short = middle
  }
  return target + (best - target) * enough
}

/** By formula: the best estimate whose generous end still misses the target. */
function failingEdge(plan: MeanPlan): number {
  const { n, target, direction, spread } = plan
  const margin = signOf(direction) * marginOf(plan)
  let estimate = target
  for (let step = 0; step < 30; step++) {
    const before = estimate
    estimate = target - (margin * spread(estimate)) / Math.sqrt(n)
    if (Math.abs(estimate - before) <= 1e-9 * Math.abs(before)) break
  }
  return estimate
}

const edgeOf = (plan: MeanPlan): Edge => plan.edges?.(plan.n) ?? formulaEdge(plan)

/**
 * The chance that an estimate comes out at `edge` or better. Close to flawless the assumed spread
 * vanishes, but few rows are never that sure: it is at least what it is at the edge.
 */
function reaching(plan: MeanPlan, truth: number, edge: Edge): number {
  if (edge === 'nothing') return 0
  const { n, direction, best, spread } = plan
  const distance = signOf(direction) * (truth - edge)
  const sd = truth === best ? 0 : Math.max(spread(truth), spread(edge))
  if (sd === 0) return distance >= 0 ? 1 : 0
  return normalAtMost((distance * Math.sqrt(n)) / sd)
}

/**
 * How probable each outcome is for a metric measured by the percentile bootstrap, by a normal
 * approximation. The estimate is normal around `truth` with standard error spread(truth) / √n; it
 * is met from the barest passing estimate on, which the engine finds for few rows (passing-edge.ts)
 * and a formula for many. It serves for planning a sample; no verdict uses it.
 */
export function meanChances(plan: MeanPlan, truth: number): Chances {
  const { n, direction, spread } = plan
  const met = reaching(plan, truth, edgeOf(plan))
  const away = signOf(direction) * (failingEdge(plan) - truth)
  const sd = spread(truth)
  const notMet = sd === 0 ? Number(away >= 0) : normalAtMost((away * Math.sqrt(n)) / sd)
  return chancesOf(met, Math.min(notMet, 1 - met), plan.attempts)
}

/**
 * The true value with which one run is met with chance `wanted`, between the target and the best
 * possible; null when not even that one would be.
 */
export function meanThatPasses(plan: MeanPlan, wanted = usualChance): number | null {
  const edge = edgeOf(plan)
  if (reaching(plan, plan.best, edge) < wanted) return null
  let passes = plan.best
  let fails = plan.target
  for (let step = 0; step < 40; step++) {
    const middle = (passes + fails) / 2
    if (reaching(plan, middle, edge) >= wanted) passes = middle
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
  return firstWhere(least, most, (n) => {
    const sized = { ...plan, n }
    return reaching(sized, truth, edgeOf(sized)) >= wanted
  })
}
