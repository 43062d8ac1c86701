import { person } from 'db/schema/identity'
import { eq } from 'drizzle-orm'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { issueCode } from './codes.server'
import { emailKey } from './email'
import { linkTo, mailTo } from './mails.server'

/** Mails a reset link to the registered address. For an unknown one nothing happens, and nothing says so. */
export async function requestPasswordReset(tx: Tx, input: { email: string }): Promise<void> {
  const [known] = await tx
    .select()
    .from(person)
    .where(eq(person.emailKey, emailKey(input.email)))
  if (!known) return
  const code = await issueCode(tx, known.id, 'reset_password')
  await mailTo(tx, known, 'reset-password', {
    name: known.name,
    url: linkTo('/reset-password', { code }),
  })
  await audit(tx, { by: known.id, act: 'person.request_reset', subject: known.id })
}
