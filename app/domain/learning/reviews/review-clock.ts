import { dayMs } from '~/kernel/clock'

export type ReviewClock = {
  readonly assignedAt: Date
  readonly dueAt: Date
  /** How many reminders have gone out. */
  readonly reminded: number
}

export type ReviewDue =
  | { readonly kind: 'nothing' }
  /** The number of reminders that have then gone out. */
  | { readonly kind: 'remind'; readonly reminded: number }
  | { readonly kind: 'late' }

/** What has fallen due of a review that has not been handed in: at half time, a day before, and at its end. */
export function reviewDue(review: ReviewClock, at: Date): ReviewDue {
  const { assignedAt, dueAt, reminded } = review
  if (dueAt <= at) return { kind: 'late' }
  const half = new Date((assignedAt.getTime() + dueAt.getTime()) / 2)
  const dayBefore = new Date(dueAt.getTime() - dayMs)
  const owed = at >= dayBefore ? 2 : at >= half ? 1 : 0
  return owed > reminded ? { kind: 'remind', reminded: owed } : { kind: 'nothing' }
}
