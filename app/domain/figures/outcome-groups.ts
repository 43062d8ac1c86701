import { type Ending, isVerified, rateOf } from '~/domain/reputation/rates'
import { grouped } from '~/kernel/grouped'
import {
  type OutcomeClass,
  type OutcomeCounts,
  type OutcomeGroup,
  outcomeClasses,
  type PublicFigures,
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

/** Which of them an ended milestone is; met is what a team's own rate calls verified. */
export function outcomeClassOf(ending: Ending & { readonly waived: boolean }): OutcomeClass {
  if (isVerified(ending)) return 'met'
  if (ending.waived) return 'waived'
  return ending.outcome === 'met' || ending.outcome === null ? 'other' : ending.outcome
}

function groupOf(rows: readonly EndedMilestones[]): OutcomeGroup {
  const counted = (outcome: OutcomeClass) =>
    rows.filter((row) => row.outcome === outcome).reduce((sum, { count }) => sum + count, 0)
  const counts: OutcomeCounts = {
    ...{ met: counted('met'), waived: counted('waived'), not_met: counted('not_met') },
    ...{ inconclusive: counted('inconclusive'), other: counted('other') },
  }
  const ended = outcomeClasses.reduce((sum, outcome) => sum + counts[outcome], 0)
  return { counts, rate: rateOf(counts.met, ended) }
}

const mostFirst = (a: OutcomeGroup, b: OutcomeGroup) => b.rate.of - a.rate.of

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
