import type { Criterion } from '../criteria/criterion'
import type { ResultDetail } from '../evidence/verdict'
import { truthKappaStatistic } from '../metrics/agreement'
import { bleuStatistic } from '../metrics/bleu'
import {
  type Answered,
  type Confusion,
  classCounts,
  classificationMetric,
  confusionOf,
  confusionStatistic,
  majorityBaseline,
  majorityLabel,
  microCounts,
} from '../metrics/classification'
import { parseNumber } from '../metrics/numeric-answer'
import { rocAucStatistic } from '../metrics/ranking'
import { meanBaseline, type RegressionMetric, regressionStatistic } from '../metrics/regression'
import { estimateOf, meanStatistic, type Statistic } from '../metrics/statistic'
import { type TextMetric, textScores } from '../metrics/text'
import { histogramOf, rocPoints } from './details'
import { clopperPearson, f1Interval, type Interval } from './interval'

/** A metric over sealed rows, ready to be evaluated and resampled. */
export type RowMetric = {
  readonly statistic: Statistic
  /**
   * The exact bounds for independent rows, each at the level that is asked for, where the metric is
   * a single proportion or rises with one.
   */
  readonly exact: ((level: number) => Interval) | null
  /** What a constant answer would score: the most frequent label or text, or the mean. */
  readonly baseline: number | null
  readonly detail: ResultDetail | null
}

/** @throws RangeError for a metric that is not measured on labelled rows. */
export function rowMetric(criterion: Criterion, rows: readonly Answered[]): RowMetric {
  switch (criterion.metric) {
    case 'accuracy':
    case 'precision':
    case 'recall':
    case 'f1':
      return confusionMetric(criterion, rows)
    case 'weighted_kappa':
      return kappaMetric(criterion, rows)
    case 'roc_auc':
      return rankingMetric(criterion, rows)
    case 'mae':
    case 'rmse':
    case 'mape':
    case 'r2':
      return errorMetric(criterion.metric, criterion, rows)
    case 'exact_match':
    case 'token_f1':
    case 'rouge_l':
      return textMetric(criterion.metric, rows)
    case 'bleu':
      return {
        statistic: bleuStatistic(rows),
        exact: null,
        baseline: estimateOf(bleuStatistic(constantText(rows))),
        detail: null,
      }
    default:
      throw new RangeError(`${criterion.metric} is not measured on labelled rows`)
  }
}

function confusionMetric(criterion: Criterion, rows: readonly Answered[]): RowMetric {
  const { labels } = criterion
  const confusion = confusionOf(rows, labels)
  return {
    statistic: confusionStatistic(rows, labels, (one) => classificationMetric(criterion, one)),
    exact: exactOf(criterion, confusion),
    baseline: rows.length === 0 ? null : majorityBaseline(criterion, rows),
    detail: confusionDetail(confusion),
  }
}

/** Exact bounds of what counts rows of one kind; null where the metric is more than that. */
function exactOf(
  { metric, averaging, positiveClass }: Criterion,
  confusion: Confusion,
): RowMetric['exact'] {
  const counts =
    metric === 'accuracy' || averaging === 'micro'
      ? microCounts(confusion)
      : averaging === 'class'
        ? classCounts(confusion, confusion.labels.indexOf(positiveClass ?? ''))
        : null
  if (!counts) return null
  const { truePositive: tp, predicted, actual } = counts
  if (metric === 'precision') return (level) => clopperPearson(tp, predicted, level)
  if (metric !== 'f1') return (level) => clopperPearson(tp, actual, level)
  // Over all classes a row that is wrong counts twice, so what is counted is not independent.
  if (averaging !== 'class') return null
  return (level) => f1Interval(tp, predicted - tp, actual - tp, level)
}

/**
 * The rows of the class that has the fewest of them: where all rows came out alike, the interval
 * of a score over classes is as wide as its rarest class allows.
 */
export function smallestSupport(criterion: Criterion, rows: readonly Answered[]): number {
  const confusion = confusionOf(rows, criterion.labels)
  if (criterion.averaging === 'micro') return microCounts(confusion).actual
  const supports = confusion.labels
    .map((label, at) => ({ label, actual: classCounts(confusion, at).actual }))
    .filter(({ label }) => criterion.averaging !== 'class' || label === criterion.positiveClass)
  return Math.min(...supports.map(({ actual }) => actual))
}

function confusionDetail({ labels, counts }: Confusion): ResultDetail {
  const width = labels.length + 1
  const rows = labels.map((_, at) => [...counts.slice(at * width, (at + 1) * width)])
  return { kind: 'confusion', labels, counts: rows }
}

function kappaMetric({ labels }: Criterion, rows: readonly Answered[]): RowMetric {
  const output = majorityLabel(rows, labels)
  const constant = rows.map(({ label }) => ({ label, output }))
  return {
    statistic: truthKappaStatistic(rows, labels, 'quadratic'),
    exact: null,
    baseline: estimateOf(truthKappaStatistic(constant, labels, 'quadratic')),
    detail: confusionDetail(confusionOf(rows, labels)),
  }
}

function rankingMetric(criterion: Criterion, rows: readonly Answered[]): RowMetric {
  const positiveClass = criterion.positiveClass ?? ''
  return {
    statistic: rocAucStatistic(rows, positiveClass),
    exact: null,
    baseline: rows.length === 0 ? null : 0.5,
    detail: { kind: 'roc', points: rocPoints(rows, positiveClass) },
  }
}

function errorMetric(
  metric: RegressionMetric,
  { missingError = 0 }: Criterion,
  rows: readonly Answered[],
): RowMetric {
  const errors = rows.flatMap(({ label, output }) => {
    const answer = parseNumber(output)
    return answer === null ? [] : [answer - (parseNumber(label) ?? 0)]
  })
  return {
    statistic: regressionStatistic(metric, rows, () => missingError),
    exact: null,
    baseline: meanBaseline(metric, rows),
    detail: histogramOf('error', errors, rows.length - errors.length),
  }
}

function textMetric(metric: TextMetric, rows: readonly Answered[]): RowMetric {
  const scores = textScores(metric, rows)
  const hits = scores.reduce((sum, score) => sum + score, 0)
  return {
    statistic: meanStatistic(scores),
    exact: metric === 'exact_match' ? (level) => clopperPearson(hits, rows.length, level) : null,
    baseline: estimateOf(meanStatistic(textScores(metric, constantText(rows)))),
    detail: histogramOf('score', [...scores], rows.filter(({ output }) => output === null).length),
  }
}

/** Every row answered with the text that most rows carry; ties go to the first met. */
function constantText(rows: readonly Answered[]): Answered[] {
  const counts = new Map<string, number>()
  for (const { label } of rows) counts.set(label, (counts.get(label) ?? 0) + 1)
  let output = ''
  for (const [label, count] of counts) if (count > (counts.get(output) ?? 0)) output = label
  return rows.map(({ label }) => ({ label, output }))
}
