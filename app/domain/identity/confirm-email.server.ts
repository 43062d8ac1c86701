import { person } from 'db/schema/identity'
import { and, eq, isNull } from 'drizzle-orm'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { redeemCode } from './codes.server'

/** Confirms the address whose mail held `code`. It signs nobody in: the password does that. */
export async function confirmEmail(tx: Tx, input: { code: string }): Promise<{ personId: string }> {
  const personId = await redeemCode(tx, input.code, 'confirm_email')
  await tx
    .update(person)
    .set({ emailConfirmedAt: new Date() })
    .where(and(eq(person.id, personId), isNull(person.emailConfirmedAt)))
  await audit(tx, { by: personId, act: 'person.confirm_email', subject: personId })
  return { personId }
}
