import { skillClaim } from 'db/schema/skills'
import { and, eq } from 'drizzle-orm'
import type { Tx } from '~/platform/database.server'

/**
 * What a credential had shown becomes the person's own word again, because the credential no longer
 * holds. A level that a contract gave is not touched; safe to run twice.
 * @returns the skills that fell back.
 */
export async function withdrawAssessedSkills(
  tx: Tx,
  input: { credentialId: string },
): Promise<string[]> {
  const rows = await tx
    .update(skillClaim)
    .set({ level: 1, evidenceKind: 'claimed', evidence: '' })
    .where(
      and(eq(skillClaim.evidenceKind, 'credential'), eq(skillClaim.evidence, input.credentialId)),
    )
    .returning({ skillId: skillClaim.skillId })
  return rows.map(({ skillId }) => skillId).sort()
}
