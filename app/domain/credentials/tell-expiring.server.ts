import { credential } from 'db/schema/credentials'
import { and, eq, gt, inArray, isNull, lte } from 'drizzle-orm'
import type { Tx } from '~/platform/database.server'
import { enqueue } from '~/platform/queue.server'
import { expiryHorizon, goodStatuses } from './credential'

/** Tells the holders of credentials that end within thirty days, once each. */
export async function tellExpiring(tx: Tx, input: { at: Date }): Promise<number> {
  const due = await tx
    .select({ id: credential.id })
    .from(credential)
    .where(
      and(
        inArray(credential.status, [...goodStatuses]),
        isNull(credential.expiryToldAt),
        gt(credential.validUntil, input.at),
        lte(credential.validUntil, expiryHorizon(input.at)),
      ),
    )
    .limit(200)
    .for('update', { skipLocked: true })
  for (const { id } of due) {
    await tx.update(credential).set({ expiryToldAt: input.at }).where(eq(credential.id, id))
    await enqueue(tx, 'notify', { event: 'credential-expiring', subject: id })
  }
  return due.length
}
