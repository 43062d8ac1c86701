import { attemptsAllowed, type Criterion, rowsPerRun } from '~/domain/outcomes/criteria/criterion'
import { addDays } from '~/kernel/clock'
import { endedStatuses, type MilestoneStatus } from '../milestones/milestone'
import type { RowsLack } from './claim'

export const recheckSlots = ['half_time', 'near_end'] as const
export type RecheckSlot = (typeof recheckSlots)[number]

/** How long before its end a window is looked at for the last time. */
export const lastLookDays = 2

/** When the criteria are measured again: at half time, and two days before the end. */
export function recheckTimes(
  startsAt: Date,
  endsAt: Date,
): { readonly slot: RecheckSlot; readonly at: Date }[] {
  const half = new Date((startsAt.getTime() + endsAt.getTime()) / 2)
  const last = addDays(endsAt, -lastLookDays)
  const first = { slot: 'half_time' as const, at: half }
  return last > half ? [first, { slot: 'near_end', at: last }] : [first]
}

/** The slot of a measurement that the team asked for in its answer to a claim. */
export const slotOfClaim = (claimId: string) => `claim:${claimId}`

type Planned = {
  readonly status: MilestoneStatus
  readonly attemptsUsed: number
  readonly criteria: readonly Criterion[]
}

/** Rows that no look again may take: what the attempts of milestones under way or to come may need. */
export function rowsReserved(milestones: readonly Planned[]): number {
  return milestones
    .filter(({ status, criteria }) => !endedStatuses.includes(status) && criteria.length > 0)
    .reduce((sum, { attemptsUsed, criteria }) => {
      const left = Math.max(0, attemptsAllowed(criteria) - attemptsUsed)
      return sum + left * rowsPerRun(criteria)
    }, 0)
}

/** The rows that a look again could take, and how many it needs. */
export type RecheckRows = {
  readonly left: number
  /** Of those left, what attempts of milestones under way or to come may need. */
  readonly reserved: number
  readonly needed: number
}

/**
 * Why rows keep a measurement from looking again; null when they do not.
 * @param rows null where the data have been deleted
 * @param before how many others come first, and take their rows
 */
export function lackOfRows(rows: RecheckRows | null, before = 0): RowsLack | null {
  if (!rows) return 'data_deleted'
  const left = rows.left - before * rows.needed
  if (left < rows.needed) return 'too_few_rows'
  return left - rows.reserved < rows.needed ? 'no_rows_left' : null
}
