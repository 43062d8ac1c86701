import { dispute, settlementOffer } from 'db/schema/disputes'
import { eq } from 'drizzle-orm'
import type { Side } from '~/domain/contracts/contract'
import { disputeTurn, otherSide } from '~/domain/contracts/disputes/dispute'
import type { Reader } from '~/platform/database.server'
import { milestonePeople, operatorPeople } from './audience.server'
import { except, type Facts, type Notice, notice } from './notice'

/** Two sides that do not agree on a milestone's money, and the splits that they offer. */

async function aboutSides(db: Reader, milestoneId: string, by: Side) {
  const found = await milestonePeople(db, milestoneId)
  if (!found) return null
  const { milestone, contract, team, organisation, leads, members, client } = found
  const of = (side: Side) => (side === 'client' ? client : leads)
  return {
    own: of(by),
    other: of(otherSide(by)),
    client,
    members,
    facts: {
      milestone: milestone.title,
      contract: contract.title,
      side: by === 'client' ? organisation : team,
      ...(milestone.deadlineAt ? { deadline: milestone.deadlineAt.toISOString() } : {}),
    },
    url: `/milestones/${milestoneId}/dispute`,
  }
}

async function aboutDispute(db: Reader, disputeId: string) {
  const [row] = await db.select().from(dispute).where(eq(dispute.id, disputeId))
  const found = row && (await aboutSides(db, row.milestoneId, row.side))
  return found ? { ...found, row } : null
}

async function aboutOffer(db: Reader, offerId: string) {
  const [row] = await db.select().from(settlementOffer).where(eq(settlementOffer.id, offerId))
  return row ? { row, found: await aboutSides(db, row.milestoneId, row.side) } : null
}

export async function disputeOpened(db: Reader, disputeId: string): Promise<Notice[]> {
  const found = await aboutDispute(db, disputeId)
  if (!found) return []
  const { other, own, client, members, url, facts } = found
  return [
    notice(other, 'dispute_opened_answer', url, facts, 'turn'),
    notice(except([...client, ...members], own), 'dispute_opened', url, facts),
  ]
}

export async function disputeAnswered(db: Reader, disputeId: string): Promise<Notice[]> {
  const found = await aboutDispute(db, disputeId)
  if (!found) return []
  const answering = await aboutSides(db, found.row.milestoneId, otherSide(found.row.side))
  if (!answering) return []
  const { url, facts } = answering
  return [notice(answering.other, 'dispute_answered', url, facts, 'turn')]
}

export async function disputeMediated(db: Reader, disputeId: string): Promise<Notice[]> {
  const found = await aboutDispute(db, disputeId)
  if (!found) return []
  const { own, other, url, facts } = found
  return [
    notice(await operatorPeople(db), 'dispute_mediated_decide', url, facts, 'turn'),
    notice([...own, ...other], 'dispute_mediated', url, facts),
  ]
}

/** It was withdrawn; every other end is told with the milestone's own. */
export async function disputeEnded(db: Reader, disputeId: string): Promise<Notice[]> {
  const found = await aboutDispute(db, disputeId)
  if (!found) return []
  const { own, client, members, row, facts } = found
  const url = `/milestones/${row.milestoneId}`
  return [notice(except([...client, ...members], own), 'dispute_withdrawn', url, facts)]
}

export async function settlementOffered(db: Reader, offerId: string): Promise<Notice[]> {
  const about = await aboutOffer(db, offerId)
  if (!about?.found) return []
  const { row, found } = about
  const people = await milestonePeople(db, row.milestoneId)
  const facts = {
    ...found.facts,
    amountMinor: row.releaseMinor.toString(),
    currency: people?.milestone.currency ?? '',
  }
  return [notice(found.other, 'settlement_offered', found.url, facts, 'turn')]
}

export async function settlementDeclined(db: Reader, offerId: string): Promise<Notice[]> {
  const about = await aboutOffer(db, offerId)
  if (!about?.found) return []
  const { row, found } = about
  const declined = await aboutSides(db, row.milestoneId, otherSide(row.side))
  return declined ? [notice(found.own, 'settlement_declined', found.url, declined.facts)] : []
}

export async function milestoneSettled(
  db: Reader,
  milestoneId: string,
  given: Facts,
): Promise<Notice[]> {
  const found = await milestonePeople(db, milestoneId)
  if (!found) return []
  const { milestone, client, members } = found
  const kind = given.how === 'settled' ? 'milestone_settled' : `milestone_settled_${given.how}`
  const facts = {
    milestone: milestone.title,
    amountMinor: String(given.amountMinor),
    currency: milestone.currency,
  }
  return [notice([...client, ...members], kind, `/milestones/${milestoneId}/dispute`, facts)]
}

/** The running step's time goes to whoever may still use it. */
export async function disputeDeadline(
  db: Reader,
  milestoneId: string,
  given: Facts,
): Promise<Notice[]> {
  const rows = await db.select().from(dispute).where(eq(dispute.milestoneId, milestoneId))
  const live = rows.find(({ endedAt }) => endedAt === null)
  const found = live && (await aboutSides(db, milestoneId, live.side))
  if (!live || !found) return []
  const { own, other, url } = found
  const facts = { ...found.facts, ...given }
  const turn = disputeTurn(live.state, live.side)
  if (turn === 'client' || turn === 'team')
    return [notice(other, 'deadline_dispute', url, facts, 'turn')]
  if (turn === 'both') {
    return [notice([...own, ...other], 'deadline_offers', url, facts, 'turn')]
  }
  return [notice(await operatorPeople(db), 'dispute_mediated_decide', url, facts, 'turn')]
}
