import { person } from 'db/schema/identity'
import { mail } from 'db/schema/platform'
import { eq } from 'drizzle-orm'
import { confirmEmail } from '~/domain/identity/confirm-email.server'
import { emailKey } from '~/domain/identity/email'
import { signIn } from '~/domain/identity/sign-in.server'
import { signUp } from '~/domain/identity/sign-up.server'
import { database, inTransaction } from '~/platform/database.server'

export const at = new Date('2026-11-02T09:00:00Z')
export const password = 'seven quiet rivers'

export const newcomer = (email: string, name = 'Amina Qureshi') => ({
  email,
  name,
  password,
  locale: 'en' as const,
  timeZone: 'Asia/Karachi',
  country: 'PK',
  at,
})

/** The messages sent to an address, the latest first. */
export async function mailsTo(email: string) {
  const rows = await database().select().from(mail).where(eq(mail.toAddress, email))
  return rows.sort((a, b) => (a.id < b.id ? 1 : -1))
}

/** The code of the first link in a message. */
export function codeIn(text: string): string {
  const code = /[?&]code=([\w-]+)/.exec(text)?.[1]
  if (!code) throw new Error('The mail holds no code.')
  return code
}

export async function personIdOf(email: string): Promise<string> {
  const [row] = await database()
    .select({ id: person.id })
    .from(person)
    .where(eq(person.emailKey, emailKey(email)))
  if (!row) throw new Error(`Nobody has the address ${email}.`)
  return row.id
}

/** Signs somebody up and confirms the address. */
export async function confirmedPerson(email: string, name?: string): Promise<string> {
  await inTransaction((tx) => signUp(tx, newcomer(email, name)))
  const [latest] = await mailsTo(email)
  const { personId } = await inTransaction((tx) =>
    confirmEmail(tx, { code: codeIn(latest?.text ?? ''), password }),
  )
  return personId
}

/** The Set-Cookie line's pair, as a browser sends it back. */
export const pairOf = (setCookie: string) => setCookie.split(';')[0] ?? ''

export async function openSessionFor(
  email: string,
  userAgent = 'Firefox/130 Linux',
): Promise<string> {
  const result = await inTransaction((tx) =>
    signIn(tx, { email, password, userAgent, presentedHash: null }),
  )
  if (result.kind !== 'signed_in') throw new Error('The address is not confirmed.')
  return pairOf(result.setCookie)
}
