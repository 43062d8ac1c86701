import { addBusinessDays, addDays } from '~/kernel/clock'
import { transitionTable } from '~/kernel/transitions'
import type { Side } from '../contract'

export type DisputeState = 'asked' | 'offers' | 'mediated' | 'ended'

/** How a dispute came to its end. */
export type DisputeEnd = 'settled' | 'silence' | 'mediator' | 'criteria' | 'withdrawn'

export type DisputeActor = Side | 'operator' | 'clock'

/**
 * The ladder: the other side answers, or loses by its silence; both make offers; the operator mediates
 * and decides. An agreement or the side that opened it ends it at every step, the sixtieth day whatever
 * step it is at.
 */
export const disputeTransitions = transitionTable([
  { from: 'asked', event: 'answer', to: 'offers', actors: ['client', 'team'] },
  { from: 'asked', event: 'pass_silence', to: 'ended', actors: ['clock'] },
  { from: 'offers', event: 'pass_offers', to: 'mediated', actors: ['clock'] },
  { from: 'mediated', event: 'decide', to: 'ended', actors: ['operator'] },
  { from: 'asked', event: 'settle', to: 'ended', actors: ['client', 'team'] },
  { from: 'offers', event: 'settle', to: 'ended', actors: ['client', 'team'] },
  { from: 'mediated', event: 'settle', to: 'ended', actors: ['client', 'team'] },
  { from: 'asked', event: 'withdraw', to: 'ended', actors: ['client', 'team'] },
  { from: 'offers', event: 'withdraw', to: 'ended', actors: ['client', 'team'] },
  { from: 'mediated', event: 'withdraw', to: 'ended', actors: ['client', 'team'] },
  { from: 'asked', event: 'stop', to: 'ended', actors: ['clock'] },
  { from: 'offers', event: 'stop', to: 'ended', actors: ['clock'] },
  { from: 'mediated', event: 'stop', to: 'ended', actors: ['clock'] },
])

export type DisputeEvent = (typeof disputeTransitions.rows)[number]['event']

export const liveDisputeStates: readonly DisputeState[] = ['asked', 'offers', 'mediated']
/** The other side has its say. */
export const askedDisputeStates: readonly DisputeState[] = ['asked']
/** Both sides look for an agreement. */
export const offersDisputeStates: readonly DisputeState[] = ['offers']
/** The operator decides. */
export const mediatedDisputeStates: readonly DisputeState[] = ['mediated']

export const answerBusinessDays = 5
export const offerDays = 7
export const mediationDays = 14
/** From the opening: whatever is undecided then is split by the criteria that were met. */
export const hardStopDays = 60

export function hardStopAt(openedAt: Date): Date {
  return addDays(openedAt, hardStopDays)
}

/** The end of a state's time, counted from the entry into it; null once it has ended. */
export function disputeDeadline(state: DisputeState, at: Date, openedAt: Date): Date | null {
  if (state === 'ended') return null
  const own =
    state === 'asked'
      ? addBusinessDays(at, answerBusinessDays)
      : addDays(at, state === 'offers' ? offerDays : mediationDays)
  const stop = hardStopAt(openedAt)
  return own < stop ? own : stop
}

export const otherSide = (side: Side): Side => (side === 'client' ? 'team' : 'client')

/** Whose turn it is; `both` while offers are made, null once it has ended. */
export function disputeTurn(
  state: DisputeState,
  openedBy: Side,
): Side | 'both' | 'operator' | null {
  if (askedDisputeStates.includes(state)) return otherSide(openedBy)
  if (offersDisputeStates.includes(state)) return 'both'
  return mediatedDisputeStates.includes(state) ? 'operator' : null
}

/**
 * What the sixtieth day releases: the part of the criteria that the last verdict found met, each
 * weighing the same, rounded down; nothing where nothing was measured. A discovery, which has no
 * criterion, is halved.
 */
export function releasedByCriteria(heldMinor: bigint, met: number, criteria: number): bigint {
  return criteria === 0 ? heldMinor / 2n : (heldMinor * BigInt(met)) / BigInt(criteria)
}
