import type { InvitationState } from '~/domain/teams/team'
import { type ExchangeStage, exchangeStages } from './exchange'

/** For how many days people may ask for an open seat, as its team chooses. */
export const openDays = [7, 14, 28] as const

/** So many of a team are open at once. */
export const mostOpenSeats = 5

export const openingLimits = { words: 1_000, askingWords: 600, hours: 10_000 } as const

export type OpeningState = 'open' | 'closed' | 'withdrawn' | 'filled'

type Opening = {
  readonly closesAt: Date
  readonly withdrawnAt: Date | null
  /** Whether the host is still a member of the team, and the brief that it is for still open. */
  readonly stands: boolean
  /** Whether somebody who asked has joined the team for it, and is still there. */
  readonly filled: boolean
}

export function openingState(opening: Opening, at: Date): OpeningState {
  if (opening.filled) return 'filled'
  if (opening.withdrawnAt) return 'withdrawn'
  return opening.closesAt > at && opening.stands ? 'open' : 'closed'
}

/** Where a guest may end: nobody only watches to the end. */
export const lastStages: readonly ExchangeStage[] = exchangeStages.filter((one) => one !== 'shadow')

/** Whether somebody may come in at one stage and end at the other. */
export function stagesFit(from: ExchangeStage, to: ExchangeStage): boolean {
  return lastStages.includes(to) && exchangeStages.indexOf(from) <= exchangeStages.indexOf(to)
}

/**
 * The plan that a proposal's form begins with for somebody who comes in at one stage and ends at the
 * other: the first milestones at the first stages, the last of them at the last.
 */
export function stagesBetween(
  { fromStage, toStage }: { readonly fromStage: ExchangeStage; readonly toStage: ExchangeStage },
  milestones: number,
): ExchangeStage[] {
  const [from, to] = [exchangeStages.indexOf(fromStage), exchangeStages.indexOf(toStage)]
  return Array.from({ length: milestones }, (_, place) => {
    const done = milestones === 1 ? 1 : place / (milestones - 1)
    return exchangeStages[from + Math.floor((to - from) * done)] ?? toStage
  })
}

export type AskingState =
  | 'waits'
  | 'taken_back'
  | 'declined'
  | 'invited'
  | 'joined'
  | 'invitation_declined'
  | 'invitation_ended'

const afterInvitation = {
  open: 'invited',
  accepted: 'joined',
  declined: 'invitation_declined',
  withdrawn: 'invitation_ended',
  expired: 'invitation_ended',
} as const satisfies Record<InvitationState, AskingState>

/** An invitation that was accepted by somebody who has left the team holds nothing any more. */
export function heldInvitation(state: InvitationState, isMember: boolean): InvitationState {
  return state === 'accepted' && !isMember ? 'expired' : state
}

/** @param invitation the state of the one that answered it; null where none did. */
export function askingState(
  asking: { readonly takenBackAt: Date | null; readonly declinedAt: Date | null },
  invitation: InvitationState | null,
): AskingState {
  if (asking.takenBackAt) return 'taken_back'
  if (invitation) return afterInvitation[invitation]
  return asking.declinedAt ? 'declined' : 'waits'
}

/** A lead may answer it: it waits, or what the lead sent came to nothing. */
export const answerableStates: readonly AskingState[] = ['waits', 'invitation_ended']

/** An invitation holds the seat: no second person is invited to it. */
export const promisedStates: readonly AskingState[] = ['invited', 'joined']
