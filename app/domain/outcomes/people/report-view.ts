import type { Criterion } from '../criteria/criterion'
import type { CriterionResult } from '../evidence/verdict'
import type { Report } from '../measures/measured-input'
import type { ReportStanding } from './report-standing'

/** An objection as both sides and the measurer read it. */
export type ObjectionView = {
  readonly side: 'client' | 'team'
  readonly reason: string
  readonly objectedAt: Date
  readonly answerUntil: Date
  readonly stoodByAt: Date | null
  readonly answer: string
}

/** A report with what it comes to by the engine of the verdict. */
export type ReportView = Report & {
  readonly id: string
  readonly round: number
  readonly result: CriterionResult
  readonly fileName: string
  readonly sizeBytes: number
  readonly reportedAt: Date
  readonly objectUntil: Date
  readonly objection: ObjectionView | null
}

/** The figures of one criterion in one run, oldest report first. */
export type CaseView = {
  readonly criterionId: string
  readonly criterion: Criterion
  readonly opensAt: Date
  readonly dueAt: Date
  readonly runIsOpen: boolean
  readonly standing: ReportStanding
  readonly reports: readonly ReportView[]
}
