import type { Tx } from '~/platform/database.server'
import { raiseClaim } from './raise-claim.server'

/**
 * Records that a credential has shown a skill: level 2, assessed. Never lowers a level, and keeps
 * the first credential; safe to run twice.
 * @throws Refused not_found for an unknown skill.
 */
export async function grantAssessedSkill(
  tx: Tx,
  input: { personId: string; skillId: string; credentialId: string; at: Date },
): Promise<void> {
  const { personId, skillId, credentialId, at } = input
  await raiseClaim(tx, {
    personId,
    skillId,
    proof: { kind: 'credential', evidence: credentialId },
    at,
  })
}
