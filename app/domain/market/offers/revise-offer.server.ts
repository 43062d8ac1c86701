import { offerSeat, offerVersion } from 'db/schema/offers'
import { desc, eq } from 'drizzle-orm'
import { invariant, Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import { newId } from '~/platform/ids.server'
import { assertLeads } from '../lock.server'
import { draftVersion, lockOffer } from './lock-offer.server'
import { editableOfferStatuses } from './offer'

/**
 * Begins the next version as a copy of the last, for which every member is asked anew. A second
 * click finds the draft of the first.
 */
export async function reviseOffer(
  tx: Tx,
  input: { offerId: string; by: string; at: Date },
): Promise<{ versionId: string }> {
  const row = await lockOffer(tx, input.offerId)
  await assertLeads(tx, input.by, row.teamId)
  if (!editableOfferStatuses.includes(row.status)) throw new Refused('offer_settled')
  const draft = await draftVersion(tx, row.id)
  if (draft) return { versionId: draft.id }
  const [last] = await tx
    .select()
    .from(offerVersion)
    .where(eq(offerVersion.offerId, row.id))
    .orderBy(desc(offerVersion.number))
    .limit(1)
  invariant(last, 'an offer has a version')
  const versionId = newId('offerVersion')
  await tx.insert(offerVersion).values({
    ...last,
    id: versionId,
    number: last.number + 1,
    createdBy: input.by,
    createdAt: input.at,
    askedAt: null,
    publishedAt: null,
  })
  const seats = await tx.select().from(offerSeat).where(eq(offerSeat.versionId, last.id))
  await tx.insert(offerSeat).values(seats.map((seat) => ({ ...seat, versionId, agreedAt: null })))
  return { versionId }
}
