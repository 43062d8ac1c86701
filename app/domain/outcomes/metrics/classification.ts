import type { Criterion } from '../criteria/criterion'
import type { Averaging } from '../criteria/metric'
import type { Statistic } from './statistic'

/**
 * Counts of (true label, answer) over a fixed label set. Column `labels.length` holds every answer
 * outside the set, and every row without one: an error of that row that never widens the set.
 */
export type Confusion = {
  readonly labels: readonly string[]
  /** `counts[trueIndex * (labels.length + 1) + answerIndex]`. */
  readonly counts: Float64Array
}

export type Answered = { readonly label: string; readonly output: string | null }

/** One number per row: its cell in the confusion matrix. Resampling works on these. */
export function cellsOf(rows: readonly Answered[], labels: readonly string[]): Int32Array {
  const index = new Map(labels.map((label, at) => [label, at]))
  const width = labels.length + 1
  return Int32Array.from(rows, ({ label, output }) => {
    const truth = index.get(label)
    if (truth === undefined) throw new RangeError('a true label outside the fixed set')
    const answer = output === null ? undefined : index.get(output)
    return truth * width + (answer ?? labels.length)
  })
}

export function confusionOf(rows: readonly Answered[], labels: readonly string[]): Confusion {
  const counts = new Float64Array(labels.length * (labels.length + 1))
  for (const cell of cellsOf(rows, labels)) counts[cell] = (counts[cell] ?? 0) + 1
  return { labels, counts }
}

/** Any metric of the confusion matrix, ready to be resampled. */
export function confusionStatistic(
  rows: readonly Answered[],
  labels: readonly string[],
  score: (confusion: Confusion) => number | null,
): Statistic {
  const cells = cellsOf(rows, labels)
  const counts = new Float64Array(labels.length * (labels.length + 1))
  const confusion = { labels, counts }
  return {
    n: rows.length,
    evaluate(weights) {
      counts.fill(0)
      for (let at = 0; at < cells.length; at++) {
        const cell = cells[at] as number
        counts[cell] = (counts[cell] as number) + (weights[at] as number)
      }
      return score(confusion)
    },
  }
}

/** What precision, recall and F1 of one class are made of. */
export type ClassCounts = { truePositive: number; predicted: number; actual: number }

export function classCounts({ labels, counts }: Confusion, at: number): ClassCounts {
  const width = labels.length + 1
  let predicted = 0
  let actual = 0
  for (let row = 0; row < labels.length; row++) predicted += counts[row * width + at] ?? 0
  for (let column = 0; column < width; column++) actual += counts[at * width + column] ?? 0
  return { truePositive: counts[at * width + at] ?? 0, predicted, actual }
}

/** Sums over all classes: what micro averaging divides. */
export function microCounts(confusion: Confusion): ClassCounts {
  const sum = { truePositive: 0, predicted: 0, actual: 0 }
  for (let at = 0; at < confusion.labels.length; at++) {
    const one = classCounts(confusion, at)
    sum.truePositive += one.truePositive
    sum.predicted += one.predicted
    sum.actual += one.actual
  }
  return sum
}

const ratio = (part: number, whole: number) => (whole === 0 ? 0 : part / whole)

function scoreOf(metric: 'precision' | 'recall' | 'f1', counts: ClassCounts): number {
  const { truePositive, predicted, actual } = counts
  if (metric === 'precision') return ratio(truePositive, predicted)
  if (metric === 'recall') return ratio(truePositive, actual)
  return ratio(2 * truePositive, predicted + actual)
}

/** Row-weighted share of right answers. */
export function accuracyOf(confusion: Confusion): number {
  const { truePositive, actual } = microCounts(confusion)
  return ratio(truePositive, actual)
}

/**
 * The metric of one confusion matrix, as scikit-learn 1.2 defines it with `zero_division=0` and
 * `labels=` fixed (`precision_recall_fscore_support`, `accuracy_score`).
 */
export function classificationMetric(
  criterion: Pick<Criterion, 'metric' | 'averaging' | 'positiveClass'>,
  confusion: Confusion,
): number {
  const { metric } = criterion
  if (metric === 'accuracy') return accuracyOf(confusion)
  if (metric !== 'precision' && metric !== 'recall' && metric !== 'f1') {
    throw new RangeError(`${metric} is not a classification metric`)
  }
  return averaged(metric, criterion.averaging, criterion.positiveClass, confusion)
}

function averaged(
  metric: 'precision' | 'recall' | 'f1',
  averaging: Averaging | null,
  positiveClass: string | null,
  confusion: Confusion,
): number {
  if (averaging === 'micro') return scoreOf(metric, microCounts(confusion))
  if (averaging === 'class') {
    const at = confusion.labels.indexOf(positiveClass ?? '')
    if (at < 0) throw new RangeError('the positive class is not in the label set')
    return scoreOf(metric, classCounts(confusion, at))
  }
  const scores = confusion.labels.map((_, at) => scoreOf(metric, classCounts(confusion, at)))
  return ratio(
    scores.reduce((sum, score) => sum + score, 0),
    scores.length,
  )
}

/** The label that most rows carry; ties go to the first of the set. */
export function majorityLabel(
  rows: readonly { label: string }[],
  labels: readonly string[],
): string {
  const counts = new Map(labels.map((label) => [label, 0]))
  for (const { label } of rows) counts.set(label, (counts.get(label) ?? 0) + 1)
  let best = labels[0] ?? ''
  for (const label of labels) if ((counts.get(label) ?? 0) > (counts.get(best) ?? 0)) best = label
  return best
}

/** What an endpoint would score that always answers the most frequent label. */
export function majorityBaseline(
  criterion: Pick<Criterion, 'metric' | 'averaging' | 'positiveClass' | 'labels'>,
  rows: readonly { label: string }[],
): number {
  const output = majorityLabel(rows, criterion.labels)
  const constant = rows.map(({ label }) => ({ label, output }))
  return classificationMetric(criterion, confusionOf(constant, criterion.labels))
}
