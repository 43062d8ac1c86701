import { transitionTable } from '~/kernel/transitions'

export const reportReasons = ['spam', 'abuse', 'outside', 'other'] as const
export type ReportReason = (typeof reportReasons)[number]

export type ReportState = 'open' | 'dismissed' | 'warned'

export const reportTransitions = transitionTable([
  { from: 'open', event: 'dismiss', to: 'dismissed', actors: ['operator'] },
  { from: 'open', event: 'warn', to: 'warned', actors: ['operator'] },
])

export const reportDecisions = ['dismiss', 'warn'] as const
export type ReportDecision = (typeof reportDecisions)[number]

/** Reports that wait for the operator. */
export const openReportStates: readonly ReportState[] = ['open']
/** Reports after which the author was told that the message breaks the rules. */
export const warnedReportStates: readonly ReportState[] = ['warned']
