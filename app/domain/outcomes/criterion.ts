export const classificationMetrics = ['accuracy', 'precision', 'recall', 'f1'] as const
export const latencyMetrics = ['latency_p50', 'latency_p90', 'latency_p95', 'latency_p99'] as const
export const metrics = [...classificationMetrics, ...latencyMetrics, 'error_rate'] as const
export const averagings = ['class', 'macro', 'micro'] as const

export type Metric = (typeof metrics)[number]
export type Averaging = (typeof averagings)[number]
export type Direction = 'at_least' | 'at_most'

/** One measurable acceptance rule. It is data: signed with the terms and never changed after. */
export type Criterion = {
  readonly id: string
  readonly metric: Metric
  /** How a per-class metric becomes one number; null where the metric has no classes. */
  readonly averaging: Averaging | null
  readonly positiveClass: string | null
  /** The fixed label set, sorted; empty for metrics of the service. */
  readonly labels: readonly string[]
  /** Between 0 and 1; milliseconds for latency. */
  readonly target: number
  readonly direction: Direction
  readonly sampleSize: number
  readonly confidence: 0.95
  readonly attempts: number
}

export type CriterionProblem =
  | 'metric_unknown'
  | 'averaging_needed'
  | 'class_unknown'
  | 'labels_too_few'
  | 'labels_differ'
  | 'target_out_of_range'
  | 'sample_not_whole'
  | 'sample_too_small'
  | 'sample_too_large'
  | 'attempts_out_of_range'

export type CriterionIssue = {
  readonly field: keyof Criterion
  readonly problem: CriterionProblem
  /** The least number that would do, where there is one. */
  readonly least?: number
}

export const maxSampleSize = 5_000
export const maxAttempts = 10

const percentiles: Partial<Record<Metric, number>> = {
  latency_p50: 0.5,
  latency_p90: 0.9,
  latency_p95: 0.95,
  latency_p99: 0.99,
}

/** The percentile that a latency metric asks for, as a fraction; null for other metrics. */
export function percentileOf(metric: Metric): number | null {
  return percentiles[metric] ?? null
}

export function isMetric(text: unknown): text is Metric {
  return metrics.some((metric) => metric === text)
}

export function isClassification(metric: Metric): boolean {
  return classificationMetrics.some((name) => name === metric)
}

/** Precision, recall and F1 need to be told which class, or how classes are averaged. */
export function needsAveraging(metric: Metric): boolean {
  return metric === 'precision' || metric === 'recall' || metric === 'f1'
}

/** Which way is better is a property of the metric; nobody chooses it. */
export function directionOf(metric: Metric): Direction {
  return isClassification(metric) ? 'at_least' : 'at_most'
}

/** The one-sided level of each end of the interval: 0.05, shared by the attempts that are allowed. */
export function levelOf(criterion: Pick<Criterion, 'attempts'>): number {
  return 0.05 / criterion.attempts
}

/**
 * The least number of rows with which the metric can be decided at all: a percentile's
 * pessimistic end must exist, and a bootstrap is not trusted on a handful of rows.
 */
export function leastRows(metric: Metric, averaging: Averaging | null, attempts: number): number {
  const p = percentileOf(metric)
  if (p !== null) return Math.max(50, Math.ceil(Math.log(0.05 / attempts) / Math.log(p)))
  if (metric === 'f1' || averaging === 'macro') return 100
  return 30
}

type Draft = { readonly [K in keyof Criterion]?: unknown }

/**
 * Checks what somebody proposed as a criterion. `labels`, when given, is the dataset's label set,
 * which a classification criterion must carry exactly.
 */
export function validateCriterion(
  input: unknown,
  labels?: readonly string[],
): { ok: true; criterion: Criterion } | { ok: false; problems: CriterionIssue[] } {
  const draft: Draft = typeof input === 'object' && input !== null ? input : {}
  const { metric } = draft
  if (!isMetric(metric))
    return { ok: false, problems: [{ field: 'metric', problem: 'metric_unknown' }] }
  const attempts = Number(draft.attempts)
  const criterion: Criterion = {
    id: typeof draft.id === 'string' && draft.id !== '' ? draft.id : metric,
    metric,
    averaging: needsAveraging(metric)
      ? (averagings.find((a) => a === draft.averaging) ?? null)
      : null,
    positiveClass:
      needsAveraging(metric) && draft.averaging === 'class'
        ? String(draft.positiveClass ?? '')
        : null,
    labels: isClassification(metric) ? labelSet(draft.labels ?? labels) : [],
    target: Number(draft.target),
    direction: directionOf(metric),
    sampleSize: Number(draft.sampleSize),
    confidence: 0.95,
    attempts,
  }
  const problems = [
    ...classProblems(criterion, labels),
    ...targetProblems(criterion),
    ...sampleProblems(criterion),
  ]
  return problems.length === 0 ? { ok: true, criterion } : { ok: false, problems }
}

