import { transitionTable } from '~/kernel/transitions'

export type MilestoneStatus =
  | 'unfunded'
  | 'funding'
  | 'funded'
  | 'submitted'
  | 'measuring'
  | 'in_review'
  | 'with_operator'
  | 'disputed'
  | 'accepted'
  | 'released'
  | 'paid'
  | 'refunded'
  | 'settled'
  | 'cancelled'

export type MilestoneActor = 'client' | 'team' | 'operator' | 'platform' | 'clock'

/**
 * A milestone's states (DESIGN.md section 5). `submit` and `measure` follow each other at once; the
 * two states differ because only a started measurement counts as an attempt. Changes may be asked
 * for when every attempt is spent; what is then delivered goes to the client unmeasured, and so does
 * a discovery, always.
 */
export const milestoneTransitions = transitionTable([
  { from: 'unfunded', event: 'start_funding', to: 'funding', actors: ['client'] },
  { from: 'funding', event: 'confirm_funding', to: 'funded', actors: ['platform'] },
  { from: 'funding', event: 'funding_failed', to: 'unfunded', actors: ['platform'] },
  { from: 'unfunded', event: 'confirm_funding', to: 'funded', actors: ['platform'] },
  { from: 'funded', event: 'submit', to: 'submitted', actors: ['team'] },
  { from: 'funded', event: 'deliver_unmeasured', to: 'in_review', actors: ['team'] },
  { from: 'funded', event: 'take_back', to: 'refunded', actors: ['client'] },
  { from: 'funded', event: 'lapse_inputs', to: 'refunded', actors: ['clock'] },
  { from: 'submitted', event: 'measure', to: 'measuring', actors: ['platform'] },
  { from: 'submitted', event: 'measurement_broken', to: 'funded', actors: ['platform'] },
  { from: 'submitted', event: 'stop_measurement', to: 'funded', actors: ['team'] },
  { from: 'measuring', event: 'verdict_met', to: 'in_review', actors: ['platform'] },
  { from: 'measuring', event: 'verdict_not_met', to: 'funded', actors: ['platform'] },
  { from: 'measuring', event: 'attempts_spent', to: 'in_review', actors: ['platform'] },
  { from: 'measuring', event: 'measurement_broken', to: 'funded', actors: ['platform'] },
  { from: 'measuring', event: 'stop_measurement', to: 'funded', actors: ['team'] },
  { from: 'measuring', event: 'report_disputed', to: 'with_operator', actors: ['platform'] },
  { from: 'measuring', event: 'raters_missing', to: 'with_operator', actors: ['platform'] },
  { from: 'in_review', event: 'accept', to: 'accepted', actors: ['client'] },
  { from: 'in_review', event: 'request_changes', to: 'funded', actors: ['client'] },
  { from: 'in_review', event: 'accept_by_silence', to: 'accepted', actors: ['clock'] },
  { from: 'in_review', event: 'ask_operator', to: 'with_operator', actors: ['clock'] },
  { from: 'funded', event: 'dispute', to: 'disputed', actors: ['client', 'team'] },
  { from: 'in_review', event: 'dispute', to: 'disputed', actors: ['client', 'team'] },
  { from: 'disputed', event: 'resume_work', to: 'funded', actors: ['client', 'team'] },
  { from: 'disputed', event: 'resume_review', to: 'in_review', actors: ['client', 'team'] },
  { from: 'disputed', event: 'lose_by_silence', to: 'settled', actors: ['clock'] },
  { from: 'disputed', event: 'split_by_criteria', to: 'settled', actors: ['clock'] },
  { from: 'disputed', event: 'decide_split', to: 'settled', actors: ['operator'] },
  { from: 'disputed', event: 'decide_release', to: 'accepted', actors: ['operator'] },
  { from: 'disputed', event: 'decide_refund', to: 'refunded', actors: ['operator'] },
  { from: 'funded', event: 'settle', to: 'settled', actors: ['client', 'team'] },
  { from: 'in_review', event: 'settle', to: 'settled', actors: ['client', 'team'] },
  { from: 'with_operator', event: 'settle', to: 'settled', actors: ['client', 'team'] },
  { from: 'disputed', event: 'settle', to: 'settled', actors: ['client', 'team'] },
  { from: 'with_operator', event: 'decide_release', to: 'accepted', actors: ['operator'] },
  { from: 'with_operator', event: 'decide_refund', to: 'refunded', actors: ['operator'] },
  { from: 'accepted', event: 'release', to: 'released', actors: ['platform'] },
  { from: 'released', event: 'pay', to: 'paid', actors: ['platform'] },
  { from: 'unfunded', event: 'cancel', to: 'cancelled', actors: ['clock'] },
  { from: 'funding', event: 'cancel', to: 'cancelled', actors: ['clock'] },
  {
    from: 'unfunded',
    event: 'end_after_discovery',
    to: 'cancelled',
    actors: ['client', 'team'],
  },
  { from: 'funding', event: 'end_after_discovery', to: 'cancelled', actors: ['client', 'team'] },
])

