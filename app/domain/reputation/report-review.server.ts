import { review, reviewReport } from 'db/schema/reputation'
import { eq } from 'drizzle-orm'
import { readable } from '~/domain/contracts/queries.server'
import { signedInById } from '~/domain/identity/session.server'
import { Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { newId } from '~/platform/ids.server'
import { enqueue } from '~/platform/queue.server'
import type { ReviewReportReason } from './review-report'

/**
 * Somebody of the side that a review is about shows it to the operator, once.
 * @throws Refused not_found for strangers and before it is revealed, not_allowed for the side that
 * wrote it, already_done once reported or hidden
 */
export async function reportReview(
  tx: Tx,
  input: { reviewId: string; reason: ReviewReportReason; words: string; by: string; at: Date },
): Promise<{ reportId: string }> {
  const { reviewId, reason, words, by, at } = input
  const [row] = await tx
    .select({
      contractId: review.contractId,
      side: review.side,
      revealedAt: review.revealedAt,
      hiddenAt: review.hiddenAt,
    })
    .from(review)
    .where(eq(review.id, reviewId))
    // Against a decision that hides it meanwhile, and decides the reports that it sees.
    .for('no key update')
  if (!row) throw new Refused('not_found')
  const { side } = await readable(tx, await signedInById(tx, by), row.contractId)
  if (side === row.side || side === null) throw new Refused('not_allowed')
  if (!row.revealedAt) throw new Refused('not_found')
  if (row.hiddenAt) throw new Refused('already_done')
  const reportId = newId('reviewReport')
  const fresh = await tx
    .insert(reviewReport)
    .values({ id: reportId, reviewId, personId: by, reason, words, state: 'open', at })
    .onConflictDoNothing()
    .returning({ id: reviewReport.id })
  if (fresh.length === 0) throw new Refused('already_done')
  await enqueue(tx, 'notify', { event: 'review-reported', subject: reportId })
  await audit(tx, { by, act: 'review.report', subject: reviewId, facts: { reportId, reason } })
  return { reportId }
}
