import { review } from 'db/schema/reputation'
import { eq } from 'drizzle-orm'
import { signingStatuses } from '~/domain/contracts/contract'
import type { Reader } from '~/platform/database.server'
import { contractPeople } from './audience.server'
import { except, type Facts, type Notice, notice } from './notice'

/** A contract as a whole: its terms, signatures, end and reviews. */

async function aboutContract(db: Reader, contractId: string) {
  const found = await contractPeople(db, contractId)
  if (!found) return null
  const facts = {
    contract: found.contract.title,
    team: found.team,
    organisation: found.organisation,
  }
  const everybody = [...new Set([...found.client, ...found.members])]
  return { ...found, facts, everybody, url: `/contracts/${contractId}` }
}

export async function termsChanged(
  db: Reader,
  contractId: string,
  given: Facts,
): Promise<Notice[]> {
  const found = await aboutContract(db, contractId)
  if (!found) return []
  const facts = { ...found.facts, version: given.version ?? found.contract.termsVersion }
  return [
    notice(found.unsigned, 'terms_changed', found.url, facts, 'turn'),
    notice(except(found.members, found.leads), 'terms_changed', found.url, facts),
  ]
}

export async function signedOnce(db: Reader, contractId: string): Promise<Notice[]> {
  const found = await aboutContract(db, contractId)
  if (!found) return []
  return [notice(found.unsigned, 'contract_signed_once', found.url, found.facts, 'turn')]
}

export async function awaitingFunds(db: Reader, contractId: string): Promise<Notice[]> {
  const found = await aboutContract(db, contractId)
  if (!found) return []
  return [
    notice(found.client, 'contract_awaiting_funds', found.url, found.facts, 'turn'),
    notice(found.members, 'contract_signed', found.url, found.facts),
  ]
}

export async function contractLapsed(
  db: Reader,
  contractId: string,
  given: Facts,
): Promise<Notice[]> {
  const found = await aboutContract(db, contractId)
  if (!found) return []
  const kind = given.was === 'next_funding' ? 'contract_lapsed_funding' : 'contract_lapsed'
  return [notice(found.everybody, kind, found.url, found.facts)]
}

/** Both sides hear who ended the contract, and those who may review it that they may. */
export async function discoveryEnded(
  db: Reader,
  contractId: string,
  given: Facts,
): Promise<Notice[]> {
  const found = await aboutContract(db, contractId)
  if (!found) return []
  const by = given.side === 'client' ? found.organisation : found.team
  const facts = { ...found.facts, by }
  const reviewers = [...found.client, ...found.leads]
  return [
    notice(reviewers, 'discovery_ended_review', found.url, facts, 'turn'),
    notice(found.members, 'discovery_ended', found.url, facts),
  ]
}

export async function contractCompleted(db: Reader, contractId: string): Promise<Notice[]> {
  const found = await aboutContract(db, contractId)
  if (!found) return []
  const reviewers = [...found.client, ...found.leads]
  return [
    notice(reviewers, 'contract_completed_review', found.url, found.facts, 'turn'),
    notice(found.members, 'contract_completed', found.url, found.facts),
  ]
}

export async function reviewReminder(db: Reader, contractId: string): Promise<Notice[]> {
  const found = await aboutContract(db, contractId)
  if (!found) return []
  const written = await db
    .select({ side: review.side })
    .from(review)
    .where(eq(review.contractId, contractId))
  const sides = new Set(written.map(({ side }) => side))
  const missing = [
    ...(sides.has('client') ? [] : found.client),
    ...(sides.has('team') ? [] : found.leads),
  ]
  return [notice(missing, 'review_reminder', found.url, found.facts, 'turn')]
}

export async function reviewsRevealed(db: Reader, contractId: string): Promise<Notice[]> {
  const found = await aboutContract(db, contractId)
  return found ? [notice(found.everybody, 'reviews_revealed', found.url, found.facts)] : []
}

export async function dataDeleted(db: Reader, contractId: string): Promise<Notice[]> {
  const found = await aboutContract(db, contractId)
  return found ? [notice(found.everybody, 'data_deleted', found.url, found.facts)] : []
}

/** A contract's own deadline: it waits for a signature, or for the first money. */
export async function contractDeadline(
  db: Reader,
  contractId: string,
  given: Facts,
): Promise<Notice[]> {
  const found = await aboutContract(db, contractId)
  if (!found) return []
  const facts = { ...found.facts, ...given }
  if (signingStatuses.includes(found.contract.status)) {
    return [notice(found.unsigned, 'deadline_signing', found.url, facts, 'turn')]
  }
  return [notice(found.client, 'deadline_funding', found.url, facts, 'turn')]
}
