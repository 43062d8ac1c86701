import { z } from 'zod'
import {
  type Criterion,
  inPercent,
  maxAttempts,
  maxSampleSize,
} from '~/domain/outcomes/criteria/criterion'
import {
  type CriterionIssue,
  validateCriterion,
} from '~/domain/outcomes/criteria/validate-criterion'
import { type FieldErrors, formPart, parseForm, wholeNumber } from '~/platform/forms.server'
import { targetShape } from './criterion-form.server'

/** What may change of a criterion; its target is typed as in the form that made it. */
const criterionChange = (criterion: Criterion) =>
  z.object({
    target: targetShape(criterion),
    sampleSize: wholeNumber(1, maxSampleSize),
    attempts: wholeNumber(1, maxAttempts),
  })

export type CriterionChange = Pick<Criterion, 'id' | 'target' | 'sampleSize' | 'attempts'>

/** Reads what `CriterionChangeFields` asks, collecting errors by field. */
export function readCriterionChanges(
  form: FormData,
  criteria: readonly Criterion[],
  errors: FieldErrors,
): CriterionChange[] {
  return criteria.flatMap((row) => {
    const prefix = `criteria.${row.id}.`
    const note = (found: FieldErrors) => {
      for (const [name, problem] of Object.entries(found)) errors[`${prefix}${name}`] = problem
    }
    const read = parseForm(criterionChange(row), formPart(form, prefix))
    if (!read.ok) {
      note(read.errors)
      return []
    }
    const checked = validateCriterion({ ...row, ...read.value })
    if (!checked.ok) note(errorsBeside(row, checked.problems))
    return [{ id: row.id, ...read.value }]
  })
}

/** What is wrong with a changed criterion, beside the field that can mend it. */
function errorsBeside(row: Criterion, problems: readonly CriterionIssue[]): FieldErrors {
  return Object.fromEntries(
    problems.map(({ field, problem, least = 0 }) => [
      ['target', 'attempts'].includes(field) ? field : 'sampleSize',
      {
        key: `outcome.criterion_${problem}` as const,
        values: { least: inPercent(row) && problem === 'too_fine' ? least - 2 : least },
      },
    ]),
  )
}
