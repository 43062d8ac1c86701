import { dayAfter, isoDay } from '~/kernel/clock'
import type { ProcessPlan } from '../criteria/criterion'
import type { Report } from '../measures/measured-input'

/** What happened to the figures of one criterion in one run, oldest first. Business time. */
export type ReportFacts = {
  readonly dueAt: Date
  readonly reports: readonly {
    readonly round: number
    readonly objectUntil: Date
    readonly objection: { readonly answerUntil: Date; readonly stoodByAt: Date | null } | null
  }[]
}

export type ReportStanding =
  /** The measurer reports. */
  | { readonly kind: 'awaited'; readonly until: Date }
  /** Either side may object. */
  | { readonly kind: 'open'; readonly until: Date }
  /** The measurer corrects the figures, or stands by them. */
  | { readonly kind: 'objected'; readonly until: Date }
  | { readonly kind: 'settled' | 'silent' | 'disputed' }

/** A report may be corrected once. */
export const mostRounds = 2

/**
 * How the figures stand at a moment. Nobody objecting in time settles them; a second objection,
 * standing by the figures, or no answer to an objection leaves them disputed.
 */
export function reportStanding({ dueAt, reports }: ReportFacts, at: Date): ReportStanding {
  const last = reports.at(-1)
  if (!last) return at >= dueAt ? { kind: 'silent' } : { kind: 'awaited', until: dueAt }
  const { objection, objectUntil, round } = last
  if (!objection) {
    return at >= objectUntil ? { kind: 'settled' } : { kind: 'open', until: objectUntil }
  }
  const answered = objection.stoodByAt !== null || at >= objection.answerUntil
  if (round >= mostRounds || answered) return { kind: 'disputed' }
  return { kind: 'objected', until: objection.answerUntil }
}

export type ReportDraft = Omit<Report, 'criterionId' | 'fileSha256'>

export type ReportProblem =
  | 'day_invalid'
  | 'period_backwards'
  | 'period_length'
  | 'period_before_submission'
  | 'period_not_over'
  | 'cases_needed'
  | 'hits_out_of_range'
  | 'mean_needed'
  | 'deviation_needed'

export type ReportIssue = { readonly field: string; readonly problem: ReportProblem }

/** The first day that a period may begin with: the day after the submission. */
export function firstDay(submittedAt: Date): string {
  return dayAfter(isoDay(submittedAt), 1)
}

const day = /^\d{4}-\d{2}-\d{2}$/
const isDay = (text: string) =>
  day.test(text) && !Number.isNaN(Date.parse(text)) && isoDay(new Date(text)) === text

/** What is wrong with figures that somebody is about to hand in. Days are counted in UTC. */
export function reportProblems(
  draft: ReportDraft,
  known: { readonly plan: ProcessPlan; readonly submittedAt: Date; readonly at: Date },
): ReportIssue[] {
  return [...periodProblems(draft, known), ...figureProblems(draft, known.plan)]
}

function periodProblems(
  { from, to }: ReportDraft,
  known: { readonly plan: ProcessPlan; readonly submittedAt: Date; readonly at: Date },
): ReportIssue[] {
  if (!isDay(from)) return [{ field: 'from', problem: 'day_invalid' }]
  if (!isDay(to)) return [{ field: 'to', problem: 'day_invalid' }]
  if (to < from) return [{ field: 'to', problem: 'period_backwards' }]
  if (from < firstDay(known.submittedAt)) {
    return [{ field: 'from', problem: 'period_before_submission' }]
  }
  if (dayAfter(from, known.plan.windowDays - 1) !== to) {
    return [{ field: 'to', problem: 'period_length' }]
  }
  return to >= isoDay(known.at) ? [{ field: 'to', problem: 'period_not_over' }] : []
}

function figureProblems(draft: ReportDraft, { unit }: ProcessPlan): ReportIssue[] {
  const { cases, hits, mean, deviation } = draft
  if (!Number.isInteger(cases) || cases < 1) return [{ field: 'cases', problem: 'cases_needed' }]
  if (unit === 'share') {
    const inside = hits !== null && Number.isInteger(hits) && hits >= 0 && hits <= cases
    return inside ? [] : [{ field: 'hits', problem: 'hits_out_of_range' }]
  }
  const problems: ReportIssue[] = []
  if (mean === null || !Number.isFinite(mean)) {
    problems.push({ field: 'mean', problem: 'mean_needed' })
  }
  if (deviation === null || !(deviation > 0) || !Number.isFinite(deviation)) {
    problems.push({ field: 'deviation', problem: 'deviation_needed' })
  }
  return problems
}
