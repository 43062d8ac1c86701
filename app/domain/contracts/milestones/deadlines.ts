import { addDays, laterOf } from '~/kernel/clock'
import type { Terms } from '../terms/terms'
import type { MilestoneEvent, MilestoneStatus } from './milestone'

/** What the team has to mend a delivery, whatever the plan said. */
export const mendingDays = 7
/** What the client has to hand in what the weeks wait for, from the money on; then it goes back. */
export const inputWindowDays = 30
/** What the operator has to decide. */
export const operatorDays = 7
/** What the client has to fund the next milestone once the one before has ended. */
export const nextFundingDays = 14
/** How long a review of the other side stays hidden while the other has not written. */
export const reviewWindowDays = 14

export type DeadlineFacts = {
  readonly at: Date
  readonly reviewDays: number
  readonly weeks: number
  /** When the money was confirmed: what the weeks of work count from. */
  readonly fundedAt: Date | null
  /** The client still owes what the weeks wait for. */
  readonly awaitsInputs: boolean
  /** When the last of it was confirmed. */
  readonly inputsAt: Date | null
  /** The deadline before this step, which a started payment keeps. */
  readonly deadlineAt: Date | null
}

/** The end of what runs once there is money: the client's time for its inputs, or the weeks of work. */
function fundedUntil(
  fundedAt: Date,
  { awaitsInputs, inputsAt, weeks }: Pick<DeadlineFacts, 'awaitsInputs' | 'inputsAt' | 'weeks'>,
): Date {
  if (awaitsInputs) return addDays(fundedAt, inputWindowDays)
  return deliveryDueAt(inputsAt ? laterOf(fundedAt, inputsAt) : fundedAt, weeks)
}

/** When the plan wants the delivery. */
export function deliveryDueAt(fundedAt: Date, weeks: number): Date {
  return addDays(fundedAt, weeks * 7)
}

/** The deadline of the state that `event` leads to, counted from the entry into it; null where none runs. */
export function deadlineAfter(
  to: MilestoneStatus,
  event: MilestoneEvent,
  facts: DeadlineFacts,
): Date | null {
  const { at, reviewDays, fundedAt, deadlineAt } = facts
  if (to === 'funding' || to === 'unfunded') return deadlineAt
  if (to === 'in_review') return addDays(at, reviewDays)
  if (to === 'with_operator') return addDays(at, operatorDays)
  if (to !== 'funded') return null
  const planned = fundedUntil(fundedAt ?? at, facts)
  return event === 'confirm_funding' ? planned : laterOf(planned, addDays(at, mendingDays))
}

/** When the client's data are deleted after the contract has ended; null where it gave none. */
export function dataDeletionAt(
  { datasetId }: { datasetId: string | null },
  { data, inputs = [] }: Pick<Terms, 'data' | 'inputs'>,
  closedAt: Date,
): Date | null {
  return datasetId || inputs.length > 0 ? addDays(closedAt, data.retentionDays) : null
}

export const reminderKinds = ['half_time', 'two_days', 'one_day'] as const
export type ReminderKind = (typeof reminderKinds)[number]

/** When each reminder of a deadline goes out; those that would come at once are left out. */
export function reminderTimes(
  enteredAt: Date,
  deadlineAt: Date,
): { kind: ReminderKind; at: Date }[] {
  const half = new Date((enteredAt.getTime() + deadlineAt.getTime()) / 2)
  const times: { kind: ReminderKind; at: Date }[] = [
    { kind: 'half_time', at: half },
    { kind: 'two_days', at: addDays(deadlineAt, -2) },
    { kind: 'one_day', at: addDays(deadlineAt, -1) },
  ]
  return times.filter(({ at }) => at > enteredAt && at < deadlineAt)
}

/** The reminders whose time has come while the deadline has not. */
export function remindersReached(enteredAt: Date, deadlineAt: Date, at: Date): ReminderKind[] {
  if (at >= deadlineAt) return []
  return reminderTimes(enteredAt, deadlineAt)
    .filter((reminder) => reminder.at <= at)
    .map(({ kind }) => kind)
}

/** From when the client may take the money of an overdue milestone back. */
export function takeBackAt(deadlineAt: Date, overdueDays: number): Date {
  return addDays(deadlineAt, overdueDays)
}

/** Whether the team is long overdue; while the weeks wait for the client, it cannot be. */
export function mayTakeBack(
  { deadlineAt, awaitsInputs }: { deadlineAt: Date | null; awaitsInputs: boolean },
  overdueDays: number,
  at: Date,
): boolean {
  return !awaitsInputs && deadlineAt !== null && takeBackAt(deadlineAt, overdueDays) <= at
}
