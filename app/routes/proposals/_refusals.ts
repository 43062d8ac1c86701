import { criterionName } from '~/components/outcomes/criterion-figure'
import type { Criterion } from '~/domain/outcomes/criteria/criterion'
import { Refused } from '~/kernel/refusal'
import type { Translate } from '~/platform/languages/translator'

/** The same refusal, with a criterion that it names by its id told in words. */
export function withCriterionNamed(
  error: unknown,
  criteria: readonly Criterion[],
  t: Translate,
): unknown {
  if (!(error instanceof Refused)) return error
  const found = criteria.find(({ id }) => id === error.facts.criterion)
  if (!found) return error
  return new Refused(error.code, { ...error.facts, criterion: criterionName({ t }, found) })
}
