import type { MilestoneEvent } from '~/domain/contracts/milestones/milestone'
import { reviewStatuses } from '~/domain/contracts/milestones/milestone'
import { dayMs } from '~/kernel/clock'
import type { Rate } from './rate'
import { type Disagreements, disagreementsOf, rateOf, type Work } from './rates'

/** The middle of some values, in their unit, and how many there are. */
export type Median = { readonly value: number; readonly of: number }

/** null where there is nothing. */
export function medianOf(values: readonly number[]): Median | null {
  if (values.length === 0) return null
  const sorted = [...values].sort((a, b) => a - b)
  const upper = sorted[Math.floor(sorted.length / 2)] ?? 0
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? upper
  return { value: (lower + upper) / 2, of: sorted.length }
}

/** A contract that both sides signed, with its milestones that were funded. */
export type SignedContract = {
  readonly signedAt: Date
  /** Nothing more happens in it. */
  readonly ended: boolean
  readonly works: readonly Work[]
}

const acceptEvents: readonly MilestoneEvent[] = ['accept']
const silenceEvents: readonly MilestoneEvent[] = ['accept_by_silence']

/** How long each delivery lay before the client, in days, until it left the review whichever way. */
export function reviewSpans({ steps }: Pick<Work, 'steps'>): number[] {
  return steps.flatMap((step, index) => {
    const next = steps[index + 1]
    if (!next || !reviewStatuses.includes(step.to)) return []
    return [(next.at.getTime() - step.at.getTime()) / dayMs]
  })
}

/** What can be said of a client. */
export type ClientRecord = {
  readonly signed: number
  /** Ended without the client having paid anything in. */
  readonly neverFunded: number
  /** Days from the last signature to the first money that was held. */
  readonly fundingDays: Median | null
  readonly reviewDays: Median | null
  /** Of what was accepted, how much the client's silence accepted. */
  readonly bySilence: Rate
  readonly disagreements: Disagreements
}

/** As for teams, no clock is asked and nothing fades. */
export function clientRecord(contracts: readonly SignedContract[]): ClientRecord {
  const works = contracts.flatMap((contract) => contract.works)
  const happened = (events: readonly MilestoneEvent[]) =>
    works.filter(({ steps }) => steps.some(({ event }) => events.includes(event))).length
  const silent = happened(silenceEvents)
  const funded = contracts.flatMap((contract) => {
    const first = Math.min(...contract.works.map(({ fundedAt }) => fundedAt.getTime()))
    return Number.isFinite(first) ? [(first - contract.signedAt.getTime()) / dayMs] : []
  })
  return {
    signed: contracts.length,
    neverFunded: contracts.filter((contract) => contract.ended && contract.works.length === 0)
      .length,
    fundingDays: medianOf(funded),
    reviewDays: medianOf(works.flatMap(reviewSpans)),
    bySilence: rateOf(silent, silent + happened(acceptEvents)),
    disagreements: disagreementsOf(works),
  }
}
