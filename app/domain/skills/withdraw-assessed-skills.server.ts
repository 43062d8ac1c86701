import { skillClaim } from 'db/schema/skills'
import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import type { Tx } from '~/platform/database.server'

/**
 * Takes back what a credential had shown, because it no longer holds: what the person had said
 * themselves is their own word again, anything else leaves their profile. A level that a contract
 * gave is not touched; safe to run twice.
 * @returns the skills that it no longer shows, sorted.
 */
export async function withdrawAssessedSkills(
  tx: Tx,
  input: { credentialId: string },
): Promise<string[]> {
  const shown = and(
    eq(skillClaim.evidenceKind, 'credential'),
    eq(skillClaim.evidence, input.credentialId),
  )
  const skill = { skillId: skillClaim.skillId }
  const own = sql`${skillClaim.ownEvidence}`
  const kept = await tx
    .update(skillClaim)
    .set({
      level: 1,
      evidenceKind: sql`case when ${own} = '' then 'claimed' else 'link' end`,
      evidence: own,
    })
    .where(and(shown, isNotNull(skillClaim.ownEvidence)))
    .returning(skill)
  const gone = await tx
    .delete(skillClaim)
    .where(and(shown, isNull(skillClaim.ownEvidence)))
    .returning(skill)
  return [...kept, ...gone].map(({ skillId }) => skillId).sort()
}