function labelSet(input: unknown): string[] {
  return Array.isArray(input) ? [...new Set(input.map(String))].sort() : []
}

function classProblems(criterion: Criterion, labels?: readonly string[]): CriterionIssue[] {
  if (!isClassification(criterion.metric)) return []
  const problems: CriterionIssue[] = []
  if (criterion.labels.length < 2) problems.push({ field: 'labels', problem: 'labels_too_few' })
  if (labels && JSON.stringify([...labels].sort()) !== JSON.stringify(criterion.labels)) {
    problems.push({ field: 'labels', problem: 'labels_differ' })
  }
  if (needsAveraging(criterion.metric) && criterion.averaging === null) {
    problems.push({ field: 'averaging', problem: 'averaging_needed' })
  }
  if (criterion.positiveClass !== null && !criterion.labels.includes(criterion.positiveClass)) {
    problems.push({ field: 'positiveClass', problem: 'class_unknown' })
  }
  return problems
}

function targetProblems({ metric, target }: Criterion): CriterionIssue[] {
  const inRange = target > 0 && (percentileOf(metric) === null ? target < 1 : target <= 600_000)
  return inRange ? [] : [{ field: 'target', problem: 'target_out_of_range' }]
}

function sampleProblems({ metric, averaging, sampleSize, attempts }: Criterion): CriterionIssue[] {
  if (!Number.isInteger(attempts) || attempts < 1 || attempts > maxAttempts) {
    return [{ field: 'attempts', problem: 'attempts_out_of_range' }]
  }
  if (!Number.isInteger(sampleSize)) return [{ field: 'sampleSize', problem: 'sample_not_whole' }]
  const least = leastRows(metric, averaging, attempts)
  if (sampleSize < least) return [{ field: 'sampleSize', problem: 'sample_too_small', least }]
  if (sampleSize > maxSampleSize) return [{ field: 'sampleSize', problem: 'sample_too_large' }]
  return []
}

/** How many attempts a milestone with these criteria allows: the fewest that any of them allows. */
export function attemptsAllowed(criteria: readonly Criterion[]): number {
  return Math.min(...criteria.map(({ attempts }) => attempts))
}

/** The rows of one run: the largest sample that a criterion asks for. */
export function rowsPerRun(criteria: readonly Criterion[]): number {
  return Math.max(...criteria.map(({ sampleSize }) => sampleSize))
}

/** The unspent rows that terms need: over all milestones, attempts × the rows of a run. */
export function rowsNeeded(criteriaByMilestone: readonly (readonly Criterion[])[]): number {
  return criteriaByMilestone
    .filter((criteria) => criteria.length > 0)
    .reduce((sum, criteria) => sum + attemptsAllowed(criteria) * rowsPerRun(criteria), 0)
}

export type CriterionSentence = {
  readonly key:
    | 'outcome.sentence_overall'
    | 'outcome.sentence_class'
    | 'outcome.sentence_average'
    | 'outcome.sentence_latency'
    | 'outcome.sentence_error_rate'
  readonly values: Readonly<Record<string, string | number>>
}

/** The sentence both sides read and sign, as a message of the catalogue with its values. */
export function criterionSentence(criterion: Criterion): CriterionSentence {
  const { metric, averaging, positiveClass, target, sampleSize, attempts } = criterion
  const values = { metric, target, rows: sampleSize, attempts }
  if (percentileOf(metric) !== null) return { key: 'outcome.sentence_latency', values }
  if (metric === 'error_rate') return { key: 'outcome.sentence_error_rate', values }
  if (averaging === 'class') {
    return { key: 'outcome.sentence_class', values: { ...values, label: positiveClass ?? '' } }
  }
  if (averaging) return { key: 'outcome.sentence_average', values: { ...values, averaging } }
  return { key: 'outcome.sentence_overall', values }
}
