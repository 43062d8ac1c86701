import { hashOf } from './canonical'
import type { Criterion } from './criterion'
import type { Outcome, Reason } from './decide'
import type { Interval } from './interval'
import type { LatencySummary } from './metrics/latency'

export type { Outcome }

/** Changes whenever the same rows could come to another verdict. */
export const engineVersion = 'samar-outcomes/1'

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
  /** What always answering the most frequent label would score on the same rows. */
  readonly baseline: number | null
}

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
}

/** What is signed. Hashes and numbers only: no features, no labels of rows. */
export type VerdictBody = Measurement & {
  readonly engine: string
  readonly contract: string
  readonly reference: string
  readonly evaluation: string
  readonly attempt: number
  readonly attemptsAllowed: number
  readonly dataset: { readonly id: string; readonly root: string; readonly rowCount: number }
  readonly drawHash: string
  readonly rowsRoot: string
  readonly rowDeadlineMs: number
  readonly moreRows: boolean
  readonly measuredAt: string
}

/** What the bootstrap is seeded from: the rows' root and the criterion. */
export function bootstrapSeed(rowsRoot: string, criterionHash: string): Buffer {
  return Buffer.from(
    hashOf({ criterion: criterionHash, purpose: 'bootstrap', rows: rowsRoot }),
    'hex',
  )
}
