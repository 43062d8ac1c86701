import { oneTimeCode } from 'db/schema/identity'
import { and, eq, gt, isNull } from 'drizzle-orm'
import { hourMs } from '~/kernel/clock'
import { Refused } from '~/kernel/refusal'
import { sha256 } from '~/platform/crypto.server'
import type { Tx } from '~/platform/database.server'
import { newSecret } from '~/platform/ids.server'

export type CodePurpose = 'confirm_email' | 'reset_password'

/** How long a code works, in the machine's time. */
const lifetimeMs: Record<CodePurpose, number> = {
  confirm_email: 24 * hourMs,
  reset_password: hourMs / 2,
}

/** A new secret for a link. Earlier ones of the same purpose stop working; only the hash is stored. */
export async function issueCode(tx: Tx, personId: string, purpose: CodePurpose): Promise<string> {
  const secret = newSecret()
  const now = new Date()
  await tx
    .update(oneTimeCode)
    .set({ usedAt: now })
    .where(
      and(
        eq(oneTimeCode.personId, personId),
        eq(oneTimeCode.purpose, purpose),
        isNull(oneTimeCode.usedAt),
      ),
    )
  await tx.insert(oneTimeCode).values({
    codeHash: sha256(secret),
    personId,
    purpose,
    expiresAt: new Date(now.getTime() + lifetimeMs[purpose]),
  })
  return secret
}

/** Uses a code up and says whose it was. One statement, so that two requests cannot both succeed. */
export async function redeemCode(tx: Tx, secret: string, purpose: CodePurpose): Promise<string> {
  const now = new Date()
  const [used] = await tx
    .update(oneTimeCode)
    .set({ usedAt: now })
    .where(
      and(
        eq(oneTimeCode.codeHash, sha256(secret)),
        eq(oneTimeCode.purpose, purpose),
        isNull(oneTimeCode.usedAt),
        gt(oneTimeCode.expiresAt, now),
      ),
    )
    .returning({ personId: oneTimeCode.personId })
  if (!used) throw new Refused('code_invalid')
  return used.personId
}
