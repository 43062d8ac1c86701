import { type Criterion, levelOf } from './criterion'
import { bootstrap, clopperPearson, type Interval } from './interval'
import { type Measured, nothingMeasured } from './measured'
import {
  type Answered,
  type ClassCounts,
  type Confusion,
  cellsOf,
  classCounts,
  classificationMetric,
  confusionOf,
  majorityBaseline,
  microCounts,
} from './metrics/classification'
import type { ResultDetail } from './verdict'

/** Metrics of a confusion matrix: a proportion has an exact interval, anything else a bootstrap. */
export function measureClassification(
  criterion: Criterion,
  rows: readonly Answered[],
  seed: Uint8Array,
): Measured {
  if (rows.length === 0) return nothingMeasured('bootstrap')
  const confusion = confusionOf(rows, criterion.labels)
  const estimate = classificationMetric(criterion, confusion)
  const baseline = majorityBaseline(criterion, rows)
  const detail = confusionDetail(confusion)
  const proportion = proportionOf(criterion, confusion)
  if (proportion) {
    const [hits, n] = proportion
    return { estimate, interval: clopperPearson(hits, n, levelOf(criterion)), baseline, detail }
  }
  const interval = resampled(criterion, rows, seed)
  if (interval.lower !== interval.upper) return { estimate, interval, baseline, detail }
  // Resampling rows that are all right (or all wrong) says nothing about the next row.
  const n = smallestSupport(criterion, confusion)
  return {
    estimate,
    interval: clopperPearson(Math.round(estimate * n), n, levelOf(criterion)),
    baseline,
    detail,
  }
}

/** The metric as hits in trials where it is a single proportion; null where it is not. */
function proportionOf(
  { metric, averaging, positiveClass }: Criterion,
  confusion: Confusion,
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

function smallestSupport(criterion: Criterion, confusion: Confusion): number {
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

function confusionDetail({ labels, counts }: Confusion): ResultDetail {
  const width = labels.length + 1
  const rows = labels.map((_, at) => [...counts.slice(at * width, (at + 1) * width)])
  return { kind: 'confusion', labels, counts: rows }
}
