import type { Terms } from '../terms/terms'

/** Somebody's seat in a contract: the role, the share, and the exchange where it is one. */
export type ContractSeat = Terms['members'][number]

type Seats = Pick<Terms, 'members' | 'laterSeats'>
type SeatsOfMilestones = Seats & { readonly milestones: readonly { readonly position: number }[] }

/** The seats of one milestone, by its position from 1: who does it, and by which shares it is paid. */
export function membersAt(
  { members, laterSeats = [] }: Seats,
  position: number,
): readonly ContractSeat[] {
  return laterSeats.findLast((later) => later.fromPosition <= position)?.members ?? members
}

/** Everybody whom these terms give a seat somewhere, once, with the latest of their seats. */
export function everyMember({ members, laterSeats = [] }: Seats): ContractSeat[] {
  const seats = [members, ...laterSeats.map((later) => later.members)].flat()
  return [...new Map(seats.map((seat) => [seat.personId, seat])).values()]
}

/**
 * The next version of `terms`, with other seats from a milestone on. What had been agreed for that
 * one or a later one is replaced; the seats of earlier milestones stay.
 */
export function withSeatsFrom(
  terms: Terms,
  fromPosition: number,
  members: readonly ContractSeat[],
): Terms {
  const earlier = (terms.laterSeats ?? []).filter((later) => later.fromPosition < fromPosition)
  return {
    ...terms,
    version: terms.version + 1,
    laterSeats: [...earlier, { fromPosition, members }],
  }
}

export type SeatSpan = {
  readonly seatFrom: number
  /** The last milestone with a seat; null: to the end. 0 for whoever has none. */
  readonly seatUntil: number | null
}

/** From which milestone to which one somebody has a seat. */
export function seatSpan(terms: SeatsOfMilestones, personId: string): SeatSpan {
  const positions = terms.milestones.map(({ position }) => position)
  const seated = positions.filter((position) =>
    membersAt(terms, position).some((seat) => seat.personId === personId),
  )
  if (seated.length === 0) return { seatFrom: 1, seatUntil: 0 }
  const until = Math.max(...seated)
  return {
    seatFrom: Math.min(...seated),
    seatUntil: until === Math.max(...positions) ? null : until,
  }
}

/** Whether a seat has not ended before this milestone; who comes later may help before. */
export function worksAt({ seatUntil }: Pick<SeatSpan, 'seatUntil'>, position: number): boolean {
  return seatUntil === null || position <= seatUntil
}

/** What somebody promised as guest or host, as one text for each: the same text, the same promise. */
function promisesIn(seats: readonly ContractSeat[], personId: string) {
  const lines = seats.flatMap(({ personId: guestId, exchange }) => {
    if (!exchange) return []
    const { hostId, from, to, milestones } = exchange
    return [{ guestId, hostId, text: [guestId, hostId, from, to, ...milestones].join(' ') }]
  })
  return {
    asGuest: lines.find(({ guestId }) => guestId === personId)?.text ?? '',
    asHost: lines.filter(({ hostId }) => hostId === personId).map(({ text }) => text),
  }
}

function isAskedFor(
  before: readonly ContractSeat[],
  after: readonly ContractSeat[],
  personId: string,
): boolean {
  const was = before.find((seat) => seat.personId === personId)
  const is = after.find((seat) => seat.personId === personId)
  if (!was || !is) return was !== is
  if (is.shareBps !== was.shareBps || is.role !== was.role) return true
  const [then, now] = [promisesIn(before, personId), promisesIn(after, personId)]
  return then.asGuest !== now.asGuest || now.asHost.some((text) => !then.asHost.includes(text))
}

/**
 * Whose word a change of seats needs: everybody whose share, role or exchange changes in some
 * milestone, who hosts somebody new, or who gets a seat. A larger share is more work, too.
 */
export function concernedBy(before: SeatsOfMilestones, after: SeatsOfMilestones): string[] {
  const people = new Set(
    [...everyMember(before), ...everyMember(after)].map(({ personId }) => personId),
  )
  return [...people].filter((personId) =>
    before.milestones.some(({ position }) =>
      isAskedFor(membersAt(before, position), membersAt(after, position), personId),
    ),
  )
}
