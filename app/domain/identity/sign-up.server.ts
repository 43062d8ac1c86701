import { person } from 'db/schema/identity'
import { eq } from 'drizzle-orm'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { newId } from '~/platform/ids.server'
import type { Locale } from '~/platform/languages/locales'
import { issueCode } from './codes.server'
import { emailKey } from './email'
import { linkTo, mailTo } from './mails.server'
import { hashNewPassword } from './passwords.server'

export type SignUp = {
  email: string
  name: string
  password: string
  locale: Locale
  timeZone: string
  country: string
  /** Where the person wanted to go; kept in the mail's link. */
  next?: string
  at: Date
}

/**
 * Makes an account and mails its confirmation link. For an address that has a confirmed account it
 * mails that instead: the page's answer and the work done are the same. An unconfirmed account
 * takes the password of the latest sign-up, which `confirmEmail` asks for again: whoever opens the
 * mail need not be who signed up last.
 */
export async function signUp(tx: Tx, input: SignUp): Promise<void> {
  const key = emailKey(input.email)
  const passwordHash = await hashNewPassword(input.password, input.email)
  const fields = {
    name: input.name,
    passwordHash,
    locale: input.locale,
    timeZone: input.timeZone,
    country: input.country,
  }
  await tx
    .insert(person)
    .values({
      id: newId('person'),
      email: input.email.trim(),
      emailKey: key,
      ...fields,
      createdAt: input.at,
    })
    .onConflictDoNothing({ target: person.emailKey })
  const [known] = await tx.select().from(person).where(eq(person.emailKey, key)).for('update')
  if (!known) throw new Error('The account that was just made is missing.')
  if (known.emailConfirmedAt) {
    await mailTo(tx, known, 'already-member', { name: known.name, url: linkTo('/sign-in') })
    return
  }
  await tx
    .update(person)
    .set({ ...fields, email: input.email.trim() })
    .where(eq(person.id, known.id))
  const code = await issueCode(tx, known.id, 'confirm_email')
  const url = linkTo('/confirm-email', { code, next: input.next })
  await mailTo(tx, { email: input.email.trim(), locale: input.locale }, 'confirm-email', {
    name: input.name,
    url,
  })
  await audit(tx, { by: known.id, act: 'person.sign_up', subject: known.id })
}
