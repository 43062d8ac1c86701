import { transitionTable } from '~/kernel/transitions'
import type { ContractStatus } from '../contract'
import { fundableContractStatuses } from '../contract'
import { type MilestoneStatus, unfundedStatuses, workingStatuses } from '../milestones/milestone'
import type { Terms } from '../terms/terms'
import { type ContractSeat, concernedBy, membersAt } from './seats'

export type HandOverState =
  | 'with_team'
  | 'with_client'
  | 'in_force'
  | 'refused'
  | 'withdrawn'
  | 'lapsed'

/** `member` is whoever's word the change of seats needs; `proposer` whoever proposed it. */
export type HandOverActor = 'member' | 'lead' | 'client' | 'proposer' | 'platform' | 'clock'

/**
 * A hand-over of seats: the team's people say their word and a lead signs, in any order; then the
 * client is asked. Its signature puts the new version of the terms into force.
 */
export const handOverTransitions = transitionTable([
  { from: 'with_team', event: 'agree', to: 'with_team', actors: ['member'] },
  { from: 'with_team', event: 'sign_for_team', to: 'with_team', actors: ['lead'] },
  { from: 'with_team', event: 'team_agreed', to: 'with_client', actors: ['platform'] },
  { from: 'with_client', event: 'sign_for_client', to: 'in_force', actors: ['client'] },
  { from: 'with_team', event: 'refuse', to: 'refused', actors: ['member', 'lead', 'client'] },
  { from: 'with_client', event: 'refuse', to: 'refused', actors: ['member', 'lead', 'client'] },
  { from: 'with_team', event: 'withdraw', to: 'withdrawn', actors: ['proposer'] },
  { from: 'with_client', event: 'withdraw', to: 'withdrawn', actors: ['proposer'] },
  { from: 'with_team', event: 'lapse', to: 'lapsed', actors: ['clock', 'platform'] },
  { from: 'with_client', event: 'lapse', to: 'lapsed', actors: ['clock', 'platform'] },
])

export type HandOverEvent = (typeof handOverTransitions.rows)[number]['event']

/** Somebody's word is still missing. One of them per contract. */
export const openHandOverStates: readonly HandOverState[] = ['with_team', 'with_client']
/** It waits for the client's signature alone. */
export const clientHandOverStates: readonly HandOverState[] = ['with_client']
export const inForceHandOverStates: readonly HandOverState[] = ['in_force']

/** Contracts in which seats may be handed over: before that the terms themselves are open. */
export const handOverContractStatuses: readonly ContractStatus[] = fundableContractStatuses

/** Why one lapsed. */
export type LapseReason = 'deadline' | 'delivered' | 'contract_ended' | 'left_team'

/** Words that are said once each: of a person for their own seat, and one signature for each side. */
export type WordPart = 'seat' | 'team' | 'client'
export type Word = { readonly part: WordPart; readonly personId: string }

export type HandOverTexts = {
  /** The terms in force. */
  readonly before: Terms
  /** The version that was proposed. */
  readonly after: Terms
}

/** What the team's side still owes: people for their seats, and a lead's signature. */
export function missingWords({ before, after }: HandOverTexts, words: readonly Word[]) {
  const said = (part: WordPart) => words.filter((word) => word.part === part)
  return {
    seats: concernedBy(before, after).filter(
      (id) => !said('seat').some(({ personId }) => personId === id),
    ),
    team: said('team').length === 0,
    client: said('client').length === 0,
  }
}

/** As whom somebody acts in a hand-over. */
export function handOverActors(
  personId: string,
  known: HandOverTexts & { proposedBy: string; leads: boolean; actsForClient: boolean },
): HandOverActor[] {
  const actors: HandOverActor[] = []
  if (concernedBy(known.before, known.after).includes(personId)) actors.push('member')
  if (known.leads) actors.push('lead')
  if (known.actsForClient) actors.push('client')
  if (known.proposedBy === personId) actors.push('proposer')
  return actors
}

type Started = {
  readonly position: number
  readonly status: MilestoneStatus
  /** Something was delivered for it once, whatever became of it. */
  readonly submitted: boolean
}

/** The milestones from which on seats may change: neither they nor a later one were delivered yet. */
export function possibleStarts(milestones: readonly Started[]): number[] {
  const delivered = milestones.filter(({ submitted }) => submitted).map(({ position }) => position)
  return milestones
    .filter(({ status }) => [...unfundedStatuses, ...workingStatuses].includes(status))
    .map(({ position }) => position)
    .filter((position) => delivered.every((other) => other < position))
    .sort((a, b) => a - b)
}

export type SeatChange = {
  readonly personId: string
  readonly name: string
  readonly before: ContractSeat | null
  readonly after: ContractSeat | null
}

/**
 * Everybody's seat before and after, who have the most before first. Whoever would have come only at
 * a later milestone stands there with that seat, which this one replaces.
 */
export function seatChanges({ before, after }: HandOverTexts, fromPosition: number): SeatChange[] {
  const last = Math.max(...before.milestones.map(({ position }) => position))
  const is = membersAt(after, fromPosition)
  const was = [...membersAt(before, fromPosition), ...membersAt(before, last)]
  const people = new Map([...is, ...was].map(({ personId, name }) => [personId, name]))
  const find = (seats: readonly ContractSeat[], id: string) =>
    seats.find(({ personId }) => personId === id) ?? null
  return [...people]
    .map(([personId, name]) => ({
      ...{ personId, name },
      before: find(was, personId),
      after: find(is, personId),
    }))
    .sort(
      (a, b) =>
        (b.before?.shareBps ?? 0) - (a.before?.shareBps ?? 0) ||
        (b.after?.shareBps ?? 0) - (a.after?.shareBps ?? 0) ||
        (a.personId < b.personId ? -1 : 1),
    )
}

/** What a version of the terms changed in seats; a hand-over changes nothing else. */
export function laterChanges({ before, after }: HandOverTexts): SeatChange[] {
  const [was, is] = [before.laterSeats ?? [], after.laterSeats ?? []]
  const last = is.at(-1)
  const same = JSON.stringify(was) === JSON.stringify(is)
  return last && !same ? seatChanges({ before, after }, last.fromPosition) : []
}
