import type { Criterion } from '~/domain/outcomes/criteria/criterion'
import {
  type CriterionIssue,
  type DatasetLabels,
  validateCriterion,
} from '~/domain/outcomes/criteria/validate-criterion'
import { withoutPeople } from '~/domain/outcomes/criteria/without-people'
import { hashOf } from '~/domain/outcomes/evidence/canonical'

/** Stand where the client will name somebody. */
const someone = (place: string) => ({ personId: `later-${place}`, name: place })

/** People that a client names when it orders, so that everything else can be checked before. */
export const namedLater = {
  rater1: someone('rater1'),
  rater2: someone('rater2'),
  measurer: someone('measurer'),
}

/** Checks a criterion of an offer: whole but for the people, whom the client names. */
export function validateOffered(
  criterion: Criterion,
  rows?: DatasetLabels,
): { ok: true; criterion: Criterion } | { ok: false; problems: CriterionIssue[] } {
  const { rubric, process } = criterion
  const { rater1, rater2, measurer } = namedLater
  const checked = validateCriterion(
    {
      ...criterion,
      ...(rubric ? { rubric: { ...rubric, raters: [rater1, rater2] } } : {}),
      ...(process ? { process: { ...process, measurer } } : {}),
    },
    rows,
  )
  return checked.ok ? { ok: true, criterion: withoutPeople(checked.criterion) } : checked
}

/**
 * A criterion as it goes into the brief of an order. What only the client can know is taken out, so
 * that nobody signs a baseline that was never theirs.
 */
export function toComplete(criterion: Criterion): Criterion {
  const { process: plan } = criterion
  if (!plan) return criterion
  const baseline = { ...plan.baseline, cases: 0, from: '', to: '' }
  return { ...criterion, process: { ...plan, baseline } }
}

/** Whether two criteria promise the same: they may differ in what the client fills in. */
export function samePromise(a: Criterion, b: Criterion): boolean {
  return hashOf(promised(a)) === hashOf(promised(b))
}

function promised(criterion: Criterion): Criterion {
  const { process, ...rest } = withoutPeople(criterion)
  const left = { value: 0, cases: 0, from: '', to: '' }
  return process ? { ...rest, process: { ...process, baseline: left, source: '' } } : rest
}

/** The criteria of an order that the client has still to complete: people, and figures of its own. */
export function unfilled(criteria: readonly Criterion[], rows?: DatasetLabels): Criterion[] {
  return criteria.filter((criterion) => !validateCriterion(criterion, rows).ok)
}
