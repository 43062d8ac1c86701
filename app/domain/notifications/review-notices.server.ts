import { review, reviewReport } from 'db/schema/reputation'
import { eq } from 'drizzle-orm'
import { hiddenReviewReportStates } from '~/domain/reputation/review-report'
import type { Reader } from '~/platform/database.server'
import { contractPeople, operatorPeople } from './audience.server'
import { type Notice, notice } from './notice'

/** What becomes of a reported review. Nobody is told its text. */

async function aboutReport(db: Reader, reportId: string) {
  const [row] = await db
    .select({
      personId: reviewReport.personId,
      state: reviewReport.state,
      decision: reviewReport.decision,
      contractId: review.contractId,
      authorId: review.personId,
    })
    .from(reviewReport)
    .innerJoin(review, eq(review.id, reviewReport.reviewId))
    .where(eq(reviewReport.id, reportId))
  const about = row && (await contractPeople(db, row.contractId))
  if (!row || !about) return null
  return { ...row, contract: about.contract.title, url: `/contracts/${row.contractId}/review` }
}

export async function reviewReported(db: Reader, reportId: string): Promise<Notice[]> {
  const found = await aboutReport(db, reportId)
  if (!found) return []
  const { contract } = found
  const people = await operatorPeople(db)
  return [notice(people, 'review_reported', '/desk/reputation', { contract }, 'turn')]
}

/** Whoever wrote the review is told only when it is hidden. */
export async function reviewReportDecided(db: Reader, reportId: string): Promise<Notice[]> {
  const found = await aboutReport(db, reportId)
  if (!found) return []
  const { personId, authorId, url } = found
  const facts = { contract: found.contract, words: found.decision }
  if (!hiddenReviewReportStates.includes(found.state)) {
    return [notice([personId], 'review_kept', url, facts)]
  }
  return [notice([personId, authorId], 'review_hidden', url, facts)]
}
