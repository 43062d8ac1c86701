import { contract, contractTerms } from 'db/schema/contracts'
import { person } from 'db/schema/identity'
import { desc, eq } from 'drizzle-orm'
import type { Reader } from '~/platform/database.server'
import { contractPeople, offerPeople, proposalPeople } from './audience.server'
import { except, type Facts, type Notice, notice } from './notice'

/** Offers, their orders, and what a client hands over before the weeks count. */

async function aboutOffer(db: Reader, versionId: string) {
  const found = await offerPeople(db, versionId)
  if (!found) return null
  const { title, offerId } = found.version
  return { ...found, facts: { team: found.team, offer: title }, url: `/offers/${offerId}` }
}

export async function offerSeats(db: Reader, versionId: string): Promise<Notice[]> {
  const found = await aboutOffer(db, versionId)
  if (!found) return []
  return [notice(found.unanswered, 'offer_seats', `${found.url}/preview`, found.facts, 'turn')]
}

/** Somebody refused a seat: the lead goes on with it. */
export async function offerReopened(db: Reader, versionId: string): Promise<Notice[]> {
  const found = await aboutOffer(db, versionId)
  return found
    ? [notice(found.leads, 'offer_reopened', `${found.url}/edit`, found.facts, 'turn')]
    : []
}

/** What is on sale has a seat that nobody fills: its leads give it to somebody in a new version. */
export async function offerMemberLeft(
  db: Reader,
  versionId: string,
  given: Facts,
): Promise<Notice[]> {
  const found = await aboutOffer(db, versionId)
  const [left] = await db
    .select({ name: person.name })
    .from(person)
    .where(eq(person.id, String(given.person ?? '')))
  if (!found || !left) return []
  const facts = { ...found.facts, person: left.name }
  return [notice(found.leads, 'offer_member_left', found.url, facts, 'turn')]
}

export async function offerAgreed(db: Reader, versionId: string): Promise<Notice[]> {
  const found = await aboutOffer(db, versionId)
  return found
    ? [notice(found.leads, 'offer_agreed', `${found.url}/edit`, found.facts, 'turn')]
    : []
}

export async function offerOrdered(db: Reader, proposalId: string): Promise<Notice[]> {
  const found = await proposalPeople(db, proposalId)
  const [made] = await db
    .select({ id: contract.id })
    .from(contract)
    .where(eq(contract.proposalId, proposalId))
  if (!found || !made) return []
  const url = `/contracts/${made.id}`
  const facts = {
    team: found.team,
    brief: found.about.brief.title,
    organisation: found.about.organisation,
  }
  return [
    notice(found.leads, 'offer_ordered_sign', url, facts, 'turn'),
    notice(except(found.members, found.leads), 'offer_ordered', url, facts),
    notice(found.about.client, 'contract_to_sign', url, facts, 'turn'),
  ]
}

async function aboutInput(db: Reader, contractId: string, inputId: Facts[string] | undefined) {
  const found = await contractPeople(db, contractId)
  const [terms] = await db
    .select({ body: contractTerms.body })
    .from(contractTerms)
    .where(eq(contractTerms.contractId, contractId))
    .orderBy(desc(contractTerms.version))
    .limit(1)
  const input = terms?.body.inputs?.find(({ id }) => id === inputId)
  if (!found || !input) return null
  const facts = {
    contract: found.contract.title,
    team: found.team,
    organisation: found.organisation,
    input: input.title,
  }
  return { ...found, facts, url: `/contracts/${contractId}#inputs` }
}

export async function inputHandedIn(
  db: Reader,
  contractId: string,
  given: Facts,
): Promise<Notice[]> {
  const found = await aboutInput(db, contractId, given.inputId)
  return found ? [notice(found.members, 'input_handed_in', found.url, found.facts, 'turn')] : []
}

export async function inputConfirmed(
  db: Reader,
  contractId: string,
  given: Facts,
): Promise<Notice[]> {
  const found = await aboutInput(db, contractId, given.inputId)
  if (!found) return []
  const { client, members, url, facts } = found
  return given.complete === 1
    ? [notice([...client, ...members], 'inputs_complete', url, facts)]
    : [notice(client, 'input_confirmed', url, facts)]
}

export async function inputAskedAgain(
  db: Reader,
  contractId: string,
  given: Facts,
): Promise<Notice[]> {
  const found = await aboutInput(db, contractId, given.inputId)
  return found ? [notice(found.client, 'input_asked_again', found.url, found.facts, 'turn')] : []
}
