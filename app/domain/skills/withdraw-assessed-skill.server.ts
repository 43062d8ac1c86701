import { skillClaim } from 'db/schema/skills'
import { and, eq } from 'drizzle-orm'
import type { Tx } from '~/platform/database.server'

/**
 * Takes back what rested on a credential that its issuer no longer stands by: the skill stays on the
 * profile as the person's own word. A level that a contract has shown since is not touched.
 */
export async function withdrawAssessedSkills(
  tx: Tx,
  input: { personId: string; credentialId: string },
): Promise<void> {
  await tx
    .update(skillClaim)
    .set({ level: 1, evidenceKind: 'claimed', evidence: '' })
    .where(
      and(
        eq(skillClaim.personId, input.personId),
        eq(skillClaim.evidenceKind, 'credential'),
        eq(skillClaim.evidence, input.credentialId),
      ),
    )
}
