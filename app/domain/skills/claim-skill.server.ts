import { skillClaim } from 'db/schema/skills'
import { and, eq } from 'drizzle-orm'
import { Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import { type ClaimableLevel, evidenceLink, isDelivered } from './claim'
import { skillById } from './taxonomy'

/**
 * Puts a skill on a person's profile in their own word. Level 2 needs a link that others can open.
 * What a contract has shown stays: the claim then only changes its note.
 * @throws Refused not_found for an unknown skill, evidence_missing for level 2 without a link.
 */
export async function claimSkill(
  tx: Tx,
  input: {
    by: string
    skillId: string
    level: ClaimableLevel
    evidence?: string
    note?: string
    at: Date
  },
): Promise<void> {
  if (!skillById(input.skillId)) throw new Refused('not_found')
  const link = input.evidence ? evidenceLink(input.evidence) : null
  if (input.level === 2 && !link) throw new Refused('evidence_missing')
  const mine = and(eq(skillClaim.personId, input.by), eq(skillClaim.skillId, input.skillId))
  const note = (input.note ?? '').trim()
  const [present] = await tx.select().from(skillClaim).where(mine).for('update')
  if (present && isDelivered(present.level)) {
    await tx.update(skillClaim).set({ note }).where(mine)
    return
  }
  const values = {
    level: input.level,
    evidenceKind: link ? ('link' as const) : ('claimed' as const),
    evidence: link ?? '',
    note,
    claimedAt: input.at,
  }
  await tx
    .insert(skillClaim)
    .values({ personId: input.by, skillId: input.skillId, ...values })
    .onConflictDoUpdate({ target: [skillClaim.personId, skillClaim.skillId], set: values })
}
