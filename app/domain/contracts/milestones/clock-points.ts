import { isDiscovery } from '~/domain/market/proposals/discovery'
import type { MessageKey } from '~/platform/languages/keys'
import { deliveryDueAt } from './deadlines'
import { endedStatuses, heldStatuses, type MilestoneStatus, unfundedStatuses } from './milestone'

/** A point of a milestone's clock line. `at` is null for what has no time yet. */
export type ClockPoint = {
  readonly key: MessageKey
  readonly at: Date | null
  readonly state: 'past' | 'now' | 'future' | 'missed'
}

export type ClockFacts = {
  readonly status: MilestoneStatus
  readonly kind?: 'discovery' | null
  readonly weeks: number
  readonly deadlineAt: Date | null
  readonly enteredAt: Date
  readonly fundedAt: Date | null
  /** The latest submission and the latest verdict, when there were any. */
  readonly submittedAt: Date | null
  readonly measuredAt: Date | null
  readonly acceptedAt: Date | null
  readonly paidAt: Date | null
}

const allSteps = ['funded', 'submitted', 'measured', 'accepted', 'paid'] as const
type Step = (typeof allSteps)[number]

const stepOf: Record<MilestoneStatus, Step | null> = {
  unfunded: 'funded',
  funding: 'funded',
  funded: 'submitted',
  submitted: 'measured',
  measuring: 'measured',
  in_review: 'accepted',
  with_operator: 'accepted',
  disputed: 'accepted',
  accepted: 'paid',
  released: 'paid',
  paid: null,
  refunded: null,
  settled: null,
  cancelled: null,
}

/**
 * The five points of a milestone: what is past with its time, what is awaited, what is to come. A
 * discovery has four: it is not measured.
 */
export function clockPoints(facts: ClockFacts, at: Date): ClockPoint[] {
  const steps = allSteps.filter((step) => step !== 'measured' || !isDiscovery(facts))
  const times: Record<Step, Date | null> = {
    funded: facts.fundedAt,
    submitted: facts.submittedAt,
    measured: facts.measuredAt,
    accepted: facts.acceptedAt,
    paid: facts.paidAt,
  }
  const awaited = stepOf[facts.status]
  const awaitedAt = awaited ? steps.indexOf(awaited) : steps.length
  const ended = endedStatuses.includes(facts.status) && awaited === null
  return steps.map((step, index) => {
    const key: MessageKey = `milestone.point_${step}`
    if (index < awaitedAt && !(ended && times[step] === null)) {
      return { key, at: times[step], state: 'past' as const }
    }
    if (index === awaitedAt) {
      const late = facts.deadlineAt !== null && facts.deadlineAt <= at
      return { key, at: facts.deadlineAt, state: late ? ('missed' as const) : ('now' as const) }
    }
    return { key, at: ended ? null : plannedAt(step, facts), state: ended ? 'missed' : 'future' }
  })
}

/** When a later point is planned, as far as that can be said. */
function plannedAt(step: Step, facts: ClockFacts): Date | null {
  if (step !== 'submitted' || unfundedStatuses.includes(facts.status)) return null
  return facts.fundedAt && heldStatuses.includes(facts.status)
    ? deliveryDueAt(facts.fundedAt, facts.weeks)
    : null
}
