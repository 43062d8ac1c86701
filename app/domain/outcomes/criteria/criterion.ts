import {
  type Averaging,
  type Direction,
  familyOf,
  type Metric,
  percentileOf,
  scaleOf,
  usesRows,
} from './metric'

/** How rows are drawn again for an interval: one by one, class by class, or a group at a time. */
export const resamplings = ['class', 'group'] as const
export type Resampling = (typeof resamplings)[number]

/** Figures of the client's own, before and after. The baseline is fixed when the terms are signed. */
export type ProcessPlan = {
  /** What is counted: "no-show rate of follow-up appointments". */
  readonly measure: string
  /** A share of cases, or the average of a number over cases. */
  readonly unit: 'share' | 'number'
  /** What the number is a number of; empty for a share. */
  readonly unitName: string
  readonly baseline: {
    readonly value: number
    readonly cases: number
    /** ISO dates, both included. */
    readonly from: string
    readonly to: string
  }
  /** Where both figures come from: the system, and how cases are chosen. */
  readonly source: string
  /** How long the figures after are collected. */
  readonly windowDays: number
  readonly measurer: NamedPerson
}

/** Two people mark every answer without seeing each other's marks. */
export type Rubric = {
  /** Points go from 1 to this. */
  readonly scale: number
  readonly items: readonly { readonly name: string; readonly means: string }[]
  readonly raters: readonly [NamedPerson, NamedPerson]
  /** Quadratic weighted kappa below which the marks decide nothing. */
  readonly leastAgreement: number
}

export type NamedPerson = { readonly personId: string; readonly name: string }

/** The service is looked at every so often while the window lasts. Seconds of the machine's time. */
export type ProbeWindow = { readonly seconds: number; readonly everySeconds: number }

/**
 * One measurable acceptance rule. It is data: signed with the terms and never changed after. What a
 * family alone needs is left out of the others, so that a hash signed once stays the hash.
 */
export type Criterion = {
  readonly id: string
  readonly metric: Metric
  /** How a per-class metric becomes one number; null where the metric has no classes. */
  readonly averaging: Averaging | null
  /** The class that a per-class metric or a ranking is about. */
  readonly positiveClass: string | null
  /** The fixed label set: sorted, but in rising order for weighted kappa. Empty without classes. */
  readonly labels: readonly string[]
  /** In the metric's scale (`scaleOf`). */
  readonly target: number
  readonly direction: Direction
  /** Rows, probes, rated answers, or the fewest cases that figures after must rest on. */
  readonly sampleSize: number
  readonly confidence: 0.95
  readonly attempts: number
  /** Absent: row by row. */
  readonly resampling?: Resampling
  /** Regression: the absolute error that a row without a number counts as. */
  readonly missingError?: number
  /** Throughput: the rate at which rows are sent. */
  readonly ratePerSecond?: number
  readonly window?: ProbeWindow
  readonly rubric?: Rubric
  readonly process?: ProcessPlan
}

export const maxSampleSize = 100_000
export const maxAttempts = 10
/** A run that people mark by hand is a day's work at the most. */
export const maxRatedAnswers = 200

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
  if (metric === 'rubric_score') return 20
  if (familyOf(metric) === 'process') return 30
  return proportions.includes(metric) && averaging !== 'macro' ? 30 : 100
}

/** Metrics that are one share of rows, unless classes are averaged. */
const proportions: readonly Metric[] = [
  'accuracy',
  'precision',
  'recall',
  'exact_match',
  'error_rate',
  'throughput',
  'availability',
]

/** How many attempts a milestone with these criteria allows: the fewest that any of them allows. */
export function attemptsAllowed(criteria: readonly Criterion[]): number {
  return Math.min(...criteria.map(({ attempts }) => attempts))
}

/** The sealed rows of one run: the largest sample that a criterion asks for; 0 where none does. */
export function rowsPerRun(criteria: readonly Criterion[]): number {
  const sampled = criteria.filter(({ metric }) => usesRows(metric))
  return Math.max(0, ...sampled.map(({ sampleSize }) => sampleSize))
}

