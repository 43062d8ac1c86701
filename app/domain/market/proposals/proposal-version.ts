import type { Role } from '~/domain/skills/roles'
import type { ManifestEntry } from '~/domain/stewardship/facts'
import { allocate, portion } from '~/kernel/money'
import { type Exchange, fittedStages } from '../exchange/exchange'
import type { ProposedMilestone } from './proposal'

/** Who laid a version before the other. */
export type ProposalSide = 'team' | 'client'

/** What a version of a proposal says. JSON only: amounts are decimal strings of minor units. */
export type ProposalTerms = {
  readonly approach: string
  readonly priceMinor: string
  readonly weeks: number
  readonly milestones: readonly ProposedMilestone[]
  readonly manifest: readonly ManifestEntry[]
  readonly holdbackBps: number
  readonly reviewDays: number
  readonly seats: readonly ProposedSeat[]
}

export type ProposedSeat = {
  readonly personId: string
  readonly role: Role
  readonly shareBps: number
  /** Absent for a usual seat, so that what was laid before it existed reads the same. */
  readonly exchange?: Exchange
}

type Parts = Omit<ProposalTerms, 'priceMinor' | 'seats'> & { readonly priceMinor: bigint }

/** The terms of a proposal's row and its seats, the largest share first. */
export function termsOfProposal(
  row: Parts,
  seats: readonly (Omit<ProposedSeat, 'exchange'> & { readonly exchange?: Exchange | null })[],
): ProposalTerms {
  const { approach, weeks, holdbackBps, reviewDays } = row
  return {
    ...{ approach, weeks, holdbackBps, reviewDays },
    priceMinor: row.priceMinor.toString(),
    milestones: [...row.milestones],
    manifest: [...row.manifest],
    seats: seats
      .map(({ personId, role, shareBps, exchange }) => ({
        ...{ personId, role, shareBps },
        ...(exchange ? { exchange } : {}),
      }))
      .sort((a, b) => b.shareBps - a.shareBps || (a.personId < b.personId ? -1 : 1)),
  }
}

/** What a member gets of every milestone before the platform's fee, in minor units. */
function amountsOf({ milestones, seats }: ProposalTerms, personId: string): string {
  const weights = seats.map(({ personId: id, shareBps }) => ({ id, weight: BigInt(shareBps) }))
  return milestones
    .map(({ amountMinor }) => allocate(BigInt(amountMinor), weights).get(personId))
    .join(' ')
}

/** What a seat is paid of all milestones once the platform's fee is taken, in minor units. */
export function netOfSeat(
  { milestones, seats }: Pick<ProposalTerms, 'milestones' | 'seats'>,
  personId: string,
  feeBps: number,
): bigint {
  const weights = seats.map(({ personId: id, shareBps }) => ({ id, weight: BigInt(shareBps) }))
  return milestones.reduce((sum, { amountMinor }) => {
    const gross = BigInt(amountMinor)
    return sum + (allocate(gross - portion(gross, feeBps), weights).get(personId) ?? 0n)
  }, 0n)
}

/** Where somebody comes or hosts in exchange, as one text: the same text, the same promise. */
function exchangesOf({ seats }: ProposalTerms, personId: string): string {
  return seats
    .flatMap(({ personId: guestId, exchange }) =>
      exchange && (guestId === personId || exchange.hostId === personId)
        ? [[guestId, exchange.hostId, ...exchange.milestones].join(' ')]
        : [],
    )
    .sort()
    .join(', ')
}

/**
 * Whether a member who agreed to `before` need not be asked about `after`: the same role, the same
 * share, the same amounts of the same milestones, and the same exchange as guest or host.
 */
export function keepsWord(before: ProposalTerms, after: ProposalTerms, personId: string): boolean {
  const seat = ({ seats }: ProposalTerms) => seats.find((one) => one.personId === personId)
  const [was, is] = [seat(before), seat(after)]
  if (!was || !is || was.role !== is.role || was.shareBps !== is.shareBps) return false
  if (exchangesOf(before, personId) !== exchangesOf(after, personId)) return false
  return amountsOf(before, personId) === amountsOf(after, personId)
}

/** What the client may ask to be otherwise. The approach, the providers and the shares are the team's. */
export type CounterOffer = Pick<ProposalTerms, 'milestones' | 'holdbackBps' | 'reviewDays'>

/** The team's terms with the client's wishes in them: the price is the sum of the milestones. */
export function counteredTerms(terms: ProposalTerms, counter: CounterOffer): ProposalTerms {
  const { milestones, holdbackBps, reviewDays } = counter
  const sum = milestones.reduce((all, { amountMinor }) => all + BigInt(amountMinor), 0n)
  return {
    ...terms,
    ...{ milestones, holdbackBps, reviewDays },
    priceMinor: sum.toString(),
    weeks: milestones.reduce((all, { weeks }) => all + weeks, 0),
    seats: terms.seats.map(({ exchange, ...seat }) => ({
      ...seat,
      ...(exchange ? { exchange: fittedStages(exchange, terms.milestones, milestones) } : {}),
    })),
  }
}

/** Whether two texts are the same but for spaces, case and signs. */
export function sameWords(a: string, b: string): boolean {
  const plain = (text: string) =>
    text
      .normalize('NFKC')
      .toLowerCase()
      .split(/[^\p{L}\p{N}\p{M}]+/u)
      .filter(Boolean)
      .join(' ')
  return plain(a) === plain(b)
}
