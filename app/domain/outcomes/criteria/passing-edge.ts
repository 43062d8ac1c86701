import { measure } from '../measures/measure'
import { rowMetric } from '../measures/row-metric'
import { estimateOf } from '../metrics/statistic'
import { type Edge, formulaEdge, type MeanTarget } from './approximate-power'
import type { Criterion } from './criterion'
import { caseMaker } from './example-cases'
import type { RowFacts } from './row-facts'

/** More rows than these are not made up for a table: a formula is carried on from here. */
const mostEngineRows = 500
const anchorSizes = [100, 200, 400]
const steps = 7

/** The least quality from which a condition that then stays true holds, between two. */
function bisected(low: number, high: number, count: number, holds: (quality: number) => boolean) {
  let [fails, passes] = [low, high]
  for (let step = 0; step < count; step++) {
    const middle = (fails + passes) / 2
    if (holds(middle)) passes = middle
    else fails = middle
  }
  return passes
}

/** The engine's own edge: made-up runs of `n` rows, ever barer, until one is not met any more. */
function engineEdge(given: Criterion, facts: RowFacts | null, n: number): Edge {
  const criterion = { ...given, sampleSize: n }
  const { target } = criterion
  const better = criterion.direction === 'at_least' ? 1 : -1
  const make = caseMaker(criterion, facts)
  const passingAt = (quality: number): number | null => {
    const { rows, inputs } = make(quality)
    const input = { criteria: [criterion], rows, rowsRoot: 'examples', moreRows: true, inputs }
    const [result] = measure(input).results
    return result?.outcome === 'met' ? result.estimate : null
  }
  const flawless = passingAt(1)
  if (flawless === null) return 'nothing'
  let edge = flawless
  // Nothing below the target passes; where that is costs no interval to find.
  const atTarget = criterion.rubric
    ? 0
    : bisected(0, 1, 12, (quality) => {
        const score = estimateOf(rowMetric(criterion, make(quality).rows).statistic)
        return score !== null && (score - target) * better >= 0
      })
  bisected(Math.max(0, atTarget - 0.001), 1, steps, (quality) => {
    const estimate = passingAt(quality)
    if (estimate === null) return false
    if ((edge - estimate) * better > 0) edge = estimate
    return true
  })
  return edge
}

/**
 * The barest passing estimate for any number of rows. At a few sizes up to 500 the engine is asked;
 * between and beyond, the distance from the target shrinks with √n from the engine's last size, and
 * is never less than the formula's. More rows never make it harder: a size at which it came out
 * harder (a count is a whole number) holds for every smaller one.
 */
export function edgesOf(
  criterion: Criterion,
  facts: RowFacts | null,
  least: number,
  plan: MeanTarget,
): (n: number) => Edge {
  const { target, best } = plan
  const own = criterion.sampleSize
  const sizes = [...new Set([least, ...anchorSizes, own])]
    .filter((size) => size >= least && size <= mostEngineRows)
    .sort((a, b) => a - b)
  const known = new Map<number, Edge>()
  const anchor = (size: number): Edge => {
    const found = known.get(size) ?? engineEdge(criterion, facts, size)
    known.set(size, found)
    return found
  }
  const distance = (edge: Edge) =>
    edge === 'nothing' ? Number.POSITIVE_INFINITY : Math.abs(edge - target)
  return (n) => {
    const below = sizes.filter((size) => size <= n).at(-1)
    const later = sizes.filter((size) => size > n).map((size) => distance(anchor(size)))
    const from = below === undefined ? 0 : distance(anchor(below))
    const ownDistance =
      below === n
        ? from
        : Math.max(
            Math.abs(formulaEdge({ ...plan, n }) - target),
            // Where nothing passed with fewer rows, the formula alone says from when on.
            Number.isFinite(from) ? from * Math.sqrt((below ?? n) / n) : 0,
          )
    const furthest = Math.max(ownDistance, ...later)
    if (!Number.isFinite(furthest)) return 'nothing'
    return target + Math.sign(best - target) * Math.min(furthest, Math.abs(best - target))
  }
}
