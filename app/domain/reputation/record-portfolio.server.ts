import { portfolioEntry } from 'db/schema/reputation'
import { releasedStatuses } from '~/domain/contracts/milestone'
import { contractRow, membersOf, milestoneRow } from '~/domain/contracts/rows.server'
import { grantSkillsOfRole } from '~/domain/skills/grant-delivered-skill.server'
import { isRole } from '~/domain/skills/roles'
import type { Tx } from '~/platform/database.server'
import { newId } from '~/platform/ids.server'

/**
 * Writes a released milestone into the portfolio of every member, with the verdict that proves it,
 * and raises the skills that their roles used. Only a met verdict makes an entry "verified": a
 * waiver, or the operator's decision without one, does not. Safe to run twice.
 */
export async function recordPortfolio(
  tx: Tx,
  input: { milestoneId: string },
): Promise<{ entries: number }> {
  const milestone = await milestoneRow(tx, input.milestoneId)
  if (!releasedStatuses.includes(milestone.status) || !milestone.acceptedAt) return { entries: 0 }
  const contract = await contractRow(tx, milestone.contractId)
  const verified = milestone.outcome === 'met' && milestone.verdictId !== null
  const members = await membersOf(tx, contract.id)
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
  return { entries: members.length }
}
