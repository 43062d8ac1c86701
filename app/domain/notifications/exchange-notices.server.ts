import { person } from 'db/schema/identity'
import { exchangeAsking, exchangeOpening } from 'db/schema/openings'
import { team, teamMember } from 'db/schema/teams'
import { and, eq, isNull } from 'drizzle-orm'
import { termsOf } from '~/domain/contracts/rows.server'
import { exchangesIn } from '~/domain/contracts/seats/exchange'
import { stagesSaid } from '~/domain/contracts/seats/exchange-queries.server'
import type { Reader } from '~/platform/database.server'
import { milestonePeople } from './audience.server'
import { type Facts, type Notice, notice } from './notice'

/** A delivery lies there: each host is asked what the one beside them did for it, until it is said. */
export async function exchangeAsked(db: Reader, milestoneId: string): Promise<Notice[]> {
  const found = await milestonePeople(db, milestoneId)
  if (!found) return []
  const { milestone } = found
  const said = (await stagesSaid(db, milestoneId)).map(({ personId }) => personId)
  const guests = exchangesIn(await termsOf(db, milestone.contractId), milestone.position)
  return guests
    .filter(({ personId }) => !said.includes(personId))
    .map(({ name, exchange }) =>
      notice(
        [exchange.hostId],
        'exchange_asked',
        `/milestones/${milestoneId}#exchange`,
        { milestone: milestone.title, person: name },
        'turn',
      ),
    )
}

export async function exchangeConfirmed(
  db: Reader,
  milestoneId: string,
  given: Facts,
): Promise<Notice[]> {
  const found = await milestonePeople(db, milestoneId)
  if (!found) return []
  const facts = { milestone: found.milestone.title }
  const url = `/milestones/${milestoneId}#exchange`
  return [notice([String(given.person)], 'exchange_confirmed', url, facts)]
}

async function openingPeople(db: Reader, openingId: string) {
  const [row] = await db
    .select({ opening: exchangeOpening, team: team.name })
    .from(exchangeOpening)
    .innerJoin(team, eq(team.id, exchangeOpening.teamId))
    .where(eq(exchangeOpening.id, openingId))
  if (!row) return null
  const leads = await db
    .select({ personId: teamMember.personId })
    .from(teamMember)
    .where(and(eq(teamMember.teamId, row.opening.teamId), eq(teamMember.lead, 1)))
  return { ...row, leads: leads.map(({ personId }) => personId), url: `/exchange/${openingId}` }
}

async function askingPeople(db: Reader, askingId: string) {
  const [asking] = await db
    .select({ openingId: exchangeAsking.openingId, personId: person.id, name: person.name })
    .from(exchangeAsking)
    .innerJoin(person, eq(person.id, exchangeAsking.personId))
    .where(eq(exchangeAsking.id, askingId))
  const found = asking && (await openingPeople(db, asking.openingId))
  return found ? { ...found, asking } : null
}

/** Somebody else opened a seat in exchange and named them as its host. */
export async function hostNamed(db: Reader, openingId: string): Promise<Notice[]> {
  const found = await openingPeople(db, openingId)
  if (!found) return []
  const { opening, url } = found
  return [notice([opening.hostId], 'exchange_host_named', url, { team: found.team })]
}

export async function seatAsked(db: Reader, askingId: string): Promise<Notice[]> {
  const found = await askingPeople(db, askingId)
  if (!found) return []
  const { leads, url, asking } = found
  return [
    notice(leads, 'exchange_seat_asked', url, { team: found.team, person: asking.name }, 'turn'),
  ]
}

export async function seatDeclined(db: Reader, askingId: string): Promise<Notice[]> {
  const found = await askingPeople(db, askingId)
  if (!found) return []
  const { asking, url } = found
  return [notice([asking.personId], 'exchange_seat_declined', url, { team: found.team })]
}

/** The seat that an accepted invitation filled: whoever still waited for it hears that it is taken. */
export async function seatTaken(db: Reader, invitationId: string): Promise<Notice[]> {
  const [by] = await db
    .select({ openingId: exchangeAsking.openingId })
    .from(exchangeAsking)
    .where(eq(exchangeAsking.invitationId, invitationId))
  const found = by && (await openingPeople(db, by.openingId))
  if (!found) return []
  const waiting = await db
    .select({ personId: exchangeAsking.personId })
    .from(exchangeAsking)
    .where(
      and(
        eq(exchangeAsking.openingId, by.openingId),
        isNull(exchangeAsking.takenBackAt),
        isNull(exchangeAsking.declinedAt),
        isNull(exchangeAsking.invitationId),
      ),
    )
  const people = waiting.map(({ personId }) => personId)
  return [notice(people, 'exchange_seat_taken', found.url, { team: found.team })]
}
