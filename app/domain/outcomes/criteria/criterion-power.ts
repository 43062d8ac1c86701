import {
  type MeanTarget,
  meanChances,
  meanThatPasses,
  type Spread,
  smallestMeanSample,
} from './approximate-power'
import { type Criterion, leastRows, maxRatedAnswers, maxSampleSize } from './criterion'
import { classShare, spreadOf } from './criterion-spread'
import { percentileOf, scaleOf } from './metric'
import { edgesOf } from './passing-edge'
import {
  type Chances,
  latencyTarget,
  type ProportionTarget,
  proportionChances,
  proportionThatPasses,
  smallestSample,
} from './power'
import type { RowFacts } from './row-facts'

/** What a number of rows can decide about a criterion. Values are in its own scale. */
export type Planner = {
  /** Exact for proportions; otherwise a normal approximation with stated assumptions. */
  readonly exact: boolean
  /** `within`: values are the share of answers that come within the target latency. */
  readonly of: 'value' | 'within'
  /** The target in the planner's values. */
  readonly target: number
  readonly best: number
  /** The true value that is met nine times in ten with `n` rows; null when none is. */
  passes(n: number): number | null
  chances(n: number, truth: number): Chances
  /** The rows with which `truth` is met nine times in ten; null beyond `most`. */
  needs(truth: number, most: number): number | null
}

/** null where nothing honest can be said before rows were seen: BLEU, averages of figures. */
export function plannerOf(criterion: Criterion, facts: RowFacts | null): Planner | null {
  const proportion = proportionOf(criterion, facts)
  if (proportion) return proportionPlanner(criterion, proportion)
  if (
    criterion.metric === 'f1' &&
    criterion.averaging === 'class' &&
    criterion.resampling !== 'group'
  ) {
    return f1Planner(criterion, classShare(criterion, facts))
  }
  const spread = spreadOf(criterion, facts)
  return spread ? meanPlanner(criterion, facts, spread) : null
}

/** A criterion that is one proportion: what is counted against which share. */
export type Proportion = ProportionTarget & {
  readonly of: Planner['of']
  /** What the share is multiplied with to give the criterion's value. */
  readonly times: number
}

/** null where the metric is not a single proportion of rows, probes or cases. */
export function proportionOf(criterion: Criterion, facts: RowFacts | null): Proportion | null {
  const {
    metric,
    averaging,
    target,
    direction,
    attempts,
    process: figures,
    ratePerSecond,
  } = criterion
  const plain = { target, direction, attempts, of: 'value' as const, times: 1 }
  const percentile = percentileOf(metric)
  if (percentile !== null) {
    return { ...latencyTarget(percentile, attempts), of: 'within', times: 1 }
  }
  if (figures) return figures.unit === 'share' ? plain : null
  if (metric === 'throughput') {
    const times = ratePerSecond ?? 1
    return { ...plain, target: target / times, times }
  }
  if (['accuracy', 'exact_match', 'error_rate', 'availability'].includes(metric)) return plain
  if (metric !== 'precision' && metric !== 'recall') return null
  if (averaging === 'micro') return plain
  return averaging === 'class' ? { ...plain, share: classShare(criterion, facts) } : null
}

function proportionPlanner(criterion: Criterion, found: Proportion): Planner {
  const { of, times, share = 1, ...plain } = found
  const least = leastRows(criterion.metric, criterion.averaging, criterion.attempts)
  const scaled = (value: number | null) => (value === null ? null : value * times)
  return {
    exact: true,
    of,
    target: plain.target * times,
    best: plain.direction === 'at_least' ? times : 0,
    passes: (n) => scaled(proportionThatPasses({ ...plain, share, n })),
    chances: (n, truth) => proportionChances({ ...plain, share, n }, truth / times),
    // As many rows as hold the rows that count, on average; bisection over both is slow.
    needs(truth, most) {
      const counted = smallestSample({
        ...plain,
        truth: truth / times,
        most: Math.ceil(most * share),
      })
      if (counted === null) return null
      const rows = Math.max(least, Math.ceil(counted / share))
      return rows > most ? null : rows
    },
  }
}

/**
 * F1 of one class rises with Jaccard's J, a proportion of the rows that are of the class or called
 * so (`f1Interval`), so it is planned as that proportion. How many such rows there are is taken to
 * be those of the class: false alarms add to them and would only make it surer.
 */
