import { decide, type Outcome } from '../measures/decide'
import { clopperPearson } from '../measures/interval'
import { measure } from '../measures/measure'
import { normalQuantile } from '../measures/normal'
import { rowMetric } from '../measures/row-metric'
import { estimateOf } from '../metrics/statistic'
import { type Criterion, leastRows, levelOf } from './criterion'
import { type Proportion, proportionOf } from './criterion-power'
import { spreadOf } from './criterion-spread'
import { type CaseMaker, caseMaker, type ExampleCase } from './example-cases'
import { percentileOf, usesRows } from './metric'
import type { RowFacts } from './row-facts'
import { scoreSpread } from './row-spread'

/** A made-up run and what the engine says of it. */
export type Example = {
  readonly outcome: Outcome
  readonly estimate: number
  readonly lower: number | null
  readonly upper: number | null
  readonly n: number
  readonly counted: ExampleCase['counted']
}

export type Examples = {
  /** The barest pass, one in between, the best that fails; those that there are, in this order. */
  readonly list: readonly Example[]
  /** Too many rows to make up: intervals from formulas, not from the engine. */
  readonly approximate: boolean
}

const wantedOutcomes: readonly Outcome[] = ['met', 'inconclusive', 'not_met']

/**
 * Worked examples: made-up runs that look like the client's rows, measured and decided by the real
 * engine. Unspent rows are taken to remain, so that what lies between is inconclusive.
 */
export function examplesOf(criterion: Criterion, facts: RowFacts | null): Examples {
  const proportion = criterion.resampling === 'group' ? null : proportionOf(criterion, facts)
  if (criterion.sampleSize > mostMadeRows(criterion, proportion)) {
    const list = proportion
      ? countedExamples(criterion, proportion)
      : normalExamples(criterion, facts)
    return { list, approximate: true }
  }
  const make = caseMaker(criterion, facts)
  if (proportion)
    return { list: proportionExamples(criterion, proportion, make), approximate: false }
  const resampled = usesRows(criterion.metric) && criterion.rubric === undefined
  const list = resampled ? resampledExamples(criterion, facts, make) : edgeExamples(criterion, make)
  return { list, approximate: false }
}

/** More rows than these are not made up while somebody waits: a bootstrap is dear, of BLEU above all. */
function mostMadeRows({ metric, process }: Criterion, proportion: Proportion | null): number {
  if (process) return Number.POSITIVE_INFINITY
  if (proportion) return 5_000
  return metric === 'bleu' ? 200 : 1_000
}

function measured(criterion: Criterion, made: ExampleCase): Example | null {
  const { rows, inputs, counted } = made
  const input = { criteria: [criterion], rows, rowsRoot: 'examples', moreRows: true, inputs }
  const [result] = measure(input).results
  if (!result || result.estimate === null) return null
  const { outcome, estimate, lower, upper, n } = result
  return { outcome, estimate, lower, upper, n, counted }
}

/** What Clopper–Pearson makes of a count; the engine has the last word where rows are made up. */
function outcomeOfCount(
  { attempts }: Criterion,
  { target, direction }: Proportion,
  counted: { hits: number; trials: number },
): Outcome {
  const { lower, upper } = clopperPearson(counted.hits, counted.trials, levelOf({ attempts }))
  const rule = { direction, target, lower, upper, n: 1, leastRows: 0, moreRows: true }
  return decide(rule).outcome
}

/** The least quality, to 2^-20, from which a condition that then stays true holds, and the last before. */
function edgeOf(holds: (quality: number) => boolean, steps = 20): { low: number; high: number } {
  let [low, high] = [0, 1]
  if (holds(0)) return { low: 0, high: 0 }
  if (!holds(1)) return { low: 1, high: 1 }
  for (let step = 0; step < steps; step++) {
    const middle = (low + high) / 2
    if (holds(middle)) high = middle
    else low = middle
  }
  return { low, high }
}

/** Qualities from which a run is met, in between, and up to which it is not met. */
function placesOf(outcomeAt: (quality: number) => Outcome | undefined, steps: number) {
  const met = edgeOf((quality) => outcomeAt(quality) === 'met', steps)
  const open = edgeOf((quality) => {
    const outcome = outcomeAt(quality)
    return outcome !== 'not_met' && outcome !== undefined
  }, steps)
  return { met: met.high, inconclusive: (met.low + open.high) / 2, not_met: open.low }
}

