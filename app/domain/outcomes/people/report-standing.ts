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
  | 'period_fixed'
  | 'period_not_over'
  | 'cases_needed'
  | 'cases_too_few'
  | 'hits_out_of_range'
  | 'mean_needed'
  | 'deviation_needed'

export type ReportIssue = { readonly field: string; readonly problem: ReportProblem }

/** The days that figures cover, both included, counted in UTC. */
export type ReportPeriod = { readonly from: string; readonly to: string }

/**
 * The period is fixed by the submission: it begins with the day after and is as long as the terms
 * say. Nobody chooses it, so nobody can choose a better one.
 */
export function reportPeriod(
  submittedAt: Date,
  { windowDays }: Pick<ProcessPlan, 'windowDays'>,
): ReportPeriod {
  const from = dayAfter(isoDay(submittedAt), 1)
  return { from, to: dayAfter(from, windowDays - 1) }
}

/** What figures are held against: the plan, the fewest cases, and when the run began. */
export type ReportLimits = {
  readonly plan: ProcessPlan
  readonly leastCases: number
  readonly submittedAt: Date
  readonly at: Date
}

/**
 * What is wrong with figures that somebody is about to hand in. Fewer cases than agreed are refused:
 * they could decide nothing and would cost the team an attempt.
 */
export function reportProblems(draft: ReportDraft, known: ReportLimits): ReportIssue[] {
  return [...periodProblems(draft, known), ...figureProblems(draft, known)]
}

function periodProblems({ from, to }: ReportDraft, known: ReportLimits): ReportIssue[] {
  const period = reportPeriod(known.submittedAt, known.plan)
  if (from !== period.from || to !== period.to) return [{ field: 'form', problem: 'period_fixed' }]
  return to >= isoDay(known.at) ? [{ field: 'form', problem: 'period_not_over' }] : []
}

function figureProblems(draft: ReportDraft, { plan, leastCases }: ReportLimits): ReportIssue[] {
  const { unit } = plan
  const { cases, hits, mean, deviation } = draft
  if (!Number.isInteger(cases) || cases < 1) return [{ field: 'cases', problem: 'cases_needed' }]
  const problems: ReportIssue[] = []
  if (cases < leastCases) problems.push({ field: 'cases', problem: 'cases_too_few' })
  if (unit === 'share') {
    const inside = hits !== null && Number.isInteger(hits) && hits >= 0 && hits <= cases
    if (!inside) problems.push({ field: 'hits', problem: 'hits_out_of_range' })
    return problems
  }
  if (mean === null || !Number.isFinite(mean)) {
    problems.push({ field: 'mean', problem: 'mean_needed' })
  }
  if (deviation === null || !(deviation > 0) || !Number.isFinite(deviation)) {
    problems.push({ field: 'deviation', problem: 'deviation_needed' })
  }
  return problems
}
