import { portfolioEntry } from 'db/schema/reputation'
import { and, count, eq, inArray, lt, sum } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { releasedStatuses } from '~/domain/contracts/milestones/milestone'
import { contractRow, milestoneRow, termsOf } from '~/domain/contracts/rows.server'
import { membersAt } from '~/domain/contracts/seats/seats'
import { isDiscovery } from '~/domain/market/proposals/discovery'
import { grantSkillsOfRole } from '~/domain/skills/grant-delivered-skill.server'
import { isRole } from '~/domain/skills/roles'
import { notePastWork, type PastPair } from '~/domain/teams/matching/note-past-work.server'
import type { Tx } from '~/platform/database.server'
import { newId } from '~/platform/ids.server'

/**
 * Writes a released milestone into the portfolio of every member, with the verdict that proves it,
 * raises the skills that their roles used, and tells the matcher who delivered with whom. Only a met verdict makes an entry "verified": a
 * waiver, or the operator's decision without one, does not. A discovery is paid but delivers nothing
 * to show: it is no entry and shows no skill. Safe to run twice.
 */
export async function recordPortfolio(
  tx: Tx,
  input: { milestoneId: string },
): Promise<{ entries: number }> {
  const milestone = await milestoneRow(tx, input.milestoneId)
  if (!releasedStatuses.includes(milestone.status) || !milestone.acceptedAt) return { entries: 0 }
  if (isDiscovery(milestone)) return { entries: 0 }
  const contract = await contractRow(tx, milestone.contractId)
  const verified = milestone.outcome === 'met' && milestone.verdictId !== null
  const members = membersAt(await termsOf(tx, contract.id), milestone.position)
  for (const { personId, role } of members) {
    await tx
      .insert(portfolioEntry)
      .values({
        id: newId('portfolioEntry'),
        personId,
        milestoneId: milestone.id,
        contractId: contract.id,
        teamId: contract.teamId,
        title: milestone.title,
        role,
        verdictId: milestone.verdictId,
        verified: verified ? 1 : 0,
        deliveredAt: milestone.acceptedAt,
      })
      .onConflictDoNothing()
    if (isRole(role)) {
      await grantSkillsOfRole(tx, {
        personId,
        role,
        level: verified ? 4 : 3,
        evidence: verified && milestone.verdictId ? milestone.verdictId : contract.id,
        at: milestone.acceptedAt,
      })
    }
  }
  await notePastWork(
    tx,
    await deliveredTogether(
      tx,
      members.map(({ personId }) => personId),
    ),
  )
  return { entries: members.length }
}

/** What each two of these people have delivered together, in whichever contract. */
async function deliveredTogether(tx: Tx, personIds: string[]): Promise<PastPair[]> {
  const other = alias(portfolioEntry, 'other')
  const rows = await tx
    .select({
      a: portfolioEntry.personId,
      b: other.personId,
      delivered: count(),
      verified: sum(portfolioEntry.verified).mapWith(Number),
    })
    .from(portfolioEntry)
    .innerJoin(other, eq(other.milestoneId, portfolioEntry.milestoneId))
    .where(
      and(
        inArray(portfolioEntry.personId, personIds),
        inArray(other.personId, personIds),
        lt(portfolioEntry.personId, other.personId),
      ),
    )
    .groupBy(portfolioEntry.personId, other.personId)
  return rows.map(({ a, b, ...work }) => ({ between: [a, b], ...work }))
}
