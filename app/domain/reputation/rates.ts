import type { ClaimState } from '~/domain/contracts/holdback/claim'
import {
  liveClaimStates,
  refundedClaimStates,
  releasedClaimStates,
} from '~/domain/contracts/holdback/claim'
import { deliveryDueAt, mendingDays } from '~/domain/contracts/milestones/deadlines'
import {
  acceptedStatuses,
  disputedStatuses,
  type MilestoneEvent,
  type MilestoneStatus,
  operatorStatuses,
  refundedStatuses,
  settledStatuses,
} from '~/domain/contracts/milestones/milestone'
import { clopperPearson } from '~/domain/outcomes/measures/interval'
import { addDays, laterOf } from '~/kernel/clock'
import { type Rate, rateConfidence } from './rate'

/** `hits` of `of` with the interval of Clopper and Pearson at 95 %. */
export function rateOf(hits: number, of: number): Rate {
  const { lower, upper } = clopperPearson(hits, of, (1 - rateConfidence) / 2)
  return { hits, of, lower: lower ?? 0, upper: upper ?? 1 }
}

export type Step = {
  readonly event: MilestoneEvent
  readonly to: MilestoneStatus
  readonly at: Date
}

/** What happened to a funded milestone, as far as a rate asks. Its steps are in order. */
export type Work = {
  readonly status: MilestoneStatus
  /** Of its last verdict; null before the first. */
  readonly outcome: 'met' | 'not_met' | 'inconclusive' | null
  /** How many criteria it was measured by; none for a discovery, which is no outcome to verify. */
  readonly criteria: number
  readonly weeks: number
  readonly fundedAt: Date
  readonly inputsAt: Date | null
  readonly steps: readonly Step[]
  readonly claims: readonly ClaimState[]
}

/** As much of it as says whether its outcome was verified. */
export type Ending = Pick<Work, 'status' | 'outcome' | 'criteria' | 'claims'> & {
  readonly steps: readonly Pick<Step, 'event'>[]
}

const deliveryEvents: readonly MilestoneEvent[] = ['submit', 'deliver_unmeasured']
const changeEvents: readonly MilestoneEvent[] = ['request_changes']
/** Money went back because the client had not handed in what the work waited for. */
export const neverBegunEvents: readonly MilestoneEvent[] = ['lapse_inputs']

const lastOf = <S extends Pick<Step, 'event'>>(
  steps: readonly S[],
  events: readonly MilestoneEvent[],
) => steps.findLast(({ event }) => events.includes(event)) ?? null

const endings = [acceptedStatuses, refundedStatuses, settledStatuses]

/**
 * Whether a funded milestone counts: it was accepted, its money went back, or it was split. One whose client never
 * handed in what the weeks waited for does not, for the team had nothing to work with.
 */
export function hasEnded({ status, steps }: Pick<Ending, 'status' | 'steps'>): boolean {
  const ended = endings.some((statuses) => statuses.includes(status))
  return ended && lastOf(steps, neverBegunEvents) === null
}

/** Whether it is one of those that the verified-outcome rate is a share of: a discovery is not. */
export function isEndedOutcome(work: Ending): boolean {
  return work.criteria > 0 && hasEnded(work)
}

/** Accepted with a met verdict, and nothing of what was kept back was returned afterwards. */
export function isVerified({ status, outcome, claims }: Omit<Ending, 'steps'>): boolean {
  return (
    acceptedStatuses.includes(status) &&
    outcome === 'met' &&
    !claims.some((state) => refundedClaimStates.includes(state))
  )
}

/**
 * Until when the last delivery is on time: the agreed weeks, counted from the money and the client's
 * inputs, or seven days after the client last asked for changes.
 */
export function onTimeUntil({ fundedAt, inputsAt, weeks, steps }: Work): Date {
  const planned = deliveryDueAt(inputsAt ? laterOf(fundedAt, inputsAt) : fundedAt, weeks)
  const asked = lastOf(steps, changeEvents)
  return asked ? laterOf(planned, addDays(asked.at, mendingDays)) : planned
}

/** What was never delivered is late. */
export function isOnTime(work: Work): boolean {
  const delivered = lastOf(work.steps, deliveryEvents)
  return delivered !== null && delivered.at <= onTimeUntil(work)
}

/** How what the two sides did not agree on has ended. */
export type Disagreements = {
  readonly opened: number
  /** Mended, withdrawn, or ended by a split. */
  readonly settled: number
  readonly forTeam: number
  readonly forClient: number
  readonly open: number
}

const forTeamEvents: readonly MilestoneEvent[] = ['decide_release']
const forClientEvents: readonly MilestoneEvent[] = ['decide_refund']
const handedOverEvents: readonly MilestoneEvent[] = [
  'dispute',
  ...forTeamEvents,
  ...forClientEvents,
]

/** How a work that was handed over stands; null for one on which nobody disagreed. */
function disagreementOn({ status, steps }: Work): Exclude<keyof Disagreements, 'opened'> | null {
  if (operatorStatuses.includes(status) || disputedStatuses.includes(status)) return 'open'
  const last = lastOf(steps, handedOverEvents)
  if (!last) return null
  if (forTeamEvents.includes(last.event)) return 'forTeam'
  return forClientEvents.includes(last.event) ? 'forClient' : 'settled'
}

/** Disputes, decisions that were handed to the operator, and claims on what was kept back. */
export function disagreementsOf(works: readonly Work[]): Disagreements {
  const claims = works.flatMap((work) => work.claims)
  const among = (states: readonly ClaimState[]) =>
    claims.filter((state) => states.includes(state)).length
  const handedOver = works.flatMap((work) => disagreementOn(work) ?? [])
  const ended = (how: (typeof handedOver)[number]) => handedOver.filter((one) => one === how).length
  const forTeam = ended('forTeam') + among(releasedClaimStates)
  const forClient = ended('forClient') + among(refundedClaimStates)
  const open = ended('open') + among(liveClaimStates)
  const opened = handedOver.length + claims.length
  return { opened, settled: opened - forTeam - forClient - open, forTeam, forClient, open }
}

/** What can be said of a team's or a person's work. */
export type WorkRecord = {
  readonly verified: Rate
  readonly onTime: Rate
  readonly disagreements: Disagreements
}

/**
 * No clock is asked: work counts the same however long ago it was, and being away costs nothing. A
 * discovery counts as delivered on time or late, never among what is verified; what was not begun
 * after it was never funded, and so is nobody's failure.
 */
export function workRecord(works: readonly Work[]): WorkRecord {
  const ended = works.filter(hasEnded)
  const measured = works.filter(isEndedOutcome)
  return {
    verified: rateOf(measured.filter(isVerified).length, measured.length),
    onTime: rateOf(ended.filter(isOnTime).length, ended.length),
    disagreements: disagreementsOf(works),
  }
}
