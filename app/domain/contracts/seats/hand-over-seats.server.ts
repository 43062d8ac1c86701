import { contractMember } from 'db/schema/contracts'
import { person } from 'db/schema/identity'
import { teamMember } from 'db/schema/teams'
import { and, eq, inArray } from 'drizzle-orm'
import {
  checkExchange,
  type Exchange,
  type ExchangeProblem,
} from '~/domain/market/exchange/exchange'
import { assertStewards } from '~/domain/market/proposals/assert-stewards.server'
import { canonicalJson } from '~/domain/outcomes/evidence/canonical'
import type { Role } from '~/domain/skills/roles'
import { wholeShares } from '~/domain/teams/team'
import { Refused } from '~/kernel/refusal'
import type { Reader, Tx } from '~/platform/database.server'
import type { ContractRow } from '../rows.server'
import { assertJudgesApart } from '../terms/judges.server'
import type { Terms } from '../terms/terms'
import { assertTwoSides } from '../terms/two-sides.server'
import type { HandOverTexts } from './hand-over'
import { type ContractSeat, concernedBy, membersAt, withSeatsFrom } from './seats'

export type WantedSeat = {
  readonly personId: string
  readonly role: Role
  readonly shareBps: number
  /** Who hosts somebody who is in exchange now; '' makes theirs a usual seat. */
  readonly hostId?: string
}

export type SeatsWanted = { readonly fromPosition: number; readonly seats: readonly WantedSeat[] }

type Placed = WantedSeat & { readonly name: string; readonly country: string }

/** The exchange that somebody keeps, with the host who is wanted and that host's country of today. */
function keptExchange(
  seat: Placed,
  before: readonly ContractSeat[],
  placed: readonly Placed[],
): Exchange | null {
  const exchange = before.find(({ personId }) => personId === seat.personId)?.exchange
  if (!exchange || seat.hostId === '') return null
  const hostId = seat.hostId ?? exchange.hostId
  if (hostId === exchange.hostId) return exchange
  const to = placed.find(({ personId }) => personId === hostId)?.country ?? ''
  return { ...exchange, hostId, to }
}

/**
 * The next version of the terms with the seats that are wanted from a milestone on.
 * @throws Refused shares_not_whole, member_unknown, exchange_host with the problem, nothing_changed.
 */
export async function termsWithSeats(
  tx: Tx,
  terms: Terms,
  { fromPosition, seats }: SeatsWanted,
): Promise<Terms> {
  const ids = seats.map(({ personId }) => personId)
  if (ids.length === 0) throw new Refused('shares_not_whole', { sum: 0 })
  const people = await tx
    .select({ id: person.id, name: person.name, country: person.country })
    .from(person)
    .where(inArray(person.id, ids))
  const sum = seats.reduce((all, { shareBps }) => all + shareBps, 0)
  const odd = seats.some(({ shareBps }) => !Number.isInteger(shareBps) || shareBps <= 0)
  if (odd || sum !== wholeShares) throw new Refused('shares_not_whole', { sum: sum / 100 })
  if (new Set(ids).size !== ids.length || people.length !== ids.length) {
    throw new Refused('member_unknown')
  }
  const before = membersAt(terms, fromPosition)
  const placed = seats.map((seat): Placed => {
    const who = people.find(({ id }) => id === seat.personId)
    return { ...seat, name: who?.name ?? '', country: who?.country ?? '' }
  })
  const members = placed
    .map((seat): ContractSeat => {
      const { personId, name, role, shareBps } = seat
      const exchange = keptExchange(seat, before, placed)
      return { personId, name, role, shareBps, ...(exchange ? { exchange } : {}) }
    })
    .sort((a, b) => b.shareBps - a.shareBps || (a.personId < b.personId ? -1 : 1))
  const found = exchangeProblem(members, placed, terms.milestones.length)
  if (found) throw new Refused('exchange_host', { person: found.personId, problem: found.problem })
  const next = withSeatsFrom(terms, fromPosition, members)
  const same = terms.milestones.every(
    ({ position }) =>
      canonicalJson(membersAt(terms, position)) === canonicalJson(membersAt(next, position)),
  )
  if (same) throw new Refused('nothing_changed')
  return next
}

/** A guest needs a host with a usual seat, in another country; the home is the one that was signed. */
function exchangeProblem(
  members: readonly ContractSeat[],
  placed: readonly Placed[],
  milestones: number,
): { personId: string; problem: ExchangeProblem['problem'] } | null {
  const checked = members.map((seat) => ({
    ...seat,
    country:
      seat.exchange?.from ??
      placed.find(({ personId }) => personId === seat.personId)?.country ??
      '',
  }))
  for (const seat of checked) {
    const found = checkExchange(seat, checked, milestones)
    if (found) return { personId: seat.personId, problem: found.problem }
  }
  return null
}

/** Members of a team who lead it, and all of its members. */
async function peopleOfTeam(db: Reader, teamId: string) {
  const rows = await db
    .select({ personId: teamMember.personId, lead: teamMember.lead })
    .from(teamMember)
    .where(eq(teamMember.teamId, teamId))
  return {
    members: rows.map(({ personId }) => personId),
    leads: rows.filter(({ lead }) => lead === 1).map(({ personId }) => personId),
  }
}

/** Who leads for the contract after a hand-over: those with a seat who led it, or lead the team. */
export async function leadsAfter(
  tx: Tx,
  contract: ContractRow,
  { after }: HandOverTexts,
  fromPosition: number,
): Promise<string[]> {
  const team = await peopleOfTeam(tx, contract.teamId)
  const now = await tx
    .select({ personId: contractMember.personId })
    .from(contractMember)
    .where(and(eq(contractMember.contractId, contract.id), eq(contractMember.lead, 1)))
  const leads = new Set([...team.leads, ...now.map(({ personId }) => personId)])
  return membersAt(after, fromPosition)
    .map(({ personId }) => personId)
    .filter((personId) => leads.has(personId))
}

/**
 * What must hold for the seats of a hand-over, when it is proposed and when it comes into force.
 * @throws Refused member_unknown for a new seat of somebody outside the team, both_sides,
 * judge_in_team, stewards_missing, contract_lead_missing.
 */
export async function assertSeatsHold(
  tx: Tx,
  contract: ContractRow,
  texts: HandOverTexts,
  { fromPosition, at }: { fromPosition: number; at: Date },
): Promise<void> {
  const { members } = await peopleOfTeam(tx, contract.teamId)
  const seated = membersAt(texts.after, fromPosition).map(({ personId }) => personId)
  const held = membersAt(texts.before, fromPosition).map(({ personId }) => personId)
  if (seated.some((id) => !members.includes(id) && !held.includes(id))) {
    throw new Refused('member_unknown')
  }
  await assertTwoSides(tx, contract.organisationId, seated)
  await assertJudgesApart(tx, texts.after)
  await assertStewards(tx, seated, contract.workloadClass, at)
  const leads = await leadsAfter(tx, contract, texts, fromPosition)
  if (leads.length === 0) throw new Refused('contract_lead_missing')
}

/** Whether somebody who does not lead may propose it: who goes, or takes less. */
export function givesUp(personId: string, { before, after }: HandOverTexts): boolean {
  const share = (terms: Terms, position: number) =>
    membersAt(terms, position).find((seat) => seat.personId === personId)?.shareBps ?? 0
  return (
    concernedBy(before, after).includes(personId) &&
    before.milestones.some(({ position }) => share(after, position) < share(before, position))
  )
}
