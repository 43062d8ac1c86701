import { skillClaim } from 'db/schema/skills'
import { and, eq } from 'drizzle-orm'
import { Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import { evidenceLink, isProved } from './claim'
import { skillById } from './taxonomy'

/**
 * Puts a skill on a person's profile in their own word, with a link where they have one. It is a
 * claim and stays one: what a credential or a contract has shown is not changed but for its note,
 * and the word stands beneath it.
 * @throws Refused not_found for an unknown skill, evidence_missing for a link nobody could open.
 */
export async function claimSkill(
  tx: Tx,
  input: { by: string; skillId: string; evidence?: string; note?: string; at: Date },
): Promise<void> {
  if (!skillById(input.skillId)) throw new Refused('not_found')
  const link = input.evidence ? evidenceLink(input.evidence) : null
  if (input.evidence && !link) throw new Refused('evidence_missing')
  const mine = and(eq(skillClaim.personId, input.by), eq(skillClaim.skillId, input.skillId))
  const note = (input.note ?? '').trim()
  const [present] = await tx.select().from(skillClaim).where(mine).for('update')
  const ownEvidence = link ?? ''
  if (present && isProved(present.level)) {
    await tx.update(skillClaim).set({ note, ownEvidence }).where(mine)
    return
  }
  const values = {
    level: 1,
    evidenceKind: link ? ('link' as const) : ('claimed' as const),
    evidence: ownEvidence,
    ownEvidence,
    note,
    claimedAt: input.at,
  }
  await tx
    .insert(skillClaim)
    .values({ personId: input.by, skillId: input.skillId, ...values })
    .onConflictDoUpdate({ target: [skillClaim.personId, skillClaim.skillId], set: values })
}
