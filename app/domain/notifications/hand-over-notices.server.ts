import { handOver } from 'db/schema/contracts'
import { eq } from 'drizzle-orm'
import { namesOf } from '~/domain/contracts/queries.server'
import { clientHandOverStates, missingWords } from '~/domain/contracts/seats/hand-over'
import { textsOf, wordsOf } from '~/domain/contracts/seats/hand-over-rows.server'
import { concernedBy } from '~/domain/contracts/seats/seats'
import type { Reader } from '~/platform/database.server'
import { contractPeople } from './audience.server'
import { except, type Facts, type Notice, notice } from './notice'

/** Seats that pass on in mid-contract. */

async function aboutHandOver(db: Reader, handOverId: string) {
  const [row] = await db.select().from(handOver).where(eq(handOver.id, handOverId))
  const about = row && (await contractPeople(db, row.contractId))
  if (!about) return null
  const texts = await textsOf(db, row)
  const missing = missingWords(texts, await wordsOf(db, row.id))
  const { contract, team, organisation } = about
  return {
    ...about,
    row,
    asked: missing.seats,
    unsigned: missing.team ? about.leads : [],
    everybody: [...about.client, ...about.members, ...concernedBy(texts.before, texts.after)],
    facts: { contract: contract.title, team, organisation, position: row.fromPosition },
    url: `/contracts/${contract.id}/seats`,
  }
}

type Found = NonNullable<Awaited<ReturnType<typeof aboutHandOver>>>

/** Those of the team whose word is missing: for their own seat, and the leads' signature. */
function waitedFor({ asked, unsigned, url, facts }: Found): Notice[] {
  return [
    notice(unsigned, 'hand_over_sign', url, facts, 'turn'),
    notice(asked, 'hand_over_asked', url, facts, 'turn'),
  ]
}

export async function handOverProposed(db: Reader, handOverId: string): Promise<Notice[]> {
  const found = await aboutHandOver(db, handOverId)
  if (!found) return []
  const others = except(found.everybody, [found.row.proposedBy])
  return [...waitedFor(found), notice(others, 'hand_over_proposed', found.url, found.facts)]
}

export async function handOverAgreed(db: Reader, handOverId: string): Promise<Notice[]> {
  const found = await aboutHandOver(db, handOverId)
  return found ? [notice(found.client, 'hand_over_client', found.url, found.facts, 'turn')] : []
}

export async function handOverInForce(db: Reader, handOverId: string): Promise<Notice[]> {
  const found = await aboutHandOver(db, handOverId)
  return found ? [notice(found.everybody, 'hand_over_in_force', found.url, found.facts)] : []
}

const endings = {
  refused: 'hand_over_refused',
  withdrawn: 'hand_over_withdrawn',
  lapsed: 'hand_over_lapsed',
} as const

export async function handOverEnded(db: Reader, handOverId: string): Promise<Notice[]> {
  const found = await aboutHandOver(db, handOverId)
  const { state, endedBy } = found?.row ?? {}
  if (!found || !state || !(state in endings)) return []
  const names = await namesOf(db, endedBy ? [endedBy] : [])
  const facts = { ...found.facts, person: names.get(endedBy ?? '') ?? '' }
  const kind = endings[state as keyof typeof endings]
  return [notice(except(found.everybody, endedBy ? [endedBy] : []), kind, found.url, facts)]
}

/** Its own deadline: it waits for words of the team, or for the client's signature. */
export async function handOverDeadline(
  db: Reader,
  handOverId: string,
  given: Facts,
): Promise<Notice[]> {
  const found = await aboutHandOver(db, handOverId)
  if (!found) return []
  const people = clientHandOverStates.includes(found.row.state)
    ? found.client
    : [...found.unsigned, ...found.asked]
  return [notice(people, 'deadline_hand_over', found.url, { ...found.facts, ...given }, 'turn')]
}

/** Somebody left the team and still has a seat: the leads of the contract see to it. */
export async function seatHolderLeft(
  db: Reader,
  contractId: string,
  given: Facts,
): Promise<Notice[]> {
  const found = await contractPeople(db, contractId)
  if (!found) return []
  const who = String(given.person)
  const names = await namesOf(db, [who])
  const facts = {
    contract: found.contract.title,
    team: found.team,
    person: names.get(who) ?? '',
  }
  const leads = except(found.leads, [who])
  return [notice(leads, 'seat_holder_left', `/contracts/${contractId}/seats`, facts, 'turn')]
}
