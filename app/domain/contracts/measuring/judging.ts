import type { CaseView } from '~/domain/outcomes/people/report-view'
import type { Wait } from '~/domain/outcomes/runs/evaluation'

/** How far one rater is, as the two sides may know it: no name, no mark. */
export type RaterProgress = {
  readonly criterionId: string
  readonly rater: number
  readonly handedInAt: Date | null
  readonly declinedAt: Date | null
  readonly declineReason: string
  readonly dueAt: Date
}

/** What people bring to the latest run of a milestone, for its two sides. */
export type Judging = {
  readonly evaluationId: string
  readonly waitsFor: Wait | null
  readonly raters: readonly RaterProgress[]
  readonly reports: readonly (CaseView & { readonly mayObject: boolean })[]
}