/** Events with which Samar or somebody hands the decision to the operator. */
export const handedOverEvents: readonly MilestoneEvent[] = [
  'ask_operator',
  'report_disputed',
  'raters_missing',
]

export type MilestoneEvent = (typeof milestoneTransitions.rows)[number]['event']

/** No money has come in for these yet. */
export const unfundedStatuses: readonly MilestoneStatus[] = ['unfunded', 'funding']
/** The client has begun to pay. */
export const payingStatuses: readonly MilestoneStatus[] = ['funding']
/** A delivery is being measured. */
export const measuringStatuses: readonly MilestoneStatus[] = ['submitted', 'measuring']
/** The team works on these. */
export const workingStatuses: readonly MilestoneStatus[] = ['funded']
/** The client reads the verdict and decides. */
export const reviewStatuses: readonly MilestoneStatus[] = ['in_review']
/** The operator decides. */
export const operatorStatuses: readonly MilestoneStatus[] = ['with_operator']
/** The two sides do not agree: the ladder of their dispute decides. */
export const disputedStatuses: readonly MilestoneStatus[] = ['disputed']
/** The two sides ended it by a split, or it was ended for them by one. */
export const settledStatuses: readonly MilestoneStatus[] = ['settled']

/** Whether one side may say that it does not agree: while work or review goes on. */
export function isDisputable(status: MilestoneStatus): status is 'funded' | 'in_review' {
  return status === 'funded' || status === 'in_review'
}
/** The client, silence or the operator has accepted. */
export const acceptedStatuses: readonly MilestoneStatus[] = ['accepted', 'released', 'paid']
/** The members' shares have been posted. */
export const releasedStatuses: readonly MilestoneStatus[] = ['released', 'paid']
export const refundedStatuses: readonly MilestoneStatus[] = ['refunded']
/** The client's money is held for these. */
export const heldStatuses: readonly MilestoneStatus[] = [
  'funded',
  'submitted',
  'measuring',
  'in_review',
  'with_operator',
  'disputed',
]
/** Nothing more happens to these, but for the transfers of a released one. */
export const endedStatuses: readonly MilestoneStatus[] = [
  'released',
  'paid',
  'refunded',
  'settled',
  'cancelled',
]
/** A team may register where its system answers. */
export const endpointStatuses: readonly MilestoneStatus[] = ['unfunded', 'funding', 'funded']

export type EndpointFixed = 'measuring' | 'in_review' | 'with_operator' | 'disputed' | 'ended'

/** Why the registered address cannot be changed now; null while it can. */
export function endpointFixed(status: MilestoneStatus): EndpointFixed | null {
  if (endpointStatuses.includes(status)) return null
  if (measuringStatuses.includes(status)) return 'measuring'
  if (reviewStatuses.includes(status)) return 'in_review'
  if (disputedStatuses.includes(status)) return 'disputed'
  return operatorStatuses.includes(status) ? 'with_operator' : 'ended'
}

export const mostChangeRounds = 2

/** The milestone that may be funded next: they are funded in order, however early. */
export function nextToFund<M extends { status: MilestoneStatus; position: number }>(
  milestones: readonly M[],
): M | null {
  const next = [...milestones]
    .sort((a, b) => a.position - b.position)
    .find(({ status }) => unfundedStatuses.includes(status))
  return next ?? null
}

/** The milestone that a contract's page shows first: the first that has not ended, else the last. */
export function currentMilestone<M extends { status: MilestoneStatus; position: number }>(
  milestones: readonly M[],
): M | null {
  const ordered = [...milestones].sort((a, b) => a.position - b.position)
  return ordered.find(({ status }) => !endedStatuses.includes(status)) ?? ordered.at(-1) ?? null
}
