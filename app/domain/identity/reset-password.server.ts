import { person } from 'db/schema/identity'
import { eq } from 'drizzle-orm'
import { Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { endAllSessions, endOtherSessions } from './adapters/lucia-sessions.server'
import { redeemCode } from './codes.server'
import { linkTo, mailTo } from './mails.server'
import { hashNewPassword, passwordMatches } from './passwords.server'

type PersonRow = typeof person.$inferSelect

async function setPassword(tx: Tx, row: PersonRow, password: string): Promise<void> {
  const passwordHash = await hashNewPassword(password, row.email)
  await tx.update(person).set({ passwordHash }).where(eq(person.id, row.id))
  await mailTo(tx, row, 'password-changed', { name: row.name, url: linkTo('/forgot-password') })
  await audit(tx, { by: row.id, act: 'person.set_password', subject: row.id })
}

async function lockedPerson(tx: Tx, personId: string): Promise<PersonRow> {
  const [row] = await tx.select().from(person).where(eq(person.id, personId)).for('update')
  if (!row) throw new Refused('not_found')
  return row
}

/**
 * Sets a new password by a mailed code and ends every session. The mail also proves the address.
 * A password that is refused leaves the code usable, since everything rolls back.
 */
export async function resetPassword(
  tx: Tx,
  input: { code: string; password: string },
): Promise<{ email: string }> {
  const row = await lockedPerson(tx, await redeemCode(tx, input.code, 'reset_password'))
  await setPassword(tx, row, input.password)
  if (!row.emailConfirmedAt) {
    await tx.update(person).set({ emailConfirmedAt: new Date() }).where(eq(person.id, row.id))
  }
  await endAllSessions(tx, row.id)
  return { email: row.email }
}

/** Changes the password of somebody signed in; every other session ends. */
export async function changePassword(
  tx: Tx,
  input: { by: string; current: string; password: string; keepHash: string },
): Promise<void> {
  const row = await lockedPerson(tx, input.by)
  if (!(await passwordMatches(row.passwordHash, input.current)))
    throw new Refused('credentials_wrong')
  await setPassword(tx, row, input.password)
  await endOtherSessions(tx, row.id, input.keepHash)
}
