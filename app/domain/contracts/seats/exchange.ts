import type { Exchange, ExchangeStage, PlannedStage } from '~/domain/market/exchange/exchange'
import {
  acceptedStatuses,
  type MilestoneStatus,
  measuringStatuses,
  operatorStatuses,
  reviewStatuses,
} from '../milestones/milestone'
import type { Terms } from '../terms/terms'
import { membersAt } from './seats'

/** A delivery lies there, or was accepted: the host can say what the other one did for it. */
export const confirmableStatuses: readonly MilestoneStatus[] = [
  ...measuringStatuses,
  ...reviewStatuses,
  ...operatorStatuses,
  ...acceptedStatuses,
]

export type MilestoneExchange = {
  readonly personId: string
  readonly name: string
  readonly exchange: Exchange
  readonly planned: PlannedStage
}

/** One of them as the parties read it. */
export type ShownExchange = Omit<MilestoneExchange, 'exchange'> &
  Omit<Exchange, 'milestones'> & {
    readonly hostName: string
    /** null until the host has said it. */
    readonly said: {
      readonly stage: ExchangeStage
      readonly words: string
      readonly confirmedAt: Date
    } | null
    readonly mayConfirm: boolean
  }

/** The members in exchange who take part in one milestone of these terms, by its position from 1. */
export function exchangesIn(
  terms: Pick<Terms, 'members' | 'laterSeats'>,
  position: number,
): MilestoneExchange[] {
  return membersAt(terms, position).flatMap(({ personId, name, exchange }) => {
    const planned = exchange?.milestones[position - 1] ?? 'none'
    return exchange && planned !== 'none' ? [{ personId, name, exchange, planned }] : []
  })
}
