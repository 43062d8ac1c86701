import type { LabelKind } from '../datasets/label-kind'
import type { Criterion } from './criterion'
import { type Averaging, familyOf, isMetric, type Metric } from './metric'
import type { RowFacts } from './row-facts'

/** What a client wants done, in the words of the work; each leads to a form of its own. */
export const workKinds = [
  'classify',
  'rank',
  'number',
  'answer',
  'serve',
  'process',
  'judge',
] as const
export type WorkKind = (typeof workKinds)[number]

/**
 * What matters most, one answer per metric: a metric, or a metric with how classes are averaged.
 * Latency is one goal; its percentile is asked for beside it.
 */
export const goalsByKind = {
  classify: [
    'accuracy',
    'recall_class',
    'precision_class',
    'f1_class',
    'f1_macro',
    'weighted_kappa',
  ],
  rank: ['roc_auc'],
  number: ['mae', 'rmse', 'mape', 'r2'],
  answer: ['exact_match', 'token_f1', 'rouge_l', 'bleu'],
  serve: ['latency', 'error_rate', 'throughput', 'availability'],
  process: ['process_value'],
  judge: ['rubric_score'],
} as const satisfies Record<WorkKind, readonly string[]>

/** Averages that few people ask for: kept when such a criterion is edited, not offered anew. */
export const rareGoals = [
  'precision_macro',
  'precision_micro',
  'recall_macro',
  'recall_micro',
  'f1_micro',
] as const

export type Goal = (typeof goalsByKind)[WorkKind][number] | (typeof rareGoals)[number]

export const percentileMetrics = [
  'latency_p50',
  'latency_p90',
  'latency_p95',
  'latency_p99',
  'latency_p999',
] as const

export function isWorkKind(text: unknown): text is WorkKind {
  return workKinds.some((kind) => kind === text)
}

/** Every goal that a form of this kind may send. */
export function goalsOf(kind: WorkKind): readonly Goal[] {
  return kind === 'classify' ? [...goalsByKind.classify, ...rareGoals] : goalsByKind[kind]
}

/** The metric of a goal and how classes are averaged; latency by the percentile that was chosen. */
export function metricOfGoal(
  goal: Goal,
  percentile: string,
): { metric: Metric; averaging: Averaging | null } {
  if (goal === 'latency') {
    const metric = percentileMetrics.find((known) => known === percentile) ?? 'latency_p95'
    return { metric, averaging: null }
  }
  const [, name = '', averaging] = /^(.*)_(class|macro|micro)$/.exec(goal) ?? []
  if (isMetric(name)) return { metric: name, averaging: averaging as Averaging }
  return { metric: isMetric(goal) ? goal : 'accuracy', averaging: null }
}

/** The goal that a criterion was made from. */
export function goalOf({ metric, averaging }: Pick<Criterion, 'metric' | 'averaging'>): Goal {
  if (metric.startsWith('latency_')) return 'latency'
  return (averaging ? `${metric}_${averaging}` : metric) as Goal
}

export function kindOf(metric: Metric): WorkKind {
  if (metric === 'roc_auc') return 'rank'
  const kinds = {
    classification: 'classify',
    regression: 'number',
    text: 'answer',
    service: 'serve',
    judged: 'judge',
    process: 'process',
  } as const
  return kinds[familyOf(metric)]
}

const labelKinds: Partial<Record<WorkKind, LabelKind>> = {
  classify: 'class',
  rank: 'class',
  number: 'number',
  answer: 'text',
}

export type KindObstacle = 'no_data' | 'needs_class' | 'needs_number' | 'needs_text'

/** Why this kind of work cannot be measured on these rows; null when it can. */
export function obstacleTo(kind: WorkKind, facts: RowFacts | null): KindObstacle | null {
  // A service can be looked at, and figures reported, without any row.
  if (kind === 'serve' || kind === 'process') return null
  if (facts === null) return 'no_data'
  const wanted = labelKinds[kind]
  return wanted === undefined || wanted === facts.labelKind ? null : `needs_${wanted}`
}
