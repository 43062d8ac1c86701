import { person } from 'db/schema/identity'
import { eq } from 'drizzle-orm'
import { Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { endSessionByHash, startSession } from './adapters/lucia-sessions.server'
import { issueCode } from './codes.server'
import { emailKey } from './email'
import { linkTo, mailTo } from './mails.server'
import { passwordMatches } from './passwords.server'

export type SignInResult =
  | { kind: 'signed_in'; personId: string; setCookie: string }
  /** The password was right, but the address is not confirmed: its mail was sent again. */
  | { kind: 'unconfirmed' }

/**
 * Opens a session with a new id. The browser's earlier session, if it was this person's, ends.
 * @throws Refused credentials_wrong, alike for unknown addresses and wrong passwords.
 */
export async function signIn(
  tx: Tx,
  input: {
    email: string
    password: string
    userAgent: string
    presentedHash: string | null
    next?: string
  },
): Promise<SignInResult> {
  const [known] = await tx
    .select()
    .from(person)
    .where(eq(person.emailKey, emailKey(input.email)))
  const matches = await passwordMatches(known?.passwordHash ?? null, input.password)
  if (!known || !matches) throw new Refused('credentials_wrong')
  if (!known.emailConfirmedAt) {
    const code = await issueCode(tx, known.id, 'confirm_email')
    const url = linkTo('/confirm-email', { code, next: input.next })
    await mailTo(tx, known, 'confirm-email', { name: known.name, url })
    return { kind: 'unconfirmed' }
  }
  if (input.presentedHash) await endSessionByHash(tx, known.id, input.presentedHash)
  const { setCookie } = await startSession(tx, { personId: known.id, userAgent: input.userAgent })
  await audit(tx, { by: known.id, act: 'person.sign_in', subject: known.id })
  return { kind: 'signed_in', personId: known.id, setCookie }
}
