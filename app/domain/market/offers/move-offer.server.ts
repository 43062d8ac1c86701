import { offer, offerVersion } from 'db/schema/offers'
import { and, eq } from 'drizzle-orm'
import { Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { assertLeads } from '../lock.server'
import { seatsAndMembers } from './agree-to-offer.server'
import { lockOffer, type OfferRow } from './lock-offer.server'
import { type OfferStatus, offerTransitions } from './offer'

const leadsTo = { pause: 'paused', resume: 'published', withdraw: 'withdrawn' } as const

/**
 * Takes no orders for a while, takes them again, or never more. Contracts that came of it stay.
 * @throws Refused offer_member_left where somebody with a seat has left the team meanwhile
 */
export async function moveOffer(
  tx: Tx,
  input: { offerId: string; event: keyof typeof leadsTo; by: string; at: Date },
): Promise<{ status: OfferStatus }> {
  const row = await lockOffer(tx, input.offerId)
  await assertLeads(tx, input.by, row.teamId)
  const status = leadsTo[input.event]
  if (row.status === status) return { status }
  const step = offerTransitions.find(row.status, input.event, 'lead')
  if (!step.ok) throw new Refused('transition_refused')
  if (input.event === 'resume') await assertSeated(tx, row)
  await tx
    .update(offer)
    .set({ status: step.to, closedAt: input.event === 'withdraw' ? input.at : null })
    .where(eq(offer.id, row.id))
  await audit(tx, { by: input.by, act: `offer.${input.event}`, subject: row.id })
  return { status: step.to }
}

async function assertSeated(tx: Tx, row: OfferRow): Promise<void> {
  const [current] = await tx
    .select()
    .from(offerVersion)
    .where(and(eq(offerVersion.offerId, row.id), eq(offerVersion.number, row.current ?? 0)))
  if (!current) return
  const { seats, memberIds } = await seatsAndMembers(tx, current, row.teamId)
  if (!seats.every(({ personId }) => memberIds.includes(personId))) {
    throw new Refused('offer_member_left')
  }
}
