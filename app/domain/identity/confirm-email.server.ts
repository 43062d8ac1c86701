import { oneTimeCode, person } from 'db/schema/identity'
import { and, eq, isNull } from 'drizzle-orm'
import { Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import { sha256 } from '~/platform/crypto.server'
import type { Tx } from '~/platform/database.server'
import { redeemCode } from './codes.server'
import { passwordMatches } from './passwords.server'

/** Whose code it is. The account is locked before the code, in the order in which a sign-up locks. */
async function lockedOwner(tx: Tx, code: string) {
  const [known] = await tx
    .select({ personId: oneTimeCode.personId })
    .from(oneTimeCode)
    .where(and(eq(oneTimeCode.codeHash, sha256(code)), eq(oneTimeCode.purpose, 'confirm_email')))
  if (!known) return null
  const [owner] = await tx.select().from(person).where(eq(person.id, known.personId)).for('update')
  return owner ?? null
}

/**
 * Confirms the address whose mail held `code`. The mail proves the address and the password proves
 * who signed up: anybody may sign up with anybody's address, so the mail alone would confirm the
 * password of a stranger.
 * @throws Refused confirmation_failed, alike for a code that does not work and a wrong password,
 * which leaves the code as it was.
 */
export async function confirmEmail(
  tx: Tx,
  input: { code: string; password: string },
): Promise<{ personId: string }> {
  const owner = await lockedOwner(tx, input.code)
  const matches = await passwordMatches(owner?.passwordHash ?? null, input.password)
  if (!owner || !matches) throw new Refused('confirmation_failed')
  const personId = await redeemCode(tx, input.code, 'confirm_email').catch((error: unknown) => {
    throw error instanceof Refused ? new Refused('confirmation_failed') : error
  })
  await tx
    .update(person)
    .set({ emailConfirmedAt: new Date() })
    .where(and(eq(person.id, personId), isNull(person.emailConfirmedAt)))
  await audit(tx, { by: personId, act: 'person.confirm_email', subject: personId })
  return { personId }
}
