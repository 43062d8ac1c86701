import { type Criterion, leastRows } from './criterion'
import { type RowFacts, rarestLabel } from './row-facts'
import { type Goal, goalOf, kindOf, metricOfGoal, type WorkKind } from './work-kind'

/** What stands in the fields of a form before anybody typed. */
export type FieldDefaults = Readonly<Record<string, string>>

/** Cut to so many significant digits, written plainly. */
export function plainNumber(value: number, digits = 12): string {
  const rounded = Number(value.toPrecision(digits))
  return Math.abs(rounded) >= 1e-6 && Math.abs(rounded) < 1e15
    ? rounded.toLocaleString('en', { useGrouping: false, maximumFractionDigits: 12 })
    : String(rounded)
}

const percent = (share: number) => plainNumber(share * 100)

/** The goal that fits these rows before anybody chose: a lopsided file needs more than accuracy. */
export function usualGoal(kind: WorkKind, facts: RowFacts | null): Goal {
  const usual = {
    classify: majorityShare(facts) > 0.7 ? 'f1_macro' : 'accuracy',
    rank: 'roc_auc',
    number: 'mae',
    answer: (facts?.texts?.longest ?? 0) <= 60 ? 'exact_match' : 'token_f1',
    serve: facts ? 'latency' : 'availability',
    process: 'process_value',
    judge: 'rubric_score',
  } as const satisfies Record<WorkKind, Goal>
  return usual[kind]
}

function majorityShare(facts: RowFacts | null): number {
  const counts = facts?.labels.map(({ count }) => count) ?? []
  const total = counts.reduce((sum, count) => sum + count, 0)
  return total === 0 ? 0 : Math.max(...counts) / total
}

const usualAttempts = 3

/** Up to 400 rows, as far as the attempts leave them, in round numbers. */
function usualSample(goal: Goal, facts: RowFacts | null): string {
  const { metric, averaging } = metricOfGoal(goal, 'latency_p95')
  const share = Math.floor((facts?.rows ?? 0) / usualAttempts)
  const round = Math.min(400, share >= 100 ? Math.floor(share / 50) * 50 : share)
  return String(Math.max(round, leastRows(metric, averaging, usualAttempts)))
}

/** Sensible values for a new criterion, from the client's own rows where there are any. */
export function criterionDefaults(
  kind: WorkKind,
  goal: Goal,
  facts: RowFacts | null,
): FieldDefaults {
  const common = {
    goal,
    target: usualTarget(goal, facts),
    sampleSize: usualSample(goal, facts),
    attempts: String(usualAttempts),
    resampling: '',
  }
  const { numbers } = facts ?? {}
  switch (kind) {
    case 'classify':
    case 'rank': {
      const order = facts?.labels.map(({ label }) => label).join('\n') ?? ''
      return { ...common, label: facts ? rarestLabel(facts) : '', order }
    }
    case 'number':
      return { ...common, missingError: plainNumber((numbers?.deviation ?? 1) * 2, 2) }
    case 'serve':
      return { ...common, percentile: 'latency_p95', rate: '10', hours: '24', everySeconds: '60' }
    case 'judge':
      return { ...common, scale: '5', leastAgreement: '0.6', sampleSize: '40', attempts: '2' }
    case 'process':
      return {
        ...common,
        unit: 'share',
        direction: 'at_most',
        windowDays: '30',
        sampleSize: '200',
        attempts: '1',
      }
    default:
      return common
  }
}

/** Two thirds of the way from a constant answer to a flawless one; never above 0.95. */
function usualTarget(goal: Goal, facts: RowFacts | null): string {
  const above = (share: number) => plainNumber(Math.min(0.95, share + ((1 - share) * 2) / 3), 2)
  const { numbers, texts } = facts ?? {}
  switch (goal) {
    case 'accuracy':
      return above(majorityShare(facts))
    case 'mae':
      return plainNumber((numbers?.mae ?? 2) / 2, 2)
    case 'rmse':
      return plainNumber((numbers?.rmse ?? 2) / 2, 2)
    case 'mape':
      return '0.1'
    case 'exact_match':
      return above(texts?.frequentShare ?? 0)
    case 'rouge_l':
    case 'weighted_kappa':
      return '0.6'
    case 'bleu':
      return '0.3'
    case 'latency':
      return '800'
    case 'error_rate':
      return '2'
    case 'throughput':
      return '9'
    case 'availability':
      return '99'
    case 'rubric_score':
      return '4'
    case 'process_value':
      return ''
    default:
      return '0.8'
  }
}

/** A criterion as it stands in the fields of its form. People are not: only their names are kept. */
export function fieldsOf(criterion: Criterion): FieldDefaults {
  const { metric, process: plan, rubric, window } = criterion
  const goal = goalOf(criterion)
  const inPercent = goal === 'error_rate' || goal === 'availability' || plan?.unit === 'share'
  const figure = (value: number) => (inPercent ? percent(value) : plainNumber(value))
  return {
    goal,
    target: figure(criterion.target),
    sampleSize: String(criterion.sampleSize),
    attempts: String(criterion.attempts),
    resampling: criterion.resampling ?? '',
    label: criterion.positiveClass ?? '',
    order: criterion.labels.join('\n'),
    ...(kindOf(metric) === 'serve' ? { percentile: metric } : {}),
    ...(criterion.missingError ? { missingError: plainNumber(criterion.missingError) } : {}),
    ...(criterion.ratePerSecond ? { rate: plainNumber(criterion.ratePerSecond) } : {}),
    ...(window
      ? { hours: plainNumber(window.seconds / 3_600), everySeconds: String(window.everySeconds) }
      : {}),
    ...(rubric
      ? {
          scale: String(rubric.scale),
          leastAgreement: plainNumber(rubric.leastAgreement),
          ...Object.fromEntries(
            rubric.items.flatMap(({ name, means }, at) => [
              [`items.${at}.name`, name],
              [`items.${at}.means`, means],
            ]),
          ),
        }
      : {}),
    ...(plan
      ? {
          measure: plan.measure,
          unit: plan.unit,
          unitName: plan.unitName,
          baselineValue: figure(plan.baseline.value),
          baselineCases: String(plan.baseline.cases),
          baselineFrom: plan.baseline.from,
          baselineTo: plan.baseline.to,
          source: plan.source,
          windowDays: String(plan.windowDays),
          direction: criterion.direction,
        }
      : {}),
  }
}
