import type { LabelKind } from '../datasets/label-kind'
import {
  type Criterion,
  leastRows,
  maxAttempts,
  maxRatedAnswers,
  maxSampleSize,
  type NamedPerson,
  type ProbeWindow,
  type ProcessPlan,
  type Rubric,
  resamplings,
} from './criterion'
import { digitProblems } from './criterion-digits'
import {
  averagings,
  directionOf,
  familyOf,
  isClassification,
  isMetric,
  labelKindOf,
  type Metric,
  needsAveraging,
  scaleOf,
} from './metric'

export type CriterionProblem =
  | 'metric_unknown'
  | 'label_kind_differs'
  | 'averaging_needed'
  | 'class_unknown'
  | 'labels_too_few'
  | 'labels_differ'
  | 'target_out_of_range'
  | 'too_fine'
  | 'sample_not_whole'
  | 'sample_too_small'
  | 'sample_too_large'
  | 'attempts_out_of_range'
  | 'missing_error_needed'
  | 'rate_out_of_range'
  | 'window_out_of_range'
  | 'rubric_incomplete'
  | 'raters_needed'
  | 'agreement_out_of_range'
  | 'process_incomplete'
  | 'baseline_incomplete'
  | 'measurer_needed'

export type CriterionIssue = {
  readonly field: string
  readonly problem: CriterionProblem
  /** The least number that would do, where there is one; the most digits after the point. */
  readonly least?: number
}

/** What a criterion is checked against: how the sealed dataset is labelled. */
export type DatasetLabels = { readonly labelKind: LabelKind; readonly labels: readonly string[] }

type Draft = { readonly [K in keyof Criterion]?: unknown }

/**
 * Checks what somebody proposed as a criterion. With a dataset, the metric must fit its labels, and
 * a classification criterion carries exactly its label set.
 */
export function validateCriterion(
  input: unknown,
  dataset?: DatasetLabels,
): { ok: true; criterion: Criterion } | { ok: false; problems: CriterionIssue[] } {
  const draft: Draft = typeof input === 'object' && input !== null ? input : {}
  const { metric } = draft
  if (!isMetric(metric)) return { ok: false, problems: [issue('metric', 'metric_unknown')] }
  const criterion = criterionFrom(metric, draft, dataset?.labels)
  const problems = [
    ...labelProblems(criterion, dataset),
    ...targetProblems(criterion),
    ...digitProblems(criterion),
    ...sampleProblems(criterion),
    ...serviceProblems(criterion),
    ...rubricProblems(criterion),
    ...processProblems(criterion),
  ]
  return problems.length === 0 ? { ok: true, criterion } : { ok: false, problems }
}

function issue(field: string, problem: CriterionProblem, least?: number): CriterionIssue {
  return { field, problem, ...(least === undefined ? {} : { least }) }
}

function criterionFrom(metric: Metric, draft: Draft, labels?: readonly string[]): Criterion {
  const family = familyOf(metric)
  const perClass = needsAveraging(metric) && draft.averaging === 'class'
  const resampling = resamplings.find((kind) => kind === draft.resampling)
  const given = draft.labels ?? labels
  return {
    id: typeof draft.id === 'string' && draft.id !== '' ? draft.id : metric,
    metric,
    averaging: needsAveraging(metric)
      ? (averagings.find((a) => a === draft.averaging) ?? null)
      : null,
    positiveClass: perClass || metric === 'roc_auc' ? String(draft.positiveClass ?? '') : null,
    labels: isClassification(metric) ? labelSet(given, metric === 'weighted_kappa') : [],
    target: Number(draft.target),
    direction: directionOf(metric) ?? (draft.direction === 'at_least' ? 'at_least' : 'at_most'),
    sampleSize: Number(draft.sampleSize),
    confidence: 0.95,
    attempts: Number(draft.attempts),
    ...(resampling ? { resampling } : {}),
    ...(family === 'regression' ? { missingError: Number(draft.missingError) } : {}),
    ...(metric === 'throughput' ? { ratePerSecond: Number(draft.ratePerSecond) } : {}),
    ...(metric === 'availability' ? { window: draft.window as ProbeWindow } : {}),
    ...(family === 'judged' ? { rubric: draft.rubric as Rubric } : {}),
    ...(family === 'process' ? { process: draft.process as ProcessPlan } : {}),
  }
}

/** A set in one order; where the order means something, as it was given, else by number. */
function labelSet(input: unknown, ordered: boolean): string[] {
  const labels = Array.isArray(input) ? [...new Set(input.map(String))] : []
  if (!ordered) return labels.sort()
  const numbers = labels.every((label) => label.trim() !== '' && Number.isFinite(Number(label)))
  return numbers ? labels.sort((a, b) => Number(a) - Number(b)) : labels
}

