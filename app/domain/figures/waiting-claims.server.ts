import { holdbackClaim, milestone } from 'db/schema/contracts'
import { dispute } from 'db/schema/disputes'
import { eq, inArray } from 'drizzle-orm'
import { mediatedDisputeStates } from '~/domain/contracts/disputes/dispute'
import { deskClaimStates } from '~/domain/contracts/holdback/claim'
import type { Overview } from '~/domain/contracts/overview'
import { isClaimTurn, isTurnOf } from '~/domain/contracts/whose-turn'
import type { Reader } from '~/platform/database.server'

/** Claims that the viewer's team has to answer; they stay when the contract has ended. */
export function claimItems(rows: readonly Overview[]) {
  return rows
    .filter(({ side }) => side === 'team')
    .flatMap((row) =>
      row.milestones
        .filter(({ turn }) => isClaimTurn(turn) && isTurnOf(turn, row.side))
        .map(({ id, turn, title }) => ({
          id: `claim-${id}`,
          href: `/milestones/${id}#holdback`,
          title: 'watch.item_answer' as const,
          sentence: turn.key,
          values: { client: row.clientName, team: row.teamName },
          about: title,
          until: turn.until,
        })),
    )
}

/** Claims that wait for the operator. */
export async function deskClaimItems(db: Reader) {
  const claims = await db
    .select({
      id: holdbackClaim.id,
      title: milestone.title,
      deadlineAt: holdbackClaim.deadlineAt,
    })
    .from(holdbackClaim)
    .innerJoin(milestone, eq(milestone.id, holdbackClaim.milestoneId))
    .where(inArray(holdbackClaim.state, [...deskClaimStates]))
  return claims.map((row) => ({
    id: `desk-${row.id}`,
    href: '/desk/contracts',
    title: 'watch.item_decide' as const,
    sentence: null,
    values: {},
    about: row.title,
    until: row.deadlineAt,
  }))
}

/** Disputes that wait for a mediator. */
export async function deskDisputeItems(db: Reader) {
  const rows = await db
    .select({ id: dispute.id, milestoneId: milestone.id, title: milestone.title })
    .from(dispute)
    .innerJoin(milestone, eq(milestone.id, dispute.milestoneId))
    .where(inArray(dispute.state, [...mediatedDisputeStates]))
  return rows.map(({ id, milestoneId, title }) => ({
    ...{ id: `desk-${id}`, href: `/milestones/${milestoneId}/dispute`, about: title },
    ...{ title: 'dispute.item_mediate' as const, sentence: null, values: {}, until: null },
  }))
}