/** The edges are found by the count alone; where the engine sees it otherwise, the next run is tried. */
function proportionExamples(
  criterion: Criterion,
  proportion: Proportion,
  make: CaseMaker,
): Example[] {
  const steps = Math.ceil(Math.log2(criterion.sampleSize)) + 3
  const places = placesOf((quality) => {
    const { counted } = make(quality)
    // Failures are what an error rate counts, so that its count is one of misses already.
    return counted ? outcomeOfCount(criterion, proportion, counted) : undefined
  }, steps)
  const onward = { met: 1, inconclusive: 0, not_met: -1 }
  return wantedOutcomes.flatMap((outcome) => {
    for (let tries = 0; tries < 6; tries++) {
      const moved = places[outcome] + (onward[outcome] * tries) / criterion.sampleSize
      const example = measured(criterion, make(Math.min(1, Math.max(0, moved))))
      if (example?.outcome === outcome) return [example]
    }
    return []
  })
}

/** Marks and figures: few and cheap, so the engine itself is asked at every step. */
function edgeExamples(criterion: Criterion, make: CaseMaker): Example[] {
  const at = (quality: number) => measured(criterion, make(quality))
  const places = placesOf((quality) => at(quality)?.outcome, 10)
  return wantedOutcomes.flatMap((outcome) => {
    const example = at(places[outcome])
    return example?.outcome === outcome ? [example] : []
  })
}

const strides = {
  met: [1.15, 1.6, 2.3, 4],
  inconclusive: [0, 0.3, -0.3],
  not_met: [-1.15, -1.6, -2.3, -4],
} as const satisfies Record<Outcome, readonly number[]>

/**
 * The estimate that should come out so is guessed from the standard error, the quality that scores
 * it is found on few rows without an interval, and the engine then says whether it does; if not, a
 * larger step is taken.
 */
function resampledExamples(
  criterion: Criterion,
  facts: RowFacts | null,
  make: CaseMaker,
): Example[] {
  const few = { ...criterion, sampleSize: Math.min(400, criterion.sampleSize) }
  const makeFew = caseMaker(few, facts)
  const scoreAt = (quality: number) => {
    return estimateOf(rowMetric(few, makeFew(quality).rows).statistic)
  }
  const reach = reachOf(criterion, facts)
  const better = criterion.direction === 'at_least' ? 1 : -1
  return wantedOutcomes.flatMap((outcome) => {
    for (const stride of strides[outcome]) {
      const wanted = criterion.target + better * stride * reach
      const { high } = edgeOf((quality) => {
        const score = scoreAt(quality)
        return score !== null && (score - wanted) * better >= 0
      }, 12)
      const example = measured(criterion, make(high))
      if (example?.outcome === outcome) return [example]
    }
    return []
  })
}

/** How far the pessimistic end lies from the estimate, about. */
function reachOf(criterion: Criterion, facts: RowFacts | null): number {
  const spread = spreadOf(criterion, facts) ?? ((value) => scoreSpread(value) / 2)
  const z = normalQuantile(1 - levelOf(criterion))
  return (z * Math.max(spread(criterion.target), 1e-9)) / Math.sqrt(criterion.sampleSize)
}

/** Counts in a large sample with their exact intervals; a latency cannot be told from a count. */
function countedExamples(criterion: Criterion, proportion: Proportion): Example[] {
  if (percentileOf(criterion.metric) !== null) return []
  const { sampleSize: n } = criterion
  const { share = 1, times, direction } = proportion
  const trials = Math.round(n * share)
  const countAt = (quality: number) => {
    const good = Math.round(quality * trials)
    return { hits: direction === 'at_least' ? good : trials - good, trials }
  }
  const outcomeAt = (quality: number) => outcomeOfCount(criterion, proportion, countAt(quality))
  const places = placesOf(outcomeAt, Math.ceil(Math.log2(trials)) + 3)
  return wantedOutcomes.flatMap((outcome) => {
    const counted = countAt(places[outcome])
    if (outcomeAt(places[outcome]) !== outcome) return []
    const ends = clopperPearson(counted.hits, trials, levelOf(criterion))
    const estimate = (counted.hits / trials) * times
    const [lower, upper] = [(ends.lower ?? 0) * times, (ends.upper ?? 1) * times]
    return [{ outcome, estimate, lower, upper, n, counted }]
  })
}

/** For large samples of anything else: an interval as wide as the standard error says. */
function normalExamples(criterion: Criterion, facts: RowFacts | null): Example[] {
  const { sampleSize: n, direction, target, metric, averaging, attempts } = criterion
  const reach = reachOf(criterion, facts)
  const better = direction === 'at_least' ? 1 : -1
  const least = leastRows(metric, averaging, attempts)
  return wantedOutcomes.flatMap((outcome) => {
    const estimate = target + better * strides[outcome][0] * reach
    const [lower, upper] = [estimate - reach, estimate + reach]
    const rule = { direction, target, lower, upper, n, leastRows: least, moreRows: true }
    return decide(rule).outcome === outcome
      ? [{ outcome, estimate, lower, upper, n, counted: null }]
      : []
  })
}
