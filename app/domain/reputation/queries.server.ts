import { contract, contractMember } from 'db/schema/contracts'
import { organisation } from 'db/schema/identity'
import { review, reviewReport } from 'db/schema/reputation'
import { team } from 'db/schema/teams'
import {
  and,
  avg,
  count,
  desc,
  eq,
  inArray,
  isNotNull,
  isNull,
  ne,
  or,
  type SQL,
} from 'drizzle-orm'
import { endedContractStatuses, type Side } from '~/domain/contracts/contract'
import { isMember } from '~/domain/contracts/permissions'
import { readable } from '~/domain/contracts/queries.server'
import { belongsTo } from '~/domain/identity/permissions'
import type { Viewer } from '~/domain/identity/viewer'
import type { Reader } from '~/platform/database.server'
import { type PublicReview, type Ratings, reviewUntil, shownReviews, showReview } from './review'
import { reviewColumns } from './review-rows.server'

/** The reviews of a contract as far as the viewer may read them, and whether it may still write. */
export async function reviewsOf(db: Reader, viewer: Viewer, contractId: string, at: Date) {
  const { row, side, parties, viewer: reader } = await readable(db, viewer, contractId)
  const written = await db
    .select(reviewColumns)
    .from(review)
    .where(eq(review.contractId, contractId))
  const ended = endedContractStatuses.includes(row.status) && row.closedAt !== null
  const until = row.closedAt ? reviewUntil(row.closedAt) : null
  const reported = await db
    .select({ reviewId: reviewReport.reviewId })
    .from(reviewReport)
    .innerJoin(review, eq(review.id, reviewReport.reviewId))
    .where(and(eq(review.contractId, contractId), eq(reviewReport.personId, reader.personId)))
  return {
    side,
    /** Nobody reviews themselves: who stands on both sides writes for neither. */
    onBothSides: isMember(reader, parties) && belongsTo(reader, row.organisationId),
    ended,
    until,
    open: ended && until !== null && until > at,
    mine: written.some((entry) => entry.side === side),
    theirs: written.some((entry) => entry.side !== side),
    shown: shownReviews(written, side).map((entry) => ({
      ...showReview(entry),
      // The side that is spoken of may show it to the operator, once for each of its people.
      mayReport:
        side !== null && entry.side !== side && entry.revealedAt !== null && !entry.hiddenAt,
      reported: reported.some(({ reviewId }) => reviewId === entry.id),
    })),
  }
}

const most = 50

/** Both windows and the operator's hand are respected: nothing that is not revealed, no hidden words. */
async function revealed(db: Reader, side: Side, where: SQL): Promise<PublicReview[]> {
  const rows = await db
    .select({
      ...reviewColumns,
      client: organisation.name,
      clientSlug: organisation.slug,
      team: team.name,
      teamSlug: team.slug,
    })
    .from(review)
    .innerJoin(contract, eq(contract.id, review.contractId))
    .innerJoin(organisation, eq(organisation.id, contract.organisationId))
    .innerJoin(team, eq(team.id, contract.teamId))
    .where(and(where, eq(review.side, side), isNotNull(review.revealedAt)))
    .orderBy(desc(review.revealedAt), desc(review.id))
    .limit(most)
  return rows.map(({ client, clientSlug, team, teamSlug, ...row }) => ({
    ...showReview(row),
    ...{ client, clientSlug, team, teamSlug },
  }))
}

/** What clients wrote about a team, the newest first. Public. */
export function reviewsOfTeam(db: Reader, teamId: string): Promise<PublicReview[]> {
  return revealed(db, 'client', eq(contract.teamId, teamId))
}

/** What clients wrote about the teams of contracts in which a person has a share. Public. */
export function reviewsOfPerson(db: Reader, personId: string): Promise<PublicReview[]> {
  const own = db
    .select({ id: contractMember.contractId })
    .from(contractMember)
    .where(
      and(
        eq(contractMember.personId, personId),
        or(isNull(contractMember.seatUntil), ne(contractMember.seatUntil, 0)),
      ),
    )
  return revealed(db, 'client', inArray(contract.id, own))
}

/** What teams wrote about a client, the newest first. Public. */
export function reviewsOfClient(db: Reader, organisationId: string): Promise<PublicReview[]> {
  return revealed(db, 'team', eq(contract.organisationId, organisationId))
}

async function ratingsWhere(db: Reader, side: Side, where: SQL): Promise<Ratings | null> {
  const [row] = await db
    .select({
      reviews: count(),
      clarity: avg(review.clarity).mapWith(Number),
      reliability: avg(review.reliability).mapWith(Number),
      communication: avg(review.communication).mapWith(Number),
    })
    .from(review)
    .innerJoin(contract, eq(contract.id, review.contractId))
    .where(and(where, eq(review.side, side), isNotNull(review.revealedAt), isNull(review.hiddenAt)))
  return row && row.reviews > 0 ? row : null
}

/** What clients rated a team. Public. */
export function ratingsOfTeam(db: Reader, teamId: string): Promise<Ratings | null> {
  return ratingsWhere(db, 'client', eq(contract.teamId, teamId))
}

/** What teams rated a client. Public. */
export function ratingsOfClient(db: Reader, organisationId: string): Promise<Ratings | null> {
  return ratingsWhere(db, 'team', eq(contract.organisationId, organisationId))
}
