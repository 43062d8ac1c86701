import { contract } from 'db/schema/contracts'
import { organisation, person } from 'db/schema/identity'
import { review, reviewNote, reviewReport } from 'db/schema/reputation'
import { team } from 'db/schema/teams'
import { asc, desc, eq, inArray } from 'drizzle-orm'
import { assertMay } from '~/domain/identity/may'
import { operateDesk } from '~/domain/identity/permissions'
import type { Viewer } from '~/domain/identity/viewer'
import type { Reader } from '~/platform/database.server'
import { showReview } from './review'
import { openReviewReportStates } from './review-report'
import { reviewColumns } from './review-rows.server'

const shown = 50

/** Open reports of reviews, the oldest first. */
export async function reportedReviews(db: Reader, viewer: Viewer) {
  assertMay(viewer, operateDesk, null)
  const rows = await db
    .select({
      id: reviewReport.id,
      reason: reviewReport.reason,
      words: reviewReport.words,
      at: reviewReport.at,
      reporter: person.name,
      review: reviewColumns,
      title: contract.title,
      client: organisation.name,
      team: team.name,
    })
    .from(reviewReport)
    .innerJoin(person, eq(person.id, reviewReport.personId))
    .innerJoin(review, eq(review.id, reviewReport.reviewId))
    .innerJoin(contract, eq(contract.id, review.contractId))
    .innerJoin(organisation, eq(organisation.id, contract.organisationId))
    .innerJoin(team, eq(team.id, contract.teamId))
    .where(inArray(reviewReport.state, [...openReviewReportStates]))
    .orderBy(asc(reviewReport.at), asc(reviewReport.id))
    .limit(shown)
  return rows.map(({ review: row, ...report }) => ({
    ...report,
    contractId: row.contractId,
    review: showReview(row),
  }))
}

/** What sides told the operator alone, the newest first. */
export async function operatorNotes(db: Reader, viewer: Viewer) {
  assertMay(viewer, operateDesk, null)
  return db
    .select({
      reviewId: reviewNote.reviewId,
      words: reviewNote.words,
      writtenAt: reviewNote.writtenAt,
      side: review.side,
      contractId: review.contractId,
      title: contract.title,
      writer: person.name,
      client: organisation.name,
      team: team.name,
    })
    .from(reviewNote)
    .innerJoin(review, eq(review.id, reviewNote.reviewId))
    .innerJoin(person, eq(person.id, review.personId))
    .innerJoin(contract, eq(contract.id, review.contractId))
    .innerJoin(organisation, eq(organisation.id, contract.organisationId))
    .innerJoin(team, eq(team.id, contract.teamId))
    .orderBy(desc(reviewNote.writtenAt), desc(reviewNote.reviewId))
    .limit(shown)
}
