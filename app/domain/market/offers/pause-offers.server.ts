import { offer, offerSeat, offerVersion } from 'db/schema/offers'
import { and, asc, eq } from 'drizzle-orm'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { enqueue } from '~/platform/queue.server'
import { offerTransitions } from './offer'

/**
 * Somebody leaves the team: what it sells with a seat of theirs takes no orders until a new version
 * gives the seat to somebody else. Orders and contracts that came of it stay.
 */
export async function pauseOffersWithSeat(
  tx: Tx,
  input: { teamId: string; personId: string; by: string; at: Date },
): Promise<void> {
  const { teamId, personId, by, at } = input
  const rows = await tx
    .select({ id: offer.id, status: offer.status, versionId: offerVersion.id })
    .from(offer)
    .innerJoin(
      offerVersion,
      and(eq(offerVersion.offerId, offer.id), eq(offerVersion.number, offer.current)),
    )
    .innerJoin(
      offerSeat,
      and(eq(offerSeat.versionId, offerVersion.id), eq(offerSeat.personId, personId)),
    )
    .where(eq(offer.teamId, teamId))
    .orderBy(asc(offer.id))
    .for('no key update', { of: offer })
  for (const { id, status, versionId } of rows) {
    const step = offerTransitions.find(status, 'lose_member', 'member')
    if (!step.ok) continue
    await tx.update(offer).set({ status: step.to }).where(eq(offer.id, id))
    await audit(tx, { by, act: 'offer.lose_member', subject: id, facts: { personId } })
    const facts = { person: personId, at: at.toISOString() }
    await enqueue(tx, 'notify', { event: 'offer-member-left', subject: versionId, facts })
  }
}
