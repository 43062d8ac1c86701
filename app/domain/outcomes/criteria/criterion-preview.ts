import { rowMetric } from '../measures/row-metric'
import type { Answered } from '../metrics/classification'
import type { Criterion } from './criterion'
import { type Examples, examplesOf } from './criterion-examples'
import { type Power, powerOf } from './criterion-power'
import { classShare } from './criterion-spread'
import { isClassification, percentileOf, usesRows } from './metric'
import { type RowFacts, sharesOf } from './row-facts'

/** What both sides should know about a criterion before they sign it. */
export type CriterionWarning =
  /** Answering always the same already gives `baseline`. */
  | { readonly kind: 'baseline_meets'; readonly baseline: number; readonly metric: string }
  /** Changing nothing already gives what is asked for. */
  | { readonly kind: 'before_meets'; readonly before: number }
  /** Rows that contradict each other leave at most `reachable`, and less would not pass. */
  | { readonly kind: 'noise'; readonly share: number; readonly reachable: number }
  | { readonly kind: 'rows_short'; readonly needed: number; readonly rows: number }
  /** Not even a flawless system passes nine times in ten. */
  | { readonly kind: 'never_passes'; readonly n: number }
  | { readonly kind: 'rare_class'; readonly label: string; readonly rows: number }
  /** An average over classes is only as sure as its rarest class, whose rows are resampled. */
  | { readonly kind: 'rare_in_average'; readonly label: string; readonly rows: number }
  /** Rows of a group are alike, so they decide less than as many rows of their own. */
  | { readonly kind: 'groups' }

export type CriterionPreview = {
  readonly examples: Examples
  readonly power: Power | null
  /** What a constant answer would come to on these rows; null where that means nothing. */
  readonly baseline: number | null
  readonly warnings: readonly CriterionWarning[]
}

/**
 * Worked examples, what the sample can decide, and what to think again about. Pure: the same for
 * the same criterion and facts.
 * @param facts null where no dataset is sealed, and for criteria that need none.
 */
export function criterionPreview(criterion: Criterion, facts: RowFacts | null): CriterionPreview {
  const known = usesRows(criterion.metric) ? facts : null
  const most = known ? Math.floor(known.rows / criterion.attempts) : null
  const power = powerOf(criterion, known, most)
  const baseline = baselineOf(criterion, known)
  return {
    examples: examplesOf(criterion, known),
    power,
    baseline,
    warnings: warningsOf(criterion, known, power, baseline),
  }
}

const mostDealt = 2_000

/** What always giving one answer scores on rows like these. */
export function baselineOf(criterion: Criterion, facts: RowFacts | null): number | null {
  const { metric, labels, process: plan } = criterion
  if (plan) return plan.baseline.value
  if (!facts) return null
  if (metric === 'roc_auc') return 0.5
  if (metric === 'mae') return facts.numbers?.mae ?? null
  if (metric === 'rmse') return facts.numbers?.rmse ?? null
  if (metric === 'r2') return 0
  if (metric === 'exact_match') return facts.texts?.frequentShare ?? null
  if (!isClassification(metric)) return null
  const rows = sharesOf(facts, labels).flatMap((share, at): Answered[] =>
    Array.from({ length: Math.round(share * mostDealt) }, () => ({
      label: labels[at] ?? '',
      output: null,
    })),
  )
  return rowMetric(criterion, rows).baseline
}

function warningsOf(
  criterion: Criterion,
  facts: RowFacts | null,
  power: Power | null,
  baseline: number | null,
): CriterionWarning[] {
  const { metric, target, direction, sampleSize: n, attempts, process } = criterion
  const found: CriterionWarning[] = []
  const meets = (value: number) => (direction === 'at_least' ? value >= target : value <= target)
  if (baseline !== null && meets(baseline)) {
    found.push(
      process
        ? { kind: 'before_meets', before: baseline }
        : { kind: 'baseline_meets', baseline, metric },
    )
  }
  if (power && power.passes === null) found.push({ kind: 'never_passes', n })
  found.push(...noiseWarning(criterion, facts, power))
  if (facts && n * attempts > facts.rows) {
    found.push({ kind: 'rows_short', needed: n * attempts, rows: facts.rows })
  }
  const rare = Math.round(classShare(criterion, facts) * n)
  if (facts && criterion.positiveClass !== null && rare < 30) {
    found.push({ kind: 'rare_class', label: criterion.positiveClass, rows: rare })
  }
  found.push(...averageWarning(criterion, facts))
  if (criterion.resampling === 'group') found.push({ kind: 'groups' })
  return found
}

/** Fewer rows of a class than this, and a resampled F1 can be surer than it should be. */
const fewestInAverage = 100

/** The interval of a macro F1 is a bootstrap, which needs enough rows of each class. */
function averageWarning(criterion: Criterion, facts: RowFacts | null): CriterionWarning[] {
  const { metric, averaging, sampleSize, labels } = criterion
  if (!facts || metric !== 'f1' || averaging !== 'macro') return []
  const shares = sharesOf(facts, labels)
  const least = Math.min(...shares)
  const rows = Math.round(least * sampleSize)
  if (rows >= fewestInAverage) return []
  return [{ kind: 'rare_in_average', label: labels[shares.indexOf(least)] ?? '', rows }]
}

/** Of rows that contradict each other, whoever answers gets half wrong, with two labels even. */
function noiseWarning(
  { metric, target, averaging }: Criterion,
  facts: RowFacts | null,
  power: Power | null,
): CriterionWarning[] {
  const shareOfRows = metric === 'accuracy' || metric === 'exact_match' || averaging === 'micro'
  if (!facts || facts.noiseShare === 0 || !shareOfRows || percentileOf(metric) !== null) return []
  const reachable = 1 - facts.noiseShare / 2
  return reachable < (power?.passes ?? target)
    ? [{ kind: 'noise', share: facts.noiseShare, reachable }]
    : []
}
