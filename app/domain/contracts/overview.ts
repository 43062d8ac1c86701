import type { Outcome } from '~/domain/outcomes/measures/decide'
import type { WorkloadClass } from '~/domain/stewardship/workload-class'
import type { Currency } from '~/kernel/money'
import type { ContractStatus, Side } from './contract'
import type { ClockPoint } from './milestones/clock-points'
import type { MilestoneStatus } from './milestones/milestone'
import type { Turn } from './whose-turn'

/** A milestone as lists and dashboards show it. */
export type MilestoneOverview = {
  id: string
  position: number
  title: string
  kind: 'discovery' | null
  status: MilestoneStatus
  outcome: Outcome | null
  currency: Currency
  amountMinor: bigint
  deadlineAt: Date | null
  turn: Turn
  points: ClockPoint[]
}

/** A contract as lists and dashboards show it, from the viewer's side. */
export type Overview = {
  id: string
  title: string
  status: ContractStatus
  workloadClass: WorkloadClass
  currency: Currency
  priceMinor: bigint
  clientName: string
  teamName: string
  teamId: string
  organisationId: string
  closedAt: Date | null
  milestones: MilestoneOverview[]
  current: MilestoneOverview | null
  /** Whose turn it is now in the whole contract. */
  turn: Turn
  side: Side | null
  yourTurn: boolean
}
