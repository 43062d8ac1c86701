import type { Direction } from '../criteria/metric'

export const outcomes = ['met', 'not_met', 'inconclusive'] as const
export type Outcome = (typeof outcomes)[number]

export type Reason =
  | 'pessimistic_end_meets'
  | 'optimistic_end_misses'
  | 'interval_straddles'
  | 'straddles_no_rows_left'
  | 'too_few_rows'
  | 'raters_disagree'

export type Decided = { readonly outcome: Outcome; readonly reason: Reason }

/**
 * A target is met when the pessimistic end of the interval meets it, and missed when even the
 * optimistic end does not. In between it is inconclusive as long as more rows could decide.
 */
export function decide(measured: {
  readonly direction: Direction
  readonly target: number
  readonly lower: number | null
  readonly upper: number | null
  readonly n: number
  readonly leastRows: number
  /** Unspent rows remain for another run. */
  readonly moreRows: boolean
}): Decided {
  const { direction, target, lower, upper, n, leastRows, moreRows } = measured
  if (n < leastRows) return { outcome: 'inconclusive', reason: 'too_few_rows' }
  const atLeast = direction === 'at_least'
  const pessimistic = atLeast ? lower : upper
  const optimistic = atLeast ? upper : lower
  const meets = (value: number) => (atLeast ? value >= target : value <= target)
  if (pessimistic !== null && meets(pessimistic)) {
    return { outcome: 'met', reason: 'pessimistic_end_meets' }
  }
  if (optimistic !== null && !meets(optimistic)) {
    return { outcome: 'not_met', reason: 'optimistic_end_misses' }
  }
  return moreRows
    ? { outcome: 'inconclusive', reason: 'interval_straddles' }
    : { outcome: 'not_met', reason: 'straddles_no_rows_left' }
}

/** Met when all are met; not met when any is not met; otherwise inconclusive. */
export function overallOutcome(results: readonly Outcome[]): Outcome {
  if (results.length > 0 && results.every((outcome) => outcome === 'met')) return 'met'
  return results.includes('not_met') ? 'not_met' : 'inconclusive'
}
