import { contract } from 'db/schema/contracts'
import { proposal, proposalSeat } from 'db/schema/market'
import { type offer, offerSeat } from 'db/schema/offers'
import { eq } from 'drizzle-orm'
import { assertActsFor } from '~/domain/identity/acts-for.server'
import { briefTransitions } from '~/domain/market/briefs/brief'
import { assertComplete } from '~/domain/market/briefs/publish-brief.server'
import { lockBrief, lockProposal } from '~/domain/market/lock.server'
import { seatsAndMembers } from '~/domain/market/offers/agree-to-offer.server'
import { type OfferVersionRow, versionRow } from '~/domain/market/offers/lock-offer.server'
import {
  criteriaByMilestone,
  criteriaOfTier,
  type OfferTier,
  weeksOf,
} from '~/domain/market/offers/offer'
import { unfilled } from '~/domain/market/offers/offer-criterion'
import { holdOrderable } from '~/domain/market/offers/order-offer.server'
import { rowsPerRun } from '~/domain/outcomes/criteria/criterion'
import { invariant, Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { newId } from '~/platform/ids.server'
import { enqueue } from '~/platform/queue.server'
import { type BriefRow, drawUpContract } from './draw-up-contract.server'

/**
 * The client places an order that it has completed: the offer becomes the accepted proposal of the
 * client's own brief, with the seats as they were agreed to, and a contract waits for both
 * signatures. It holds on to the version that was on sale when the order was begun. A second click
 * returns the same contract.
 * @throws Refused offer_closed, order_incomplete while criteria wait for the client, and whatever
 * publishing a brief or accepting a proposal refuses.
 */
export async function buyOffer(
  tx: Tx,
  input: { briefId: string; by: string; at: Date },
): Promise<{ contractId: string; already: boolean }> {
  const { by, at } = input
  const asked = await lockBrief(tx, input.briefId)
  await assertActsFor(tx, by, asked.organisationId)
  if (asked.offerVersionId === null) throw new Refused('transition_refused')
  const [made] = await tx
    .select({ id: contract.id })
    .from(contract)
    .where(eq(contract.briefId, asked.id))
  if (made) return { contractId: made.id, already: true }
  if (!briefTransitions.find(asked.status, 'order', 'client').ok) {
    throw new Refused('transition_refused', { from: asked.status, event: 'order' })
  }
  const version = await versionRow(tx, asked.offerVersionId)
  const sold = await holdOrderable(tx, version.offerId)
  await assertTeamStands(tx, version, sold.teamId)
  if (unfilled(asked.criteria).length > 0) throw new Refused('order_incomplete')
  const tier = version.content.tiers.find(({ id }) => id === asked.offerTier)
  invariant(tier, 'an order names a tier of its version')
  await assertComplete(tx, asked, criteriaByMilestone(asked.criteria, tier))
  const proposalId = await proposeAsOffered(tx, { asked, version, tier, sold, at })
  const { contractId } = await drawUpContract(tx, {
    asked,
    chosen: await lockProposal(tx, proposalId),
    event: 'order',
    inputs: inputsOf(version, tier),
    by,
    at,
  })
  await audit(tx, { by, act: 'offer.buy', subject: version.offerId, facts: { contractId } })
  await enqueue(tx, 'notify', { event: 'offer-ordered', subject: proposalId })
  return { contractId, already: false }
}

/** Whoever has left the team cannot be sold; the team is asked for a new version. */
async function assertTeamStands(tx: Tx, version: OfferVersionRow, teamId: string): Promise<void> {
  const { seats, memberIds } = await seatsAndMembers(tx, version, teamId)
  if (seats.some(({ personId }) => !memberIds.includes(personId))) throw new Refused('offer_closed')
}

/** A smaller tier that measures nothing on rows needs none sealed. */
function inputsOf({ content }: OfferVersionRow, tier: OfferTier) {
  const needsRows = rowsPerRun(criteriaOfTier(content, tier)) > 0
  return content.inputs.filter(({ kind }) => kind !== 'sealed' || needsRows)
}

type Offered = {
  readonly asked: BriefRow
  readonly version: OfferVersionRow
  readonly tier: OfferTier
  readonly sold: typeof offer.$inferSelect
  readonly at: Date
}

/** The proposal that the offer is, already before the client: every seat has been agreed to. */
async function proposeAsOffered(tx: Tx, given: Offered): Promise<string> {
  const { asked, version, tier, sold, at } = given
  const proposalId = newId('proposal')
  await tx.insert(proposal).values({
    id: proposalId,
    briefId: asked.id,
    teamId: sold.teamId,
    createdBy: version.createdBy,
    approach: tier.includes,
    currency: version.currency,
    priceMinor: BigInt(tier.priceMinor),
    weeks: weeksOf(tier),
    milestones: [...tier.milestones],
    manifest: [...version.content.manifest],
    holdbackBps: version.content.holdbackBps,
    reviewDays: version.content.reviewDays,
    status: 'submitted',
    createdAt: at,
    submittedAt: at,
  })
  const seats = await tx.select().from(offerSeat).where(eq(offerSeat.versionId, version.id))
  await tx
    .insert(proposalSeat)
    .values(seats.map(({ versionId: _, ...seat }) => ({ ...seat, proposalId })))
  return proposalId
}
