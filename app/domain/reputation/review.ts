import type { Side } from '~/domain/contracts/contract'
import { reviewWindowDays } from '~/domain/contracts/deadlines'
import { addDays } from '~/kernel/clock'

/** What both sides rate, each from 1 to 5. */
export const reviewAspects = ['clarity', 'reliability', 'communication'] as const
export const ratings = [1, 2, 3, 4, 5] as const

export type ReviewState = {
  readonly side: Side
  readonly revealedAt: Date | null
}

/** Until when a side may write, counted from the end of the contract. */
export function reviewUntil(closedAt: Date): Date {
  return addDays(closedAt, reviewWindowDays)
}

/**
 * Reviews are blind: they are shown together, when both are in or the window has passed. A side
 * always reads its own.
 */
export function shownReviews<R extends ReviewState>(
  reviews: readonly R[],
  reader: Side | null,
): R[] {
  return reviews.filter(({ side, revealedAt }) => revealedAt !== null || side === reader)
}
