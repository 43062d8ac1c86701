import { transitionTable } from '~/kernel/transitions'

export type ProposalStatus =
  | 'draft'
  | 'forming'
  | 'submitted'
  | 'countered'
  | 'accepted'
  | 'declined'
  | 'withdrawn'
  | 'expired'

/**
 * A proposal's states. `decline` by the clock is what a brief does, when it closes, to everything
 * that still answers it; `reopen` and `return` by the clock are what a new version of it does.
 * `revise` leads from `submitted` only once the brief has changed, and from `forming` only where a
 * seat is free because somebody left the team (`free_seat`). A draft that was before the client
 * expires, one that never was does not.
 */
export const proposalTransitions = transitionTable([
  { from: 'draft', event: 'send', to: 'forming', actors: ['lead'] },
  { from: 'draft', event: 'withdraw', to: 'withdrawn', actors: ['lead'] },
  { from: 'draft', event: 'decline', to: 'declined', actors: ['clock'] },
  { from: 'draft', event: 'expire', to: 'expired', actors: ['clock'] },
  { from: 'draft', event: 'free_seat', to: 'draft', actors: ['member'] },
  { from: 'forming', event: 'submit', to: 'submitted', actors: ['lead', 'member'] },
  { from: 'forming', event: 'reopen', to: 'draft', actors: ['lead', 'member', 'clock'] },
  { from: 'forming', event: 'free_seat', to: 'forming', actors: ['member'] },
  { from: 'forming', event: 'revise', to: 'draft', actors: ['lead'] },
  { from: 'forming', event: 'withdraw', to: 'withdrawn', actors: ['lead'] },
  { from: 'forming', event: 'decline', to: 'declined', actors: ['clock'] },
  { from: 'submitted', event: 'withdraw', to: 'withdrawn', actors: ['lead'] },
  { from: 'submitted', event: 'accept', to: 'accepted', actors: ['client'] },
  { from: 'submitted', event: 'decline', to: 'declined', actors: ['client', 'clock'] },
  { from: 'submitted', event: 'expire', to: 'expired', actors: ['clock'] },
  { from: 'submitted', event: 'counter', to: 'countered', actors: ['client'] },
  { from: 'submitted', event: 'revise', to: 'draft', actors: ['lead'] },
  { from: 'submitted', event: 'free_seat', to: 'forming', actors: ['member'] },
  { from: 'countered', event: 'take', to: 'forming', actors: ['lead'] },
  { from: 'countered', event: 'revise', to: 'draft', actors: ['lead'] },
  { from: 'countered', event: 'free_seat', to: 'countered', actors: ['member'] },
  { from: 'countered', event: 'return', to: 'submitted', actors: ['clock'] },
  { from: 'countered', event: 'withdraw', to: 'withdrawn', actors: ['lead'] },
  { from: 'countered', event: 'decline', to: 'declined', actors: ['client', 'clock'] },
  { from: 'countered', event: 'expire', to: 'expired', actors: ['clock'] },
])

/** Proposals that the lead may still change. */
export const draftProposalStatuses: readonly ProposalStatus[] = ['draft']
/** Proposals that a team still works on or waits for: one of them per brief and team. */
export const activeProposalStatuses: readonly ProposalStatus[] = [
  'draft',
  'forming',
  'submitted',
  'countered',
]
/** Proposals that wait for the client's answer. */
export const submittedProposalStatuses: readonly ProposalStatus[] = ['submitted']
/** Proposals that wait for the team's answer to the client's counter-offer. */
export const counteredProposalStatuses: readonly ProposalStatus[] = ['countered']
/** Proposals that lie before the client; the first five by submission are shown to it. */
export const liveProposalStatuses: readonly ProposalStatus[] = [
  ...submittedProposalStatuses,
  ...counteredProposalStatuses,
]
/** Proposals whose members have still to agree. */
export const formingProposalStatuses: readonly ProposalStatus[] = ['forming']

/** Proposals in the team's hands: one that was before the client already keeps its place there. */
export const workedOnProposalStatuses: readonly ProposalStatus[] = ['draft', 'forming']

/** Proposals that the lead has sent: to the members, or on to the client. */
export const sentProposalStatuses: readonly ProposalStatus[] = [
  ...formingProposalStatuses,
  ...liveProposalStatuses,
]
export const withdrawnProposalStatuses: readonly ProposalStatus[] = ['withdrawn']
export const declinedProposalStatuses: readonly ProposalStatus[] = ['declined']

/**
 * Whether the lead may write a proposal over as it stands: a draft, a countered one, one before the
 * client whose brief has changed, or one with the members where a seat is free.
 */
export function isRevisable(row: {
  readonly status: ProposalStatus
  readonly outdated: boolean
  readonly seatFree: boolean
}): boolean {
  if (draftProposalStatuses.includes(row.status)) return true
  if (submittedProposalStatuses.includes(row.status)) return row.outdated
  if (formingProposalStatuses.includes(row.status)) return row.seatFree
  return proposalTransitions.find(row.status, 'revise', 'lead').ok
}

/** Proposals that the client has decided about, and may read again. */
export const decidedProposalStatuses: readonly ProposalStatus[] = ['accepted', 'declined']

/** Proposals with a time to act in. */
export const dueProposalStatuses: readonly ProposalStatus[] = [
  ...workedOnProposalStatuses,
  ...liveProposalStatuses,
]

/**
 * Where a proposal stands for its client: it waits for their answer, or for the team, which has a
 * counter-offer, revises its words, or is to answer the changed brief.
 */
export function clientStanding(row: {
  readonly status: ProposalStatus
  readonly outdated: boolean
}): 'answer' | 'countered' | 'revising' | 'outdated' {
  if (counteredProposalStatuses.includes(row.status)) return 'countered'
  if (workedOnProposalStatuses.includes(row.status)) return 'revising'
  return row.outdated ? 'outdated' : 'answer'
}

/** Why a client declines: the team reads which, and the words beside it. */
export const declineReasons = ['price', 'evidence', 'time', 'fit', 'other'] as const
export type DeclineReason = (typeof declineReasons)[number]
/** A brief that closes declines what answers it. */
export type CloseReason = DeclineReason | 'another_chosen' | 'brief_withdrawn' | 'brief_expired'

/** The client may answer a proposal this often with its own numbers. */
export const mostCounters = 10

/** Members have this long to agree to their seat. */
export const formingHours = 72

/** A milestone as proposed. `amountMinor` is a decimal string of minor units. */
export type ProposedMilestone = {
  readonly title: string
  readonly description: string
  readonly amountMinor: string
  readonly weeks: number
  readonly criterionIds: readonly string[]
  /** A paid discovery. Left out of every other milestone, also in JSON. */
  readonly kind?: 'discovery'
}
