import { skillClaim } from 'db/schema/skills'
import { sql } from 'drizzle-orm'
import { Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import { skillById } from './taxonomy'

/**
 * Records that a training partner has assessed a skill: level 2, with the credential as its proof. It
 * takes the place of the person's own word at the same level, and never lowers one; safe to run twice.
 * @throws Refused not_found for a skill that the taxonomy does not know.
 */
export async function grantAssessedSkill(
  tx: Tx,
  input: { personId: string; skillId: string; credentialId: string; at: Date },
): Promise<void> {
  if (!skillById(input.skillId)) throw new Refused('not_found')
  const values = {
    level: 2,
    evidenceKind: 'credential' as const,
    evidence: input.credentialId,
    claimedAt: input.at,
  }
  await tx
    .insert(skillClaim)
    .values({ personId: input.personId, skillId: input.skillId, ...values })
    .onConflictDoUpdate({
      target: [skillClaim.personId, skillClaim.skillId],
      set: values,
      setWhere: sql`${skillClaim.level} < 2
        or (${skillClaim.level} = 2 and ${skillClaim.evidenceKind} <> 'credential')`,
    })
}
