import { exchangeAsking, exchangeOpening } from 'db/schema/openings'
import { and, eq, isNull } from 'drizzle-orm'
import { Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { enqueue } from '~/platform/queue.server'
import { assertLeads } from '../lock.server'
import { lockOpening } from './locked-opening.server'

/**
 * Takes an open seat back; everybody who still waits for an answer hears it. Twice is the same as once.
 * @throws Refused seat_promised while somebody is invited to it, or has joined for it
 */
export async function withdrawOpening(
  tx: Tx,
  input: { openingId: string; by: string; at: Date },
): Promise<void> {
  const { openingId, by, at } = input
  const opening = await lockOpening(tx, openingId, at)
  await assertLeads(tx, by, opening.teamId)
  if (opening.promised) throw new Refused('seat_promised')
  if (opening.withdrawnAt) return
  await tx.update(exchangeOpening).set({ withdrawnAt: at }).where(eq(exchangeOpening.id, openingId))
  const waiting = await tx
    .update(exchangeAsking)
    .set({ declinedAt: at })
    .where(
      and(
        eq(exchangeAsking.openingId, openingId),
        isNull(exchangeAsking.takenBackAt),
        isNull(exchangeAsking.declinedAt),
        isNull(exchangeAsking.invitationId),
      ),
    )
    .returning({ id: exchangeAsking.id })
  for (const { id } of waiting) {
    await enqueue(tx, 'notify', { event: 'exchange-seat-declined', subject: id })
  }
  await audit(tx, { by, act: 'exchange.withdraw_seat', subject: openingId })
}
