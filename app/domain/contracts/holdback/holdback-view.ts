import type { Criterion } from '~/domain/outcomes/criteria/criterion'
import type { Outcome } from '~/domain/outcomes/measures/decide'
import type { Probe } from '~/domain/outcomes/measures/measured-input'
import type { Schedule, WatchPurpose, WatchState } from '~/domain/outcomes/probes/service-watch'
import type { Slot, Span } from '~/domain/outcomes/probes/watch-view'
import type { EvaluationState, RunFailure } from '~/domain/outcomes/runs/evaluation'
import type { ClaimFact, ClaimReason, ClaimState, RecheckSkip, RowsLack } from './claim'
import type { RecheckSlot } from './holdback-window'

/** One watch as a page shows it: now, availability, the window in parts. */
export type WatchView = Schedule & {
  readonly id: string
  readonly purpose: WatchPurpose
  readonly state: WatchState
  readonly host: string
  /** The last look that was taken. */
  readonly last: (Omit<Probe, 'dueAt'> & { readonly dueAt: Date }) | null
  /** It should have been looked at again by now, and was not. */
  readonly stale: boolean
  readonly spans: readonly Span[]
  readonly slots: readonly Slot[]
}

/** A measurement that looked again, or will: what it came to, or why it did not look. */
export type RecheckView = {
  readonly slot: RecheckSlot | 'claim'
  readonly key: string
  readonly at: Date
  readonly skipped: RecheckSkip | null
  /** Why one that is still to come cannot happen, as things stand. */
  readonly prevented: RowsLack | null
  /** null while it is still to come. */
  readonly state: EvaluationState | null
  readonly overall: Outcome | null
  readonly failure: RunFailure | null
  readonly verdictId: string | null
}

/** Why the team cannot ask for another measurement; null where it can. */
export type NoRecheck = RowsLack | 'not_by_rows'

export type ClaimView = {
  readonly id: string
  readonly milestoneId: string
  readonly contractId: string
  readonly reason: ClaimReason
  readonly state: ClaimState
  readonly openedAt: Date
  readonly deadlineAt: Date | null
  readonly endedAt: Date | null
  readonly note: string
  readonly answer: string
  readonly measureAgain: boolean
  readonly decision: string
  /** The criterion that a client names. */
  readonly criterion: Criterion | null
  readonly measured: readonly (ClaimFact & { readonly criterion: Criterion })[]
  readonly openedByName: string | null
  readonly answeredByName: string | null
  readonly verdictId: string | null
  readonly live: boolean
  readonly noRecheck: NoRecheck | null
  readonly may: { readonly answer: boolean; readonly withdraw: boolean }
}

export type HoldbackView = {
  readonly milestone: {
    readonly id: string
    readonly title: string
    readonly position: number
    readonly currency: string
  }
  readonly criteria: readonly Criterion[]
  readonly kept: {
    readonly amountMinor: bigint
    readonly dueAt: Date
    readonly releasedAt: Date | null
    readonly refundedAt: Date | null
    readonly heldBy: string | null
  } | null
  readonly watches: readonly WatchView[]
  readonly rechecks: readonly RecheckView[]
  readonly claims: readonly ClaimView[]
  readonly mayOpen: boolean
}
