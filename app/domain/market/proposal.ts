import { transitionTable } from '~/kernel/transitions'

export type ProposalStatus =
  | 'draft'
  | 'forming'
  | 'submitted'
  | 'accepted'
  | 'declined'
  | 'withdrawn'
  | 'expired'

/**
 * A proposal's states. `decline` by the clock is what a brief does, when it closes, to everything
 * that still answers it.
 */
export const proposalTransitions = transitionTable([
  { from: 'draft', event: 'send', to: 'forming', actors: ['lead'] },
  { from: 'draft', event: 'withdraw', to: 'withdrawn', actors: ['lead'] },
  { from: 'draft', event: 'decline', to: 'declined', actors: ['clock'] },
  { from: 'forming', event: 'submit', to: 'submitted', actors: ['lead', 'member'] },
  { from: 'forming', event: 'reopen', to: 'draft', actors: ['lead', 'member', 'clock'] },
  { from: 'forming', event: 'withdraw', to: 'withdrawn', actors: ['lead'] },
  { from: 'forming', event: 'decline', to: 'declined', actors: ['clock'] },
  { from: 'submitted', event: 'withdraw', to: 'withdrawn', actors: ['lead'] },
  { from: 'submitted', event: 'accept', to: 'accepted', actors: ['client'] },
  { from: 'submitted', event: 'decline', to: 'declined', actors: ['client', 'clock'] },
  { from: 'submitted', event: 'expire', to: 'expired', actors: ['clock'] },
])

/** Proposals that the lead may still change. */
export const draftProposalStatuses: readonly ProposalStatus[] = ['draft']
/** Proposals that a team still works on or waits for: one of them per brief and team. */
export const activeProposalStatuses: readonly ProposalStatus[] = ['draft', 'forming', 'submitted']
/** Proposals that lie before the client; the first five by submission are shown to it. */
export const liveProposalStatuses: readonly ProposalStatus[] = ['submitted']
/** Proposals whose members have still to agree. */
export const formingProposalStatuses: readonly ProposalStatus[] = ['forming']

/** Proposals that the lead has sent: to the members, or on to the client. */
export const sentProposalStatuses: readonly ProposalStatus[] = [
  ...formingProposalStatuses,
  ...liveProposalStatuses,
]
export const withdrawnProposalStatuses: readonly ProposalStatus[] = ['withdrawn']
export const declinedProposalStatuses: readonly ProposalStatus[] = ['declined']

/** Proposals that the client has decided about, and may read again. */
export const decidedProposalStatuses: readonly ProposalStatus[] = ['accepted', 'declined']

/** Members have this long to agree to their seat. */
export const formingHours = 72

/** A milestone as proposed. `amountMinor` is a decimal string of minor units. */
export type ProposedMilestone = {
  readonly title: string
  readonly description: string
  readonly amountMinor: string
  readonly weeks: number
  readonly criterionIds: readonly string[]
}