/** The criterion whose sample decides how many sealed rows a run takes; null where none takes any. */
export function needsMost(criteria: readonly Criterion[]): Criterion | null {
  const rows = rowsPerRun(criteria)
  if (rows === 0) return null
  return criteria.find((one) => usesRows(one.metric) && one.sampleSize === rows) ?? null
}

/** The unspent rows that terms need: over all milestones, attempts × the rows of a run. */
export function rowsNeeded(criteriaByMilestone: readonly (readonly Criterion[])[]): number {
  return criteriaByMilestone
    .filter((criteria) => criteria.length > 0)
    .reduce((sum, criteria) => sum + attemptsAllowed(criteria) * rowsPerRun(criteria), 0)
}

/** Whether the answer to a row is kept as a text, not as a short label or a number. */
export function answersAreTexts(criteria: readonly Criterion[]): boolean {
  return criteria.some(({ metric }) => ['text', 'judged'].includes(familyOf(metric)))
}

/** The rate at which a run must send its rows, where a criterion names one. */
export function rateOf(criteria: readonly Criterion[]): number | null {
  return criteria.find(({ ratePerSecond }) => ratePerSecond !== undefined)?.ratePerSecond ?? null
}

export type CriterionSentence = {
  readonly key: `outcome.sentence_${SentenceKind}`
  readonly values: Readonly<Record<string, string | number>>
}

type SentenceKind =
  | 'overall'
  | 'class'
  | 'average'
  | 'error'
  | 'latency'
  | 'error_rate'
  | 'throughput'
  | 'availability'
  | 'rubric'
  | 'rubric_unnamed'
  | 'process_share'
  | 'process_share_unnamed'
  | 'process_number'
  | 'process_number_unnamed'

/** The sentence both sides read and sign, as a message of the catalogue with its values. */
export function criterionSentence(criterion: Criterion): CriterionSentence {
  const { metric, averaging, positiveClass, target, sampleSize, attempts } = criterion
  const resampling = criterion.resampling ?? 'rows'
  const missing = criterion.missingError ?? 0
  const base = { metric, target, rows: sampleSize, attempts, resampling, missing }
  const say = (kind: SentenceKind, values: Record<string, string | number> = {}) => ({
    key: `outcome.sentence_${kind}` as const,
    values: { ...base, ...values },
  })
  const { rubric, process, window, ratePerSecond } = criterion
  if (process) {
    const { measure, unit, unitName, baseline, windowDays, measurer } = process
    const facts = { measure, unitName, before: baseline.value, days: windowDays }
    const named = { ...facts, measurer: measurer.name, direction: criterion.direction }
    const kind = unit === 'share' ? 'process_share' : 'process_number'
    return say(measurer.name === '' ? `${kind}_unnamed` : kind, named)
  }
  if (rubric) {
    const [first, second] = rubric.raters
    const raters = { first: first.name, second: second.name }
    const kind = first.name === '' ? 'rubric_unnamed' : 'rubric'
    return say(kind, { ...raters, scale: rubric.scale, agreement: rubric.leastAgreement })
  }
  if (window)
    return say('availability', { hours: window.seconds / 3_600, every: window.everySeconds })
  if (percentileOf(metric) !== null) return say('latency')
  if (metric === 'error_rate') return say('error_rate')
  if (metric === 'throughput') return say('throughput', { rate: ratePerSecond ?? 0 })
  if (averaging === 'class' || metric === 'roc_auc') {
    return say('class', { label: positiveClass ?? '' })
  }
  if (averaging) return say('average', { averaging })
  return say(criterion.direction === 'at_most' || scaleOf(metric) === 'unit' ? 'error' : 'overall')
}

/** Shares that people think of in percent; the others are written as 0.92. */
export function inPercent({ metric, process }: Criterion): boolean {
  return metric === 'error_rate' || metric === 'availability' || process?.unit === 'share'
}
