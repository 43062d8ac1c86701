import type { Metric } from '~/domain/outcomes/criteria/metric'
import { addBusinessDays, addDays } from '~/kernel/clock'
import { transitionTable } from '~/kernel/transitions'

/** Why there is a claim: what was measured again, what probes say, nobody answers, or the client. */
export const claimReasons = ['recheck', 'service', 'endpoint_gone', 'client'] as const
export type ClaimReason = (typeof claimReasons)[number]

export type ClaimState =
  | 'open'
  | 'answered'
  | 'silent'
  | 'released'
  | 'refunded'
  | 'mended'
  | 'withdrawn'

export type ClaimActor = 'client' | 'team' | 'operator' | 'platform' | 'clock'

/** One criterion as it was found when the claim was opened. */
export type ClaimFact = {
  readonly criterionId: string
  readonly metric: Metric
  readonly direction: 'at_least' | 'at_most'
  readonly target: number
  readonly estimate: number | null
  readonly lower: number | null
  readonly upper: number | null
  readonly n: number
}

/** Why a measurement did not look again when its time had come. */
export const recheckSkips = [
  /** Fewer are left than it needs, whoever else needs them. */
  'too_few_rows',
  /** Enough are left, but attempts of other milestones may need them. */
  'no_rows_left',
  'data_deleted',
  'rule_forbids',
  'overtaken',
  'running',
] as const
export type RecheckSkip = (typeof recheckSkips)[number]
/** What can be seen before its time has come. */
export type RowsLack = Extract<RecheckSkip, 'too_few_rows' | 'no_rows_left' | 'data_deleted'>

/**
 * The team answers, or its silence hands the claim on; the operator decides. A measurement that is
 * met again, or the client, can end it before that.
 */
export const claimTransitions = transitionTable([
  { from: 'open', event: 'answer', to: 'answered', actors: ['team'] },
  { from: 'open', event: 'pass_silence', to: 'silent', actors: ['clock'] },
  { from: 'open', event: 'mend', to: 'mended', actors: ['platform'] },
  { from: 'answered', event: 'mend', to: 'mended', actors: ['platform'] },
  { from: 'silent', event: 'mend', to: 'mended', actors: ['platform'] },
  { from: 'open', event: 'withdraw', to: 'withdrawn', actors: ['client'] },
  { from: 'answered', event: 'withdraw', to: 'withdrawn', actors: ['client'] },
  { from: 'silent', event: 'withdraw', to: 'withdrawn', actors: ['client'] },
  { from: 'answered', event: 'release', to: 'released', actors: ['operator'] },
  { from: 'silent', event: 'release', to: 'released', actors: ['operator'] },
  { from: 'answered', event: 'refund', to: 'refunded', actors: ['operator'] },
  { from: 'silent', event: 'refund', to: 'refunded', actors: ['operator'] },
])

export type ClaimEvent = (typeof claimTransitions.rows)[number]['event']

/** The part that is kept back stays back for these. */
export const liveClaimStates: readonly ClaimState[] = ['open', 'answered', 'silent']
/** The team has its say. */
export const unansweredClaimStates: readonly ClaimState[] = ['open']
/** What was kept back went to the members, or back to whoever paid it. */
export const releasedClaimStates: readonly ClaimState[] = ['released']
export const refundedClaimStates: readonly ClaimState[] = ['refunded']
/** The operator decides. */
export const deskClaimStates: readonly ClaimState[] = ['answered', 'silent']

export const answerBusinessDays = 5
export const decisionDays = 7

/** The deadline of a state, counted from the entry into it; null where none runs. */
export function claimDeadline(state: ClaimState, at: Date): Date | null {
  if (unansweredClaimStates.includes(state)) return addBusinessDays(at, answerBusinessDays)
  return deskClaimStates.includes(state) ? addDays(at, decisionDays) : null
}

/** Whose turn a live claim is; null for one that has ended. */
export function claimSide(state: ClaimState): 'team' | 'operator' | null {
  if (unansweredClaimStates.includes(state)) return 'team'
  return deskClaimStates.includes(state) ? 'operator' : null
}

export const operatorClaimEvents = ['release', 'refund'] as const
export type ClaimDecision = (typeof operatorClaimEvents)[number]
