import { skillClaim } from 'db/schema/skills'
import { eq, sql } from 'drizzle-orm'
import { Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import { claimedForRole } from './claim'
import type { Role } from './roles'
import { skillById } from './taxonomy'

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
  if (!skillById(input.skillId)) throw new Refused('not_found')
  const values = {
    level: input.level,
    evidenceKind: 'verdict' as const,
    evidence: input.evidence,
    claimedAt: input.at,
  }
  await tx
    .insert(skillClaim)
    .values({ personId: input.personId, skillId: input.skillId, ...values })
    .onConflictDoUpdate({
      target: [skillClaim.personId, skillClaim.skillId],
      set: values,
      setWhere: sql`${skillClaim.level} < excluded.level`,
    })
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
