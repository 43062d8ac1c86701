import { offer } from 'db/schema/offers'
import { eq } from 'drizzle-orm'
import { Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { assertLeads } from './lock.server'
import { lockOffer } from './lock-offer.server'
import { type OfferStatus, offerTransitions } from './offer'

const leadsTo = { pause: 'paused', resume: 'published', withdraw: 'withdrawn' } as const

/** Takes no orders for a while, takes them again, or never more. Contracts that came of it stay. */
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
  await tx
    .update(offer)
    .set({ status: step.to, closedAt: input.event === 'withdraw' ? input.at : null })
    .where(eq(offer.id, row.id))
  await audit(tx, { by: input.by, act: `offer.${input.event}`, subject: row.id })
  return { status: step.to }
}
