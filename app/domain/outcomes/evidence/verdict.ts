import type { Criterion } from '../criteria/criterion'
import type { Outcome, Reason } from '../measures/decide'
import type { Interval } from '../measures/interval'
import type { PartInputs } from '../measures/measured-input'
import type { LatencyBin, LatencySummary } from '../metrics/latency'
import type { Purpose } from '../runs/evaluation'
import { hashOf } from './canonical'

export type { Outcome }

/**
 * Had neither the details of a result nor the parts beside the rows, and resampled the F1 of one
 * class. Its verdicts must be measured as it measured them.
 */
export const firstEngine = 'samar-outcomes/1'

/** Changes whenever the same rows could come to another verdict, or a verdict says more. */
export const engineVersion = 'samar-outcomes/2'

export const audiences = ['party', 'client', 'public'] as const
/** Who asks: one of the two sides, the client's side (who own the rows), or anybody. */
export type Audience = (typeof audiences)[number]

/** One criterion as measured: everything a plot needs. */
export type CriterionResult = {
  readonly criterion: Criterion
  readonly criterionHash: string
  readonly estimate: number | null
  readonly lower: number | null
  readonly upper: number | null
  readonly method: Interval['method']
  readonly target: number
  readonly n: number
  readonly outcome: Outcome
  readonly reason: Reason
  /** What a constant answer would score on the same rows: the most frequent label, or the mean. */
  readonly baseline: number | null
  /** Absent in version 1. */
  readonly detail?: ResultDetail | null
}

/** What a result looks like from near, for its plot and table. Numbers only. */
export type ResultDetail =
  /** Rows are true labels, columns are answers; the last column counts answers outside the set. */
  | { readonly kind: 'confusion'; readonly labels: readonly string[]; readonly counts: Counts[] }
  /** Points of the curve from (0, 0) to (1, 1): false against true positive rate. */
  | { readonly kind: 'roc'; readonly points: readonly (readonly [number, number])[] }
  /** Errors (answer minus truth) or scores, in bins of equal width from `from` to `to`. */
  | {
      readonly kind: 'histogram'
      readonly of: 'error' | 'score'
      readonly from: number
      readonly to: number
      readonly counts: Counts
      /** Rows without an answer that could be counted. */
      readonly missing: number
    }
  /** The window in slots of equal length, in order. */
  | {
      readonly kind: 'probes'
      readonly slotSeconds: number
      readonly slots: readonly {
        readonly ok: number
        readonly failed: number
        readonly missed: number
      }[]
    }
  | {
      readonly kind: 'ratings'
      readonly agreement: number | null
      readonly means: readonly number[]
      /** How often each number of points was given, from 1 up. */
      readonly counts: Counts
    }
  | {
      readonly kind: 'process'
      readonly cases: number
      readonly deviation: number | null
      readonly from: string
      readonly to: string
    }

type Counts = readonly number[]

/** Everything that follows from the rows alone. */
export type Measurement = {
  readonly results: readonly CriterionResult[]
  readonly overall: Outcome
  readonly rows: {
    readonly asked: number
    readonly answered: number
    readonly outsideLabels: number
  }
  /** Rows asked twice under different ids, and how many got the same answer both times. */
  readonly consistency: { readonly pairs: number; readonly same: number }
  /** Rows whose label is wrong on purpose; agreeing with all of them raises the flag. */
  readonly canaries: { readonly asked: number; readonly agreed: number; readonly flagged: boolean }
  readonly service: LatencySummary
  /** How many answers came within each bound, bounds rising. Absent in version 1. */
  readonly latencies?: readonly LatencyBin[]
}

/** What is signed. Hashes and numbers only: no features, no labels of rows. */
export type VerdictBody = Measurement & {
  readonly engine: string
  readonly contract: string
  readonly reference: string
  readonly evaluation: string
  readonly attempt: number
  readonly attemptsAllowed: number
  /** null, like the draw, where no criterion is measured on sealed rows. */
  readonly dataset: {
    readonly id: string
    readonly root: string
    readonly rowCount: number
  } | null
  readonly drawHash: string
  readonly rowsRoot: string
  readonly rowDeadlineMs: number
  readonly moreRows: boolean
  readonly measuredAt: string
  /** Absent in version 1, which knew attempts only. */
  readonly purpose?: Purpose
  /** SHA-256 over the canonical JSON of each part beside the rows; null where there is none. */
  readonly partHashes?: {
    readonly probes: string | null
    readonly ratings: string | null
    readonly reports: string | null
  }
}

/** What the verdict commits to of the parts beside the rows. */
export function partHashes(inputs: PartInputs): NonNullable<VerdictBody['partHashes']> {
  const of = (list: readonly unknown[]) => (list.length === 0 ? null : hashOf(list))
  return { probes: of(inputs.probes), ratings: of(inputs.ratings), reports: of(inputs.reports) }
}

/** What the bootstrap is seeded from: the rows' root and the criterion. */
export function bootstrapSeed(rowsRoot: string, criterionHash: string): Buffer {
  return Buffer.from(
    hashOf({ criterion: criterionHash, purpose: 'bootstrap', rows: rowsRoot }),
    'hex',
  )
}
