import type { Rate } from '~/domain/reputation/rate'
import type { Currency } from '~/kernel/money'
import type { FunnelStep } from './graduate-funnel'

/** How a milestone ended that had been funded: each in one of these. */
export const outcomeClasses = ['met', 'waived', 'not_met', 'inconclusive', 'other'] as const
export type OutcomeClass = (typeof outcomeClasses)[number]
export type OutcomeCounts = Readonly<Record<OutcomeClass, number>>

/** Milestones by how they ended, and the share of them that was met. */
export type OutcomeGroup = { readonly counts: OutcomeCounts; readonly rate: Rate }

/** From the client's country to the team's, or from a person's to the host's, as ISO 3166 codes. */
export type CountryPair = { readonly from: string; readonly to: string }

/** Money of one currency between two countries; null where pairs stand together. */
export type PairMoney = {
  readonly currency: Currency
  readonly pair: CountryPair | null
  /** Minor units as a decimal string, cut to two figures. */
  readonly amountMinor: string
  readonly contracts: number
}

/** null where fewer than ten stand behind a count. */
export type ShownCounts = Readonly<Record<FunnelStep, number | null>>

/** What people earned in the 90 days after a credential, by currency; minor units as decimal strings. */
export type ShownIncome = {
  readonly currency: Currency
  readonly earning: number
  readonly lowerMinor: string
  readonly medianMinor: string
  readonly upperMinor: string
}

export type ShownFunnel = {
  readonly counts: ShownCounts
  /** Graduates whose 90 days are over, and who of them earned; each null for fewer than ten. */
  readonly matured: number | null
  readonly earning: number | null
  readonly income: readonly ShownIncome[]
  /** Currencies in which fewer than ten of them earned. */
  readonly incomeWithheld: readonly Currency[]
}

export const dayStages = ['signed', 'funded', 'accepted', 'paid'] as const
export type DayStage = (typeof dayStages)[number]

/** Half of them took at most so many days from the stage before; null for fewer than three contracts. */
export type StageDays = {
  readonly stage: DayStage
  readonly medianDays: number | null
  readonly n: number
}

/** Raised with every change of `PublicFigures`: what was counted in another shape is counted anew. */
export const figuresShape = 3

/** Everything that /figures shows, with nothing in it that it does not show. JSON only. */
export type PublicFigures = {
  readonly shape: typeof figuresShape
  readonly outcomes: {
    readonly all: OutcomeGroup
    readonly sectors: readonly (OutcomeGroup & { readonly sector: string })[]
    readonly pairs: readonly (OutcomeGroup & CountryPair)[]
  }
  readonly funnel: ShownFunnel
  readonly tracks: readonly { readonly trackId: string; readonly counts: ShownCounts }[]
  readonly money: {
    readonly shown: readonly PairMoney[]
    /** Currencies in which money moved and nothing may be shown of it. */
    readonly withheld: readonly Currency[]
  }
  readonly exchanges: {
    /** Pairs that may not be shown alone are one line with a null pair. */
    readonly shown: readonly { readonly pair: CountryPair | null; readonly seats: number }[]
    /** There are some, of too few people for anything to be shown. */
    readonly withheld: boolean
  }
  readonly days: readonly StageDays[]
}

/** Between two counts. */
export const countEveryMinutes = 10
