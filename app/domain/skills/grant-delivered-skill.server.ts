import { skillClaim } from 'db/schema/skills'
import { eq } from 'drizzle-orm'
import type { Tx } from '~/platform/database.server'
import { claimedForRole } from './claim'
import { raiseClaim } from './raise-claim.server'
import type { Role } from './roles'

type Grant = { personId: string; level: 3 | 4; evidence: string; at: Date }

/**
 * Records that a contract has shown a skill: 3 for a released milestone, 4 when a met verdict proves
 * it. Never lowers a level, and keeps the first evidence of the same level; safe to run twice.
 * @param input.evidence the id of the verdict (level 4) or of the contract (level 3).
 */
export async function grantDeliveredSkill(
  tx: Tx,
  input: Grant & { skillId: string },
): Promise<void> {
  const { personId, skillId, level, evidence, at } = input
  const kind = level === 4 ? 'verdict' : 'contract'
  await raiseClaim(tx, { personId, skillId, proof: { kind, evidence }, at })
}

/**
 * Raises those of the person's own claims that their role in the contract needs. A role says what
 * somebody did; it does not give skills that they never named.
 * @returns the ids of the skills that were raised or already stood as high.
 */
export async function grantSkillsOfRole(tx: Tx, input: Grant & { role: Role }): Promise<string[]> {
  const claims = await tx
    .select({ skillId: skillClaim.skillId })
    .from(skillClaim)
    .where(eq(skillClaim.personId, input.personId))
    .orderBy(skillClaim.skillId)
    .for('update')
  const shown = claimedForRole(
    claims.map(({ skillId }) => skillId),
    input.role,
  )
  const { personId, level, evidence, at } = input
  for (const skillId of shown) {
    await grantDeliveredSkill(tx, { personId, skillId, level, evidence, at })
  }
  return shown
}
