import { review, reviewReport } from 'db/schema/reputation'
import { and, eq, inArray, isNull } from 'drizzle-orm'
import { assertMay } from '~/domain/identity/may'
import { operateDesk } from '~/domain/identity/permissions'
import { signedInById } from '~/domain/identity/session.server'
import { Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { enqueue } from '~/platform/queue.server'
import {
  hiddenReviewReportStates,
  openReviewReportStates,
  type ReviewReportDecision,
  reviewReportTransitions,
} from './review-report'

/**
 * The operator keeps a reported review or hides it; the reason is shown in its place. Other open
 * reports of the same review are decided with it when it is hidden.
 * @throws Refused not_found, transition_refused once it was decided
 */
export async function decideReviewReport(
  tx: Tx,
  input: { reportId: string; decision: ReviewReportDecision; words: string; by: string; at: Date },
): Promise<void> {
  const { reportId, decision, words, by, at } = input
  assertMay(await signedInById(tx, by), operateDesk, null)
  const [row] = await tx
    .select()
    .from(reviewReport)
    .where(eq(reviewReport.id, reportId))
    .for('no key update')
  if (!row) throw new Refused('not_found')
  const next = reviewReportTransitions.find(row.state, decision, 'operator')
  if (!next.ok) throw new Refused('transition_refused')
  const hides = hiddenReviewReportStates.includes(next.to)
  // Before the reports, so that one that is being written is seen or refused.
  if (hides) {
    await tx
      .update(review)
      .set({ hiddenAt: at, hiddenWhy: words })
      .where(and(eq(review.id, row.reviewId), isNull(review.hiddenAt)))
  }
  const decided = await tx
    .update(reviewReport)
    .set({ state: next.to, decidedBy: by, decidedAt: at, decision: words })
    .where(
      hides
        ? and(
            eq(reviewReport.reviewId, row.reviewId),
            inArray(reviewReport.state, [...openReviewReportStates]),
          )
        : eq(reviewReport.id, reportId),
    )
    .returning({ id: reviewReport.id })
  for (const { id } of decided) {
    await enqueue(tx, 'notify', { event: 'review-report-decided', subject: id })
  }
  const facts = { decision, reviewId: row.reviewId }
  await audit(tx, { by, act: 'review.decide_report', subject: reportId, facts })
}
