import { contract } from 'db/schema/contracts'
import { review } from 'db/schema/reputation'
import { and, eq, isNull, lte } from 'drizzle-orm'
import { reviewWindowDays } from '~/domain/contracts/milestones/deadlines'
import { addDays } from '~/kernel/clock'
import type { Tx } from '~/platform/database.server'
import { enqueue } from '~/platform/queue.server'

/** Shows reviews whose window has passed while the other side wrote nothing. Safe to run twice. */
export async function revealReviews(tx: Tx, input: { at: Date }): Promise<number> {
  const due = await tx
    .select({ id: review.id, contractId: review.contractId })
    .from(review)
    .innerJoin(contract, eq(contract.id, review.contractId))
    .where(
      and(isNull(review.revealedAt), lte(contract.closedAt, addDays(input.at, -reviewWindowDays))),
    )
    .for('update', { of: review, skipLocked: true })
  for (const { id, contractId } of due) {
    await tx.update(review).set({ revealedAt: input.at }).where(eq(review.id, id))
    await enqueue(tx, 'notify', { event: 'reviews-revealed', subject: contractId })
  }
  return due.length
}
