import { person } from 'db/schema/identity'
import { eq } from 'drizzle-orm'
import { Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { endSessionByHash, startSession } from './adapters/lucia-sessions.server'
import { issueCode } from './codes.server'
import { confirmEmail } from './confirm-email.server'
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
  return { kind: 'signed_in', ...(await openSessionOf(tx, known.id, input)) }
}

/** Opens a session for somebody who has just proved who they are. */
async function openSessionOf(
  tx: Tx,
  personId: string,
  browser: { userAgent: string; presentedHash: string | null },
) {
  if (browser.presentedHash) await endSessionByHash(tx, personId, browser.presentedHash)
  const { setCookie } = await startSession(tx, { personId, userAgent: browser.userAgent })
  await audit(tx, { by: personId, act: 'person.sign_in', subject: personId })
  return { personId, setCookie }
}

/** Confirms an address by its mail and the password, and signs the person in. */
export async function confirmAndSignIn(
  tx: Tx,
  input: { code: string; password: string; userAgent: string; presentedHash: string | null },
): Promise<{ personId: string; setCookie: string }> {
  const { personId } = await confirmEmail(tx, input)
  return openSessionOf(tx, personId, input)
}
