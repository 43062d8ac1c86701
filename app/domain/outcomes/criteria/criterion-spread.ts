import { classificationMetric } from '../metrics/classification'
import type { Spread } from './approximate-power'
import type { Criterion } from './criterion'
import { type RowFacts, sharesOf } from './row-facts'
import {
  absoluteErrorSpread,
  aucSpread,
  confusionSpread,
  kappaSpread,
  r2Spread,
  rmseSpread,
  scoreSpread,
} from './row-spread'

/** The share of the rows that carry the criterion's class. */
export function classShare({ labels, positiveClass }: Criterion, facts: RowFacts | null): number {
  if (!facts) return 1 / Math.max(1, labels.length)
  return sharesOf(facts, labels)[labels.indexOf(positiveClass ?? '')] ?? 1
}

const mostLabelsPlanned = 30

/** Standard errors, by the assumptions of row-spread.ts. */
export function spreadOf(criterion: Criterion, facts: RowFacts | null): Spread | null {
  const { metric, labels, rubric } = criterion
  const shares = facts ? sharesOf(facts, labels) : labels.map(() => 1 / labels.length)
  if (metric === 'roc_auc') return aucSpread(classShare(criterion, facts))
  if (metric === 'token_f1' || metric === 'rouge_l') return scoreSpread
  if (metric === 'mae' || metric === 'mape') return absoluteErrorSpread
  if (metric === 'rmse') return rmseSpread
  if (metric === 'r2') return r2Spread
  if (rubric) {
    // Half of the most that points between 1 and the scale can differ.
    return (mean) => Math.sqrt(Math.max(0, (mean - 1) * (rubric.scale - mean))) / 2
  }
  if (labels.length === 0 || labels.length > mostLabelsPlanned) return null
  return tabulated(
    metric === 'weighted_kappa'
      ? kappaSpread(labels, shares, 'quadratic')
      : confusionSpread(labels, shares, (confusion) => classificationMetric(criterion, confusion)),
  )
}

const places = 24

/** A spread between 0 and 1 from few of its values: it is smooth, and dear with many labels. */
function tabulated(spread: Spread): Spread {
  const known = new Map<number, number>()
  const at = (place: number) => {
    const found = known.get(place) ?? spread(place / places)
    known.set(place, found)
    return found
  }
  return (value) => {
    const place = Math.min(places, Math.max(0, value * places))
    const below = Math.floor(place)
    const above = Math.min(places, below + 1)
    return at(below) + (at(above) - at(below)) * (place - below)
  }
}
