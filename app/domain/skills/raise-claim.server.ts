import { skillClaim } from 'db/schema/skills'
import { sql } from 'drizzle-orm'
import { Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import { type EvidenceKind, levelOfKind } from './claim'
import { skillById } from './taxonomy'

export type Proof = {
  kind: Extract<EvidenceKind, 'credential' | 'contract' | 'verdict'>
  /** The id of the credential, contract or verdict. */
  evidence: string
}

/**
 * Writes down that something has shown a skill. Never lowers a level, and keeps the first evidence
 * of the same level; safe to run twice. The person's own note stays.
 * @throws Refused not_found for an unknown skill.
 */
export async function raiseClaim(
  tx: Tx,
  input: { personId: string; skillId: string; proof: Proof; at: Date },
): Promise<void> {
  if (!skillById(input.skillId)) throw new Refused('not_found')
  const values = {
    level: levelOfKind[input.proof.kind],
    evidenceKind: input.proof.kind,
    evidence: input.proof.evidence,
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
