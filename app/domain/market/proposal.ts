import { transitionTable } from '~/kernel/transitions'

export type ProposalStatus =
  | 'draft'
  | 'forming'
  | 'submitted'
  | 'accepted'
  | 'declined'
  | 'withdrawn'
  | 'expired'

export const proposalTransitions = transitionTable([
  { from: 'draft', event: 'send', to: 'forming', actors: ['lead'] },
  { from: 'forming', event: 'submit', to: 'submitted', actors: ['lead', 'member'] },
  { from: 'draft', event: 'withdraw', to: 'withdrawn', actors: ['lead'] },
  { from: 'forming', event: 'withdraw', to: 'withdrawn', actors: ['lead'] },
  { from: 'forming', event: 'reopen', to: 'draft', actors: ['lead', 'member'] },
  { from: 'forming', event: 'expire', to: 'expired', actors: ['clock'] },
  { from: 'submitted', event: 'withdraw', to: 'withdrawn', actors: ['lead'] },
  { from: 'submitted', event: 'accept', to: 'accepted', actors: ['client'] },
  { from: 'submitted', event: 'decline', to: 'declined', actors: ['client', 'clock'] },
  { from: 'submitted', event: 'expire', to: 'expired', actors: ['clock'] },
])

/** Proposals that are still before the client; the first five by submission are shown to it. */
export const liveProposalStatuses: readonly ProposalStatus[] = ['submitted']

/** A milestone as proposed. `amountMinor` is a decimal string of minor units. */
export type ProposedMilestone = {
  readonly title: string
  readonly description: string
  readonly amountMinor: string
  readonly weeks: number
  readonly criterionIds: readonly string[]
}
