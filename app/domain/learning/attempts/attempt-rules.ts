import { addHours } from '~/kernel/clock'
import {
  type AttemptStatus,
  attemptsPerItem,
  hoursBetweenAttempts,
  unfinishedAttemptStatuses,
} from './attempt'

export type PastAttempt = {
  readonly status: AttemptStatus
  readonly startedAt: Date
  readonly submittedAt: Date | null
}

export type NextAttempt =
  | { readonly possible: true; readonly left: number }
  | {
      readonly possible: false
      readonly reason: 'passed' | 'unfinished' | 'used'
      readonly left: number
    }
  | {
      readonly possible: false
      readonly reason: 'too_soon'
      readonly left: number
      readonly from: Date
    }

/**
 * Whether another attempt at an item may begin. Given up counts like handed in: the questions were
 * seen. Attempts at other words of the item (`past` of an earlier version) are not given here.
 */
export function nextAttempt(past: readonly PastAttempt[], passed: boolean, at: Date): NextAttempt {
  const left = Math.max(0, attemptsPerItem - past.length)
  if (passed) return { possible: false, reason: 'passed', left }
  if (past.some(({ status }) => unfinishedAttemptStatuses.includes(status))) {
    return { possible: false, reason: 'unfinished', left }
  }
  if (left === 0) return { possible: false, reason: 'used', left }
  const last = past.reduce(
    (latest, { submittedAt, startedAt }) => Math.max(latest, (submittedAt ?? startedAt).getTime()),
    Number.NEGATIVE_INFINITY,
  )
  if (last === Number.NEGATIVE_INFINITY) return { possible: true, left }
  const from = addHours(new Date(last), hoursBetweenAttempts)
  return from > at ? { possible: false, reason: 'too_soon', left, from } : { possible: true, left }
}
