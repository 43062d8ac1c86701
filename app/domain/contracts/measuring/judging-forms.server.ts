import { z } from 'zod'
import type { ProcessPlan } from '~/domain/outcomes/criteria/criterion'
import type { Mark } from '~/domain/outcomes/people/rate-answers.server'
import {
  type ReportDraft,
  type ReportIssue,
  type ReportLimits,
  reportPeriod,
  reportProblems,
} from '~/domain/outcomes/people/report-standing'
import { latinDigits, wholeDigits } from '~/kernel/digits'
import { type FieldErrors, text } from '~/platform/forms.server'

export const declineForm = z.object({ reason: text(1_000) })
export const standByForm = z.object({ answer: text(4_000) })

/**
 * The marks of a rater's page: `m.<place>.<item>` holds the points. Whatever is not a number of the
 * scale is an error beside its own row; rows without a choice are left out.
 */
export function marksFrom(form: FormData, scale: number): { marks: Mark[]; errors: FieldErrors } {
  const marks: Mark[] = []
  const errors: FieldErrors = {}
  for (const [name, value] of form) {
    const found = /^m\.(\d{1,4})\.(\d)$/.exec(name)
    if (!found || value === '') continue
    const points = /^\d$/.test(String(value)) ? Number(value) : Number.NaN
    if (!(points >= 1 && points <= scale)) {
      errors[name] = { key: 'judging.rate_invalid', values: { scale } }
      continue
    }
    marks.push({ place: Number(found[1]), item: Number(found[2]), points })
  }
  return { marks, errors }
}

/** A number as people type it: Latin, Arabic-Indic or Urdu digits, a point or a comma. */
function numberFrom(form: FormData, name: string): number {
  const typed = latinDigits(String(form.get(name) ?? '').trim()).replace(',', '.')
  return /^-?\d{1,12}(\.\d{1,9})?$/.test(typed) ? Number(typed) : Number.NaN
}

/** A count: a comma in it sets thousands apart. */
function countFrom(form: FormData, name: string): number {
  const typed = wholeDigits(String(form.get(name) ?? ''))
  return /^-?\d{1,12}$/.test(typed) ? Number(typed) : Number.NaN
}

/** The figures as typed. The period is not among them: it follows from the submission. */
export function draftFrom(form: FormData, plan: ProcessPlan, submittedAt: Date): ReportDraft {
  const share = plan.unit === 'share'
  return {
    ...reportPeriod(submittedAt, plan),
    cases: Math.min(countFrom(form, 'cases'), 2_000_000_000),
    hits: share ? countFrom(form, 'hits') : null,
    mean: share ? null : numberFrom(form, 'mean'),
    deviation: share ? null : numberFrom(form, 'deviation'),
  }
}

/** What is wrong with figures, each beside its field; empty when nothing is. */
export function draftErrors(draft: ReportDraft, known: ReportLimits): FieldErrors {
  const values = { least: known.leastCases }
  const entries = reportProblems(draft, known).map(({ field, problem }: ReportIssue) => {
    const key = `judging.problem_${problem}` as const
    return [field, { key, values }] as const
  })
  return Object.fromEntries(entries)
}
