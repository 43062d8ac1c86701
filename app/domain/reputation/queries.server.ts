import { contract } from 'db/schema/contracts'
import { review } from 'db/schema/reputation'
import { and, avg, count, eq, isNotNull } from 'drizzle-orm'
import { endedContractStatuses, type Side } from '~/domain/contracts/contract'
import { readContract, sideOf } from '~/domain/contracts/permissions'
import { parties } from '~/domain/contracts/queries.server'
import { contractRow } from '~/domain/contracts/rows.server'
import { assertMay } from '~/domain/identity/may'
import type { Viewer } from '~/domain/identity/viewer'
import type { Reader } from '~/platform/database.server'
import { reviewUntil, shownReviews } from './review'

/** The reviews of a contract as far as the viewer may read them, and whether it may still write. */
export async function reviewsOf(db: Reader, viewer: Viewer, contractId: string, at: Date) {
  const row = await contractRow(db, contractId)
  const subject = await parties(db, row)
  assertMay(viewer, readContract, subject)
  const side: Side | null = sideOf(viewer, subject)
  const written = await db.select().from(review).where(eq(review.contractId, contractId))
  const ended = endedContractStatuses.includes(row.status) && row.closedAt !== null
  const until = row.closedAt ? reviewUntil(row.closedAt) : null
  return {
    side,
    ended,
    until,
    open: ended && until !== null && until > at,
    mine: written.some((entry) => entry.side === side),
    theirs: written.some((entry) => entry.side !== side),
    shown: shownReviews(written, side),
  }
}

/** The revealed ratings that clients gave a team, as averages from 1 to 5. Public. */
export async function ratingsOfTeam(db: Reader, teamId: string) {
  const [row] = await db
    .select({
      reviews: count(),
      clarity: avg(review.clarity).mapWith(Number),
      reliability: avg(review.reliability).mapWith(Number),
      communication: avg(review.communication).mapWith(Number),
    })
    .from(review)
    .innerJoin(contract, eq(contract.id, review.contractId))
    .where(
      and(eq(contract.teamId, teamId), eq(review.side, 'client'), isNotNull(review.revealedAt)),
    )
  return row && row.reviews > 0 ? row : null
}