function f1Planner(criterion: Criterion, share: number): Planner {
  const { target, direction, attempts } = criterion
  const jaccard = (f1: number) => f1 / (2 - f1)
  const f1 = (j: number) => (2 * j) / (1 + j)
  const plan = { target: jaccard(target), direction, attempts, share }
  const planner = proportionPlanner(criterion, { ...plan, of: 'value', times: 1 })
  return {
    ...planner,
    target,
    passes(n) {
      const found = planner.passes(n)
      return found === null ? null : f1(found)
    },
    chances: (n, truth) => planner.chances(n, jaccard(truth)),
    needs: (truth, most) => planner.needs(jaccard(truth), most),
  }
}

function bestOf({ metric, direction, rubric }: Criterion): number {
  if (rubric) return rubric.scale
  return direction === 'at_most' && scaleOf(metric) !== 'agreement' ? 0 : 1
}

function meanPlanner(criterion: Criterion, facts: RowFacts | null, spread: Spread): Planner {
  const { target, direction, attempts, metric, averaging } = criterion
  const least = leastRows(metric, averaging, attempts)
  const formula: MeanTarget = { target, direction, attempts, best: bestOf(criterion), spread }
  const plan: MeanTarget = { ...formula, edges: edgesOf(criterion, facts, least, formula) }
  return {
    exact: false,
    of: 'value',
    target,
    best: plan.best,
    passes: (n) => meanThatPasses({ ...plan, n }),
    chances: (n, truth) => meanChances({ ...plan, n }, truth),
    needs: (truth, most) => smallestMeanSample({ ...plan, truth, least, most }),
  }
}

/** One line of the table: so many rows, and the true value that passes nine times in ten. */
export type PowerRow = { readonly n: number; readonly passes: number | null }

export type Power = {
  readonly exact: boolean
  readonly of: Planner['of']
  readonly n: number
  /** Rows that one attempt may take; null where rows are not what limits it. */
  readonly most: number | null
  /** The most that a criterion of this kind may ask for. */
  readonly limit: number
  /** The true value that is met nine times in ten in one run; null when none is. */
  readonly passes: number | null
  /** The chance that a true value just at the target is met in one of the attempts. */
  readonly atTarget: number
  /** A value a little better than the target, and the rows with which it is met nine in ten. */
  readonly wish: { readonly truth: number; readonly needs: number | null }
  readonly rows: readonly PowerRow[]
}

/**
 * What the sample can decide, and what other samples could.
 * @param most rows that one attempt may take; null where rows are not what limits it.
 */
export function powerOf(
  criterion: Criterion,
  facts: RowFacts | null,
  most: number | null,
): Power | null {
  const planner = plannerOf(criterion, facts)
  if (!planner) return null
  const { sampleSize: n, metric, averaging, attempts } = criterion
  const { target, best, exact, of } = planner
  const least = leastRows(metric, averaging, attempts)
  const limit = criterion.rubric ? maxRatedAnswers : maxSampleSize
  const largest = Math.min(limit, most ?? Math.max(n * 4, 1_600))
  const sizes = [100, 200, 400, 800, 1_600, 3_200, 6_400, 12_800, 25_600, 51_200]
    .filter((size) => size >= least && size <= largest)
    .concat(n, ...(most !== null && most >= least ? [largest] : []))
  const rows: PowerRow[] = []
  for (const size of [...new Set(sizes)].sort((a, b) => b - a)) {
    rows.unshift(notBelow({ n: size, passes: planner.passes(size) }, rows[0], target))
  }
  const passes = rows.find((row) => row.n === n)?.passes ?? null
  const truth = wishedTruth(target, passes ?? best)
  return {
    exact,
    of,
    n,
    most,
    limit,
    passes,
    atTarget: planner.chances(n, target).metWithinAttempts,
    wish: { truth, needs: planner.needs(truth, limit) },
    rows,
  }
}

/** Fewer rows never ask for less: where a step of the count makes it so, the later row's value holds. */
function notBelow(row: PowerRow, later: PowerRow | undefined, target: number): PowerRow {
  if (!later || row.passes === null) return row
  if (later.passes === null) return { ...row, passes: null }
  const closer = Math.abs(row.passes - target) < Math.abs(later.passes - target)
  return closer ? { ...row, passes: later.passes } : row
}

/** Midway between the target and what passes, in few digits where they still tell them apart. */
function wishedTruth(target: number, passes: number): number {
  const middle = (target + passes) / 2
  const short = Number(middle.toPrecision(3))
  const between = (short - target) * (passes - target) > 0
  return between ? short : middle
}
