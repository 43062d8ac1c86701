import { offer, offerSeat, offerVersion } from 'db/schema/offers'
import { and, desc, eq, isNull } from 'drizzle-orm'
import { Refused } from '~/kernel/refusal'
import type { Reader, Tx } from '~/platform/database.server'
import { assertLeads } from '../lock.server'
import { editableOfferStatuses } from './offer'

export type OfferRow = typeof offer.$inferSelect
export type OfferVersionRow = typeof offerVersion.$inferSelect

/** The offer's row, locked until the transaction ends. @throws Refused not_found */
export async function lockOffer(tx: Tx, offerId: string): Promise<OfferRow> {
  const [row] = await tx.select().from(offer).where(eq(offer.id, offerId)).for('no key update')
  if (!row) throw new Refused('not_found')
  return row
}

/** The version that is being written; null where everything is published. */
export async function draftVersion(db: Reader, offerId: string): Promise<OfferVersionRow | null> {
  const [row] = await db
    .select()
    .from(offerVersion)
    .where(and(eq(offerVersion.offerId, offerId), isNull(offerVersion.publishedAt)))
    .orderBy(desc(offerVersion.number))
  return row ?? null
}

/** @throws Refused not_found */
export async function versionRow(db: Reader, versionId: string): Promise<OfferVersionRow> {
  const [row] = await db.select().from(offerVersion).where(eq(offerVersion.id, versionId))
  if (!row) throw new Refused('not_found')
  return row
}

/**
 * The draft that `by` may write, its offer locked. What is published does not change: those who
 * ordered it hold on to it.
 * @throws Refused not_found for a stranger, not_allowed for a member, offer_settled without a draft.
 */
export async function draftForEdit(tx: Tx, offerId: string, by: string) {
  const row = await lockOffer(tx, offerId)
  await assertLeads(tx, by, row.teamId)
  const version = await draftVersion(tx, offerId)
  if (!version || !editableOfferStatuses.includes(row.status)) throw new Refused('offer_settled')
  return { offer: row, version }
}

/** Writes into a draft. Nobody's agreement outlives a change of what they agreed to. */
export async function writeDraft(
  tx: Tx,
  versionId: string,
  set: Partial<Omit<OfferVersionRow, 'id' | 'offerId' | 'number' | 'publishedAt'>>,
): Promise<void> {
  await tx
    .update(offerVersion)
    .set({ ...set, askedAt: null })
    .where(eq(offerVersion.id, versionId))
  await tx.update(offerSeat).set({ agreedAt: null }).where(eq(offerSeat.versionId, versionId))
}
