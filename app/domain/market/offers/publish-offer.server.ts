import { offer, offerVersion } from 'db/schema/offers'
import { eq } from 'drizzle-orm'
import { Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { assertLeads } from '../lock.server'
import { agree, assertSellable } from './agree-to-offer.server'
import { draftVersion, lockOffer } from './lock-offer.server'
import { type OfferStatus, offerTransitions, orderableOfferStatuses } from './offer'

/**
 * Puts the draft up for sale in the place of the version before. From here on it does not change;
 * whoever ordered an earlier version keeps that one.
 * @throws Refused offer_incomplete, seats_unanswered while a member has not agreed, offer_settled.
 */
export async function publishOffer(
  tx: Tx,
  input: { offerId: string; by: string; at: Date },
): Promise<{ status: OfferStatus; version: number }> {
  const row = await lockOffer(tx, input.offerId)
  await assertLeads(tx, input.by, row.teamId)
  const version = await draftVersion(tx, row.id)
  if (!version) {
    if (row.current !== null && orderableOfferStatuses.includes(row.status)) {
      return { status: row.status, version: row.current }
    }
    throw new Refused('offer_settled')
  }
  const step = offerTransitions.find(row.status, 'publish', 'lead')
  if (!step.ok) throw new Refused('transition_refused')
  const seats = await assertSellable(tx, version, row.teamId)
  if (seats.some(({ personId, agreedAt }) => !agreedAt && personId !== input.by)) {
    throw new Refused('seats_unanswered')
  }
  await agree(tx, { versionId: version.id, ...input })
  await tx
    .update(offerVersion)
    .set({ publishedAt: input.at })
    .where(eq(offerVersion.id, version.id))
  await tx
    .update(offer)
    .set({ status: step.to, current: version.number, publishedAt: input.at })
    .where(eq(offer.id, row.id))
  await audit(tx, {
    by: input.by,
    act: 'offer.publish',
    subject: row.id,
    facts: { version: version.number },
  })
  return { status: step.to, version: version.number }
}
