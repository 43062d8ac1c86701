import { clopperPearson } from '~/domain/outcomes/measures/interval'
import { grouped } from './grouped'
import {
  type OutcomeClass,
  type OutcomeCounts,
  type OutcomeGroup,
  outcomeClasses,
  type PublicFigures,
  type Rate,
} from './public-figures'

/** How many milestones of a sector and of two countries ended in which way. */
export type EndedMilestones = {
  readonly sector: string
  /** The client's country and the team's. */
  readonly from: string
  readonly to: string
  readonly outcome: OutcomeClass
  readonly count: number
}

/** Both bounds together miss the true rate in at most 5 % of cases. */
const levelOfEachBound = 0.025

/** Of all milestones that ended after they had been funded, the share that was met and released. */
export function rateOf(counts: OutcomeCounts): Rate {
  const n = endedCount(counts)
  const { lower, upper } = clopperPearson(counts.met, n, levelOfEachBound)
  return { n, share: n === 0 ? null : counts.met / n, lower: lower ?? 0, upper: upper ?? 1 }
}

export function endedCount(counts: OutcomeCounts): number {
  return outcomeClasses.reduce((sum, outcome) => sum + counts[outcome], 0)
}

function groupOf(rows: readonly EndedMilestones[]): OutcomeGroup {
  const counted = (outcome: OutcomeClass) =>
    rows.filter((row) => row.outcome === outcome).reduce((sum, { count }) => sum + count, 0)
  const counts: OutcomeCounts = {
    ...{ met: counted('met'), waived: counted('waived'), not_met: counted('not_met') },
    ...{ inconclusive: counted('inconclusive'), other: counted('other') },
  }
  return { counts, rate: rateOf(counts) }
}

const mostFirst = (a: OutcomeGroup, b: OutcomeGroup) => b.rate.n - a.rate.n

/** What was delivered: in all, by sector, and by the countries of client and team; the most first. */
export function outcomeGroups(rows: readonly EndedMilestones[]): PublicFigures['outcomes'] {
  const sectors = [...grouped(rows, ({ sector }) => sector)].map(([sector, group]) => ({
    sector,
    ...groupOf(group),
  }))
  const pairs = [...grouped(rows, ({ from, to }) => `${from} ${to}`).values()].map((group) => ({
    ...{ from: group[0]?.from ?? '', to: group[0]?.to ?? '' },
    ...groupOf(group),
  }))
  return { all: groupOf(rows), sectors: sectors.sort(mostFirst), pairs: pairs.sort(mostFirst) }
}
