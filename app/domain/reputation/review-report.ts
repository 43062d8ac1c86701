import { transitionTable } from '~/kernel/transitions'

export const reviewReportReasons = ['untrue', 'abuse', 'private', 'other'] as const
export type ReviewReportReason = (typeof reviewReportReasons)[number]

export type ReviewReportState = 'open' | 'kept' | 'hidden'

export const reviewReportTransitions = transitionTable([
  { from: 'open', event: 'keep', to: 'kept', actors: ['operator'] },
  { from: 'open', event: 'hide', to: 'hidden', actors: ['operator'] },
])

export const reviewReportDecisions = ['keep', 'hide'] as const
export type ReviewReportDecision = (typeof reviewReportDecisions)[number]

/** Reports that wait for the operator. */
export const openReviewReportStates: readonly ReviewReportState[] = ['open']
/** Reports after which the review was taken from the pages. */
export const hiddenReviewReportStates: readonly ReviewReportState[] = ['hidden']
