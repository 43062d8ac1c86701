import { type Criterion, levelOf } from '../criteria/criterion'
import { isClassification, needsAveraging } from '../criteria/metric'
import { firstEngine } from '../evidence/verdict'
import type { Answered } from '../metrics/classification'
import { estimateOf } from '../metrics/statistic'
import { clopperPearson, type Interval } from './interval'
import { type Measured, nothingMeasured } from './measured'
import { codesOf, type Resampling, resampledInterval } from './resampling'
import { rowMetric, smallestSupport } from './row-metric'

/** An answer beside its label, with the group of rows that it belongs to, where there are groups. */
export type GroupedAnswer = Answered & { readonly group?: string | null }

/**
 * A metric over labelled rows. What is a single proportion, or rises with one as the F1 of one class
 * does, has Clopper–Pearson's interval, as long as rows are independent; anything else, and whatever
 * is drawn group by group, a bootstrap.
 * @param engine the version that measures; the first one resampled the F1 of one class, too
 */
export function measureRows(
  criterion: Criterion,
  rows: readonly GroupedAnswer[],
  seed: Uint8Array,
  engine: string,
): Measured {
  if (rows.length === 0) return nothingMeasured('bootstrap')
  const { statistic, exact, baseline, detail } = rowMetric(criterion, rows)
  const estimate = estimateOf(statistic)
  if (estimate === null) return { ...nothingMeasured('bootstrap'), detail }
  const level = levelOf(criterion)
  const measured = { estimate, baseline, detail }
  const resampled = engine === firstEngine && criterion.metric === 'f1'
  if (exact && !resampled && criterion.resampling !== 'group') {
    return { ...measured, interval: exact(level) }
  }
  const interval = resampledInterval(statistic, resamplingOf(criterion, rows), level, seed)
  const alike = interval.lower !== null && interval.lower === interval.upper
  return { ...measured, interval: alike ? alikeInterval(criterion, rows, estimate) : interval }
}

function resamplingOf(criterion: Criterion, rows: readonly GroupedAnswer[]): Resampling {
  if (criterion.resampling === 'group') {
    return { kind: 'groups', of: codesOf(rows.map(({ group }) => group ?? null)) }
  }
  // A ranking has no value on a resample without one of the classes.
  return criterion.resampling === 'class' || criterion.metric === 'roc_auc'
    ? { kind: 'strata', of: codesOf(rows.map(({ label }) => label)) }
    : { kind: 'rows' }
}

/**
 * Resampling rows that all came out alike says nothing about the next row. For a score over
 * classes the interval is that of a proportion on the rarest class. For anything else, as many rows
 * as Clopper–Pearson still allows to be unlike these are taken to have no answer at all.
 */
function alikeInterval(
  criterion: Criterion,
  rows: readonly GroupedAnswer[],
  estimate: number,
): Interval {
  const level = levelOf(criterion)
  if (isClassification(criterion.metric) && needsAveraging(criterion.metric)) {
    const n = smallestSupport(criterion, rows)
    return clopperPearson(Math.round(estimate * n), n, level)
  }
  const alike = clopperPearson(rows.length, rows.length, level).lower ?? 0
  const kept = Math.floor(alike * rows.length)
  const worse = rows.map((row, at) => (at < kept ? row : { ...row, output: null }))
  const careful = estimateOf(rowMetric(criterion, worse).statistic) ?? estimate
  return {
    lower: Math.min(careful, estimate),
    upper: Math.max(careful, estimate),
    method: 'clopper_pearson',
  }
}
