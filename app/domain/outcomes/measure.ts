import type { Histogram } from 'hdr-histogram-js'
import { type Criterion, isClassification, leastRows, levelOf, percentileOf } from './criterion'
import { criterionHash } from './criterion-hash'
import { decide, overallOutcome } from './decide'
import { bootstrap, clopperPearson, type Interval, percentileInterval } from './interval'
import {
  type Answered,
  type ClassCounts,
  cellsOf,
  classCounts,
  classificationMetric,
  confusionOf,
  majorityBaseline,
  microCounts,
} from './metrics/classification'
import { latencyHistogram, latencySummary, percentileMs } from './metrics/latency'
import type { RowOutcome } from './row-record'
import { bootstrapSeed, type CriterionResult, type Measurement } from './verdict'

/** A row of the run with the label that the client sealed. */
export type MeasuredRow = RowOutcome & { readonly label: string }

export type MeasureInput = {
  readonly criteria: readonly Criterion[]
  readonly rows: readonly MeasuredRow[]
  readonly rowsRoot: string
  /** Unspent rows remain for another run of this size. */
  readonly moreRows: boolean
}

/**
 * The engine: rows and criteria in, measurement out. It is pure, so that anybody who has the
 * evidence comes to the same numbers. Each criterion is measured on the first rows of the draw,
 * as many as it asks for.
 */
export function measure({ criteria, rows, rowsRoot, moreRows }: MeasureInput): Measurement {
  const sample = rows.filter(({ kind }) => kind === 'sample').sort((a, b) => a.order - b.order)
  const results = criteria.map((criterion) =>
    measureCriterion(criterion, sample.slice(0, criterion.sampleSize), rowsRoot, moreRows),
  )
  const labels = criteria.find(({ metric }) => isClassification(metric))?.labels
  return {
    results,
    overall: overallOutcome(results.map(({ outcome }) => outcome)),
    rows: {
      asked: sample.length,
      answered: sample.filter(({ problem }) => problem === null).length,
      outsideLabels: labels
        ? sample.filter(({ output }) => output !== null && !labels.includes(output)).length
        : 0,
    },
    consistency: consistencyOf(rows, sample),
    canaries: canariesOf(rows),
    service: latencySummary(latencyHistogram(sample.map(({ latencyUs }) => latencyUs))),
  }
}

function consistencyOf(rows: readonly MeasuredRow[], sample: readonly MeasuredRow[]) {
  const first = new Map(sample.map(({ order, output }) => [order, output]))
  const pairs = rows.filter(({ kind }) => kind === 'duplicate')
  const same = pairs.filter(({ order, output }) => output !== null && first.get(order) === output)
  return { pairs: pairs.length, same: same.length }
}

function canariesOf(rows: readonly MeasuredRow[]) {
  const canaries = rows.filter(({ kind }) => kind === 'canary')
  const agreed = canaries.filter(({ output, label }) => output === label).length
  const asked = canaries.length
  return { asked, agreed, flagged: asked >= 3 && agreed === asked }
}

function measureCriterion(
  criterion: Criterion,
  rows: readonly MeasuredRow[],
  rowsRoot: string,
  moreRows: boolean,
): CriterionResult {
  const hash = criterionHash(criterion)
  const { estimate, interval, baseline } = isClassification(criterion.metric)
    ? measureClassification(criterion, rows, bootstrapSeed(rowsRoot, hash))
    : measureService(criterion, rows)
  const { outcome, reason } = decide({
    direction: criterion.direction,
    target: criterion.target,
    lower: interval.lower,
    upper: interval.upper,
    n: rows.length,
    leastRows: leastRows(criterion.metric, criterion.averaging, criterion.attempts),
    moreRows,
  })
  return {
    criterion,
    criterionHash: hash,
    estimate,
    lower: interval.lower,
    upper: interval.upper,
    method: interval.method,
    target: criterion.target,
    n: rows.length,
    outcome,
    reason,
    baseline,
  }
}

type Measured = { estimate: number | null; interval: Interval; baseline: number | null }

function measureService(criterion: Criterion, rows: readonly MeasuredRow[]): Measured {
  const p = percentileOf(criterion.metric)
  if (p === null) {
    const failed = rows.filter(({ problem }) => problem !== null).length
    const interval = clopperPearson(failed, rows.length, levelOf(criterion))
    return { estimate: rows.length === 0 ? null : failed / rows.length, interval, baseline: null }
  }
  const histogram: Histogram = latencyHistogram(rows.map(({ latencyUs }) => latencyUs))
  return {
    estimate: rows.length === 0 ? null : percentileMs(histogram, p),
    interval: percentileInterval(histogram, p, levelOf(criterion)),
    baseline: null,
  }
}

function measureClassification(
  criterion: Criterion,
  rows: readonly Answered[],
  seed: Uint8Array,
): Measured {
  if (rows.length === 0) {
    const interval: Interval = { lower: null, upper: null, method: 'bootstrap' }
    return { estimate: null, interval, baseline: null }
  }
  const confusion = confusionOf(rows, criterion.labels)
  const estimate = classificationMetric(criterion, confusion)
  const baseline = majorityBaseline(criterion, rows)
  const proportion = proportionOf(criterion, confusion)
  if (proportion) {
    const [hits, n] = proportion
    return { estimate, interval: clopperPearson(hits, n, levelOf(criterion)), baseline }
  }
  const interval = resampled(criterion, rows, seed)
  if (interval.lower !== interval.upper) return { estimate, interval, baseline }
  // Resampling rows that are all right (or all wrong) says nothing about the next row.
  const n = smallestSupport(criterion, confusion)
  return {
    estimate,
    interval: clopperPearson(Math.round(estimate * n), n, levelOf(criterion)),
    baseline,
  }
}

/** The metric as hits in trials where it is a single proportion; null where it is not. */
function proportionOf(
  { metric, averaging, positiveClass }: Criterion,
  confusion: ReturnType<typeof confusionOf>,
): [number, number] | null {
  const counts: ClassCounts | null =
    metric === 'accuracy' || averaging === 'micro'
      ? microCounts(confusion)
      : averaging === 'class'
        ? classCounts(confusion, confusion.labels.indexOf(positiveClass ?? ''))
        : null
  if (!counts) return null
  if (metric === 'accuracy' || metric === 'recall') return [counts.truePositive, counts.actual]
  if (metric === 'precision') return [counts.truePositive, counts.predicted]
  return null
}

function smallestSupport(criterion: Criterion, confusion: ReturnType<typeof confusionOf>): number {
  if (criterion.averaging === 'micro') return microCounts(confusion).actual
  const supports = confusion.labels
    .map((label, at) => ({ label, actual: classCounts(confusion, at).actual }))
    .filter(({ label }) => criterion.averaging !== 'class' || label === criterion.positiveClass)
  return Math.min(...supports.map(({ actual }) => actual))
}

function resampled(criterion: Criterion, rows: readonly Answered[], seed: Uint8Array): Interval {
  const { labels } = criterion
  const cells = cellsOf(rows, labels)
  const counts = new Float64Array(labels.length * (labels.length + 1))
  const confusion = { labels, counts }
  return bootstrap(rows.length, levelOf(criterion), seed, (picked) => {
    counts.fill(0)
    for (const at of picked) {
      const cell = cells[at] ?? 0
      counts[cell] = (counts[cell] ?? 0) + 1
    }
    return classificationMetric(criterion, confusion)
  })
}
