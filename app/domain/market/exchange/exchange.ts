import { isDiscovery } from '../proposals/discovery'

/** What somebody from another country does in a milestone, each more than the one before. */
export const exchangeStages = ['shadow', 'pair', 'lead'] as const
export type ExchangeStage = (typeof exchangeStages)[number]
export const plannedStages = ['none', ...exchangeStages] as const
export type PlannedStage = (typeof plannedStages)[number]

/**
 * A seat in exchange as the lead writes it: who is the host, and the stage in each milestone in order,
 * a discovery among them.
 */
export type ExchangePlan = {
  readonly hostId: string
  readonly milestones: readonly PlannedStage[]
}

/** As people agree to it, with the countries of that day: home of the person, country of the host. */
export type Exchange = ExchangePlan & { readonly from: string; readonly to: string }

export type ExchangeProblem =
  | { readonly field: 'host'; readonly problem: 'host_missing' | 'host_exchanged' }
  | { readonly field: 'host'; readonly problem: 'country_of_host' | 'country_of_team' }
  /** `place` counts from 0. */
  | {
      readonly field: 'stage'
      readonly place: number
      readonly problem: 'stage_backwards' | 'stages_only_watch' | 'stage_beyond'
    }
  | { readonly field: 'share'; readonly problem: 'share_missing' }

type CheckedSeat = {
  readonly personId: string
  readonly country: string
  readonly shareBps: number
  readonly exchange?: ExchangePlan | null
}

const rank = (stage: PlannedStage) => plannedStages.indexOf(stage)
const doesWork = (stage: PlannedStage) => rank(stage) >= rank('pair')

/** Only who did a part of the work takes the milestone's credential away; who watched does not. */
export function earnsCredential(stage: ExchangeStage | null): boolean {
  return stage !== null && doesWork(stage)
}

/**
 * What is wrong with a seat in exchange; null where nothing is, also for any other seat. The person
 * comes from another country than the host and than most of the others, and is paid a share.
 * @param milestones how many the proposal has.
 */
export function checkExchange(
  seat: CheckedSeat,
  seats: readonly CheckedSeat[],
  milestones: number,
): ExchangeProblem | null {
  const { exchange } = seat
  if (!exchange) return null
  if (seat.shareBps <= 0) return { field: 'share', problem: 'share_missing' }
  const others = seats.filter(({ personId }) => personId !== seat.personId)
  const host = others.find(({ personId }) => personId === exchange.hostId)
  if (!host) return { field: 'host', problem: 'host_missing' }
  if (host.exchange) return { field: 'host', problem: 'host_exchanged' }
  const problem = checkAbroad(seat.country, host.country, others)
  return problem ? { field: 'host', problem } : checkStages(exchange.milestones, milestones)
}

/**
 * Whether somebody of a country comes from abroad, to this host and to most of these people; null
 * where they do.
 */
export function checkAbroad(
  from: string,
  host: string,
  others: readonly { readonly country: string }[],
): 'country_of_host' | 'country_of_team' | null {
  if (from === host) return 'country_of_host'
  const compatriots = others.filter(({ country }) => country === from).length
  return compatriots * 2 >= others.length ? 'country_of_team' : null
}

function checkStages(stages: readonly PlannedStage[], milestones: number): ExchangeProblem | null {
  const wrong = (
    place: number,
    problem: 'stage_backwards' | 'stages_only_watch' | 'stage_beyond',
  ) => ({ field: 'stage', place, problem }) as const
  const beyond = stages.findIndex((stage, place) => place >= milestones && stage !== 'none')
  if (beyond >= 0) return wrong(beyond, 'stage_beyond')
  const within = stages.slice(0, milestones)
  if (within.length < milestones) return wrong(within.length, 'stages_only_watch')
  const back = within.findIndex(
    (stage, place) => place > 0 && rank(stage) < rank(within[place - 1] ?? 'none'),
  )
  if (back >= 0) return wrong(back, 'stage_backwards')
  return within.some(doesWork) ? null : wrong(Math.max(0, milestones - 1), 'stages_only_watch')
}

type Milestones = readonly Parameters<typeof isDiscovery>[0][]

/** The plan as its form shows it: without a discovery, which is not one of the form's rows. */
export function stagesInRows<E extends ExchangePlan>(exchange: E, milestones: Milestones): E {
  return {
    ...exchange,
    milestones: exchange.milestones.slice(milestones.some(isDiscovery) ? 1 : 0),
  }
}

/** The plan as its form says it, with its place for a discovery: nobody is in exchange there. */
export function stagesInMilestones<E extends ExchangePlan>(exchange: E, milestones: Milestones): E {
  const before = milestones.some(isDiscovery) ? (['none'] as const) : []
  return { ...exchange, milestones: [...before, ...exchange.milestones] }
}

/**
 * The plan for other milestones than it was made for, as a counter-offer may bring them: a discovery
 * comes and goes alone; of the others the last stages stay, and the last of them goes on.
 */
export function fittedStages<E extends ExchangePlan>(
  exchange: E,
  before: Milestones,
  after: Milestones,
): E {
  const { milestones: stages } = stagesInRows(exchange, before)
  const count = after.filter((row) => !isDiscovery(row)).length
  const last = stages.at(-1) ?? 'none'
  const missing = Array.from({ length: Math.max(0, count - stages.length) }, () => last)
  const fitted = [...stages.slice(Math.max(0, stages.length - count)), ...missing]
  return stagesInMilestones({ ...exchange, milestones: fitted }, after)
}
