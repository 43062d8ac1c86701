import type { LabelKind } from '../datasets/label-kind'

/** What a criterion can be about; each family has its own inputs, and pages of its own. */
export const families = [
  'classification',
  'regression',
  'text',
  'service',
  'judged',
  'process',
] as const
export type Family = (typeof families)[number]

export type Direction = 'at_least' | 'at_most'

/**
 * What the numbers of a metric are: a share of 1, an agreement from -1 to 1, milliseconds, requests
 * a second, points of a rubric, or the unit of the client's own figures.
 */
export type Scale = 'share' | 'agreement' | 'ms' | 'per_second' | 'points' | 'unit'

type MetricRow = {
  readonly family: Family
  /** Which way is better; null where the criterion says so itself. */
  readonly direction: Direction | null
  readonly scale: Scale
  /** The labels that the sealed dataset must carry; null where any will do. */
  readonly labelKind: LabelKind | null
  /** It sends sealed rows; the others are probed, or reported. */
  readonly usesRows: boolean
  /** The percentile that a latency metric asks for, as a fraction. */
  readonly percentile?: number
}

const row = (
  family: Family,
  direction: Direction | null,
  scale: Scale,
  labelKind: LabelKind | null = null,
  usesRows = true,
): MetricRow => ({ family, direction, scale, labelKind, usesRows })

const latency = (percentile: number): MetricRow => ({
  ...row('service', 'at_most', 'ms'),
  percentile,
})

const metricRows = {
  accuracy: row('classification', 'at_least', 'share', 'class'),
  precision: row('classification', 'at_least', 'share', 'class'),
  recall: row('classification', 'at_least', 'share', 'class'),
  f1: row('classification', 'at_least', 'share', 'class'),
  roc_auc: row('classification', 'at_least', 'share', 'class'),
  weighted_kappa: row('classification', 'at_least', 'agreement', 'class'),
  mae: row('regression', 'at_most', 'unit', 'number'),
  rmse: row('regression', 'at_most', 'unit', 'number'),
  mape: row('regression', 'at_most', 'share', 'number'),
  r2: row('regression', 'at_least', 'agreement', 'number'),
  exact_match: row('text', 'at_least', 'share', 'text'),
  token_f1: row('text', 'at_least', 'share', 'text'),
  rouge_l: row('text', 'at_least', 'share', 'text'),
  bleu: row('text', 'at_least', 'share', 'text'),
  latency_p50: latency(0.5),
  latency_p90: latency(0.9),
  latency_p95: latency(0.95),
  latency_p99: latency(0.99),
  latency_p999: latency(0.999),
  error_rate: row('service', 'at_most', 'share'),
  throughput: row('service', 'at_least', 'per_second'),
  availability: row('service', 'at_least', 'share', null, false),
  rubric_score: row('judged', 'at_least', 'points'),
  process_value: row('process', null, 'unit', null, false),
} as const satisfies Record<string, MetricRow>

export type Metric = keyof typeof metricRows
export const metrics = Object.keys(metricRows) as Metric[]

const rows: Readonly<Record<Metric, MetricRow>> = metricRows

export function isMetric(text: unknown): text is Metric {
  return typeof text === 'string' && Object.hasOwn(metricRows, text)
}

export function familyOf(metric: Metric): Family {
  return rows[metric].family
}

export function isClassification(metric: Metric): boolean {
  return familyOf(metric) === 'classification'
}

/** Which way is better is a property of the metric; null where the criterion itself must say. */
export function directionOf(metric: Metric): Direction | null {
  return rows[metric].direction
}

export function scaleOf(metric: Metric): Scale {
  return rows[metric].scale
}

/** The labels that the sealed dataset must carry for this metric; null where any will do. */
export function labelKindOf(metric: Metric): LabelKind | null {
  return rows[metric].labelKind
}

/** Whether the metric is measured on sealed rows, not on probes or on somebody's figures. */
export function usesRows(metric: Metric): boolean {
  return rows[metric].usesRows
}

/** What an endpoint answers a row with. One run asks for one kind of answer. */
export type AnswerKind = 'label' | 'number' | 'text'

/** The answer that this metric is computed from; null where any answer will do, or none is asked. */
export function answerKindOf(metric: Metric): AnswerKind | null {
  if (metric === 'roc_auc') return 'number'
  const byFamily: Partial<Record<Family, AnswerKind>> = {
    classification: 'label',
    regression: 'number',
    text: 'text',
    judged: 'text',
  }
  return byFamily[familyOf(metric)] ?? null
}

/** The percentile that a latency metric asks for, as a fraction; null for other metrics. */
export function percentileOf(metric: Metric): number | null {
  return rows[metric].percentile ?? null
}

export const averagings = ['class', 'macro', 'micro'] as const
export type Averaging = (typeof averagings)[number]

/** Precision, recall and F1 need to be told which class, or how classes are averaged. */
export function needsAveraging(metric: Metric): boolean {
  return metric === 'precision' || metric === 'recall' || metric === 'f1'
}
