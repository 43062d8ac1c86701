import type { Criterion } from '~/domain/outcomes/criteria/criterion'
import { directionOf } from '~/domain/outcomes/criteria/metric'
import type { Exercise } from '../content/track-content'

/** An exercise's rule as the engine measures it: a criterion like that of a contract. */
export function exerciseCriterion(
  id: string,
  rule: Exercise['criterion'],
  attempts: number,
): Criterion {
  return {
    id,
    metric: rule.metric,
    averaging: rule.averaging,
    positiveClass: rule.positiveClass,
    labels: rule.labels,
    target: rule.target,
    direction: directionOf(rule.metric) ?? 'at_least',
    sampleSize: rule.sampleSize,
    confidence: 0.95,
    attempts,
    ...(rule.missingError === undefined ? {} : { missingError: rule.missingError }),
  }
}