function labelProblems(criterion: Criterion, dataset?: DatasetLabels): CriterionIssue[] {
  const wanted = labelKindOf(criterion.metric)
  if (dataset && wanted !== null && wanted !== dataset.labelKind) {
    return [issue('metric', 'label_kind_differs')]
  }
  if (!isClassification(criterion.metric)) return []
  const { labels, averaging, positiveClass } = criterion
  const problems: CriterionIssue[] = []
  if (labels.length < 2) problems.push(issue('labels', 'labels_too_few'))
  if (dataset && [...dataset.labels].sort().join('\n') !== [...labels].sort().join('\n')) {
    problems.push(issue('labels', 'labels_differ'))
  }
  if (needsAveraging(criterion.metric) && averaging === null) {
    problems.push(issue('averaging', 'averaging_needed'))
  }
  if (positiveClass !== null && !labels.includes(positiveClass)) {
    problems.push(issue('positiveClass', 'class_unknown'))
  }
  return problems
}

function targetProblems(criterion: Criterion): CriterionIssue[] {
  const { metric, target, rubric, process, ratePerSecond } = criterion
  const inRange = {
    share: () => target > 0 && target < 1,
    agreement: () => target > 0 && target < 1,
    ms: () => target > 0 && target <= 600_000,
    per_second: () => target > 0 && target <= (ratePerSecond ?? 0),
    points: () => target > 1 && target < (rubric?.scale ?? 0),
    unit: () =>
      process?.unit === 'share'
        ? target > 0 && target < 1
        : Number.isFinite(target) && (target > 0 || process !== undefined),
  }[scaleOf(metric)]
  return inRange() ? [] : [issue('target', 'target_out_of_range')]
}

function sampleProblems({ metric, averaging, sampleSize, attempts }: Criterion): CriterionIssue[] {
  if (!Number.isInteger(attempts) || attempts < 1 || attempts > maxAttempts) {
    return [issue('attempts', 'attempts_out_of_range')]
  }
  if (!Number.isInteger(sampleSize)) return [issue('sampleSize', 'sample_not_whole')]
  const least = leastRows(metric, averaging, attempts)
  if (sampleSize < least) return [issue('sampleSize', 'sample_too_small', least)]
  const most = familyOf(metric) === 'judged' ? maxRatedAnswers : maxSampleSize
  return sampleSize > most ? [issue('sampleSize', 'sample_too_large', most)] : []
}

function serviceProblems({ metric, ...criterion }: Criterion): CriterionIssue[] {
  if (familyOf(metric) === 'regression' && !((criterion.missingError ?? 0) > 0)) {
    return [issue('missingError', 'missing_error_needed')]
  }
  const rate = criterion.ratePerSecond ?? 0
  if (metric === 'throughput' && !(rate >= 1 && rate <= 1_000)) {
    return [issue('ratePerSecond', 'rate_out_of_range')]
  }
  if (metric !== 'availability') return []
  const { seconds = 0, everySeconds = 0 } = criterion.window ?? {}
  const whole = Number.isInteger(seconds) && Number.isInteger(everySeconds)
  const fits = everySeconds >= 1 && everySeconds <= 3_600 && seconds <= 90 * 86_400
  return whole && fits && Math.floor(seconds / everySeconds) === criterion.sampleSize
    ? []
    : [issue('window', 'window_out_of_range')]
}

const isPerson = (person?: NamedPerson) => Boolean(person?.personId && person.name)

function rubricProblems({ metric, rubric }: Criterion): CriterionIssue[] {
  if (familyOf(metric) !== 'judged') return []
  const { scale = 0, items = [], raters, leastAgreement = 0 } = rubric ?? {}
  const whole = Number.isInteger(scale) && scale >= 3 && scale <= 7
  const named = items.length >= 1 && items.length <= 5
  if (!whole || !named || items.some(({ name, means }) => !name.trim() || !means.trim())) {
    return [issue('rubric', 'rubric_incomplete')]
  }
  const [first, second] = raters ?? []
  if (!isPerson(first) || !isPerson(second) || first?.personId === second?.personId) {
    return [issue('raters', 'raters_needed')]
  }
  const agreed = leastAgreement >= 0 && leastAgreement < 1
  return agreed ? [] : [issue('leastAgreement', 'agreement_out_of_range')]
}

const isoDate = /^\d{4}-\d{2}-\d{2}$/

function processProblems({ metric, process }: Criterion): CriterionIssue[] {
  if (familyOf(metric) !== 'process') return []
  const { measure = '', source = '', unit, unitName = '', windowDays = 0 } = process ?? {}
  const told = measure.trim() !== '' && source.trim() !== ''
  const lasts = Number.isInteger(windowDays) && windowDays >= 1 && windowDays <= 365
  if (!told || !lasts || (unit !== 'share' && unitName.trim() === '')) {
    return [issue('process', 'process_incomplete')]
  }
  const { value = Number.NaN, cases = 0, from = '', to = '' } = process?.baseline ?? {}
  const inRange = Number.isFinite(value) && (unit !== 'share' || (value >= 0 && value <= 1))
  const dated = isoDate.test(from) && isoDate.test(to) && from <= to
  if (!inRange || !dated || !Number.isInteger(cases) || cases < 1) {
    return [issue('baseline', 'baseline_incomplete')]
  }
  return isPerson(process?.measurer) ? [] : [issue('measurer', 'measurer_needed')]
}
