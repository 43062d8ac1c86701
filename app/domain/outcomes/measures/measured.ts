import type { ResultDetail } from '../evidence/verdict'
import type { Interval } from './interval'

/** What the rows, or the parts beside them, say about one criterion. */
export type Measured = {
  readonly estimate: number | null
  readonly interval: Interval
  /** What a constant answer would score; null where that means nothing. */
  readonly baseline: number | null
  readonly detail: ResultDetail | null
  /** What the result rests on, where that is not the number of rows. */
  readonly n?: number
  /** The fewest that can decide anything, where that is not what the metric needs by itself. */
  readonly least?: number
  /** The marks do not agree well enough to decide anything. */
  readonly disagree?: boolean
}

export function nothingMeasured(method: Interval['method']): Measured {
  const interval: Interval = { lower: null, upper: null, method }
  return { estimate: null, interval, baseline: null, detail: null }
}
