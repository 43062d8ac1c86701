import { skillClaim } from 'db/schema/skills'
import { and, eq } from 'drizzle-orm'
import { Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import { isProved } from './claim'

/**
 * Takes a person's own claim off their profile; one that is not there is no trouble.
 * @throws Refused not_allowed for a level that a credential or a contract gave.
 */
export async function removeClaim(tx: Tx, input: { by: string; skillId: string }): Promise<void> {
  const mine = and(eq(skillClaim.personId, input.by), eq(skillClaim.skillId, input.skillId))
  const [present] = await tx.select().from(skillClaim).where(mine).for('update')
  if (!present) return
  if (isProved(present.level)) throw new Refused('not_allowed')
  await tx.delete(skillClaim).where(mine)
}
