/** Below this many no rate is written out: its interval would cover most of what is possible. */
export const leastForRate = 5
/** Of the two ends of an interval together. */
export const rateConfidence = 0.95

/** A share with the two ends of its exact interval, each from 0 to 1. */
export type Rate = {
  readonly hits: number
  readonly of: number
  readonly lower: number
  readonly upper: number
}

export function isEnough({ of }: Pick<Rate, 'of'>): boolean {
  return of >= leastForRate
}

/** What a search may rank by, in basis points: what is known at the least. 0 where nothing is. */
export function rankingBps({ lower }: Pick<Rate, 'lower'>): number {
  return Math.floor(lower * 10_000)
}
