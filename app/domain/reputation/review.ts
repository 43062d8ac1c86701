import type { Side } from '~/domain/contracts/contract'
import { reviewWindowDays } from '~/domain/contracts/milestones/deadlines'
import { addDays } from '~/kernel/clock'

/** What both sides rate, each from 1 to 5 and with a sentence. */
export const reviewAspects = ['clarity', 'reliability', 'communication'] as const
export type ReviewAspect = (typeof reviewAspects)[number]
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

/** One mark with its sentence; the sentence is empty in reviews from before there was one. */
export type ReviewMark = {
  readonly aspect: ReviewAspect
  readonly value: number
  readonly words: string
}

/** A review as pages show it. */
export type ShownReview = {
  readonly id: string
  readonly side: Side
  readonly writtenAt: Date
  /** Empty where the operator has hidden it. */
  readonly marks: readonly ReviewMark[]
  readonly words: string
  /** Why the operator has hidden it; null while it stands. */
  readonly hiddenWhy: string | null
}

type Written = {
  readonly [aspect in ReviewAspect]: number
} & { readonly [aspect in `${ReviewAspect}Words`]: string } & {
  readonly id: string
  readonly side: Side
  readonly writtenAt: Date
  readonly words: string
  readonly hiddenAt: Date | null
  readonly hiddenWhy: string
}

/** Nothing of a hidden review leaves but the operator's reason. */
export function showReview(row: Written): ShownReview {
  const { id, side, writtenAt } = row
  if (row.hiddenAt) return { id, side, writtenAt, marks: [], words: '', hiddenWhy: row.hiddenWhy }
  const marks = reviewAspects.map((aspect) => ({
    aspect,
    value: row[aspect],
    words: row[`${aspect}Words`],
  }))
  return { id, side, writtenAt, marks, words: row.words, hiddenWhy: null }
}

/** A review on a public page, with the names of the two sides. */
export type PublicReview = ShownReview & {
  readonly client: string
  readonly clientSlug: string
  readonly team: string
  readonly teamSlug: string
}

/** Averages from 1 to 5 of the reviews that are revealed and not hidden. */
export type Ratings = {
  readonly reviews: number
  readonly clarity: number
  readonly reliability: number
  readonly communication: number
}
