import { person } from 'db/schema/identity'
import { eq } from 'drizzle-orm'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import type { Locale } from '~/platform/languages/locales'

/** Changes what a person says of themselves, and how Samar speaks to them. */
export async function updateProfile(
  tx: Tx,
  input: {
    by: string
    name: string
    country: string
    timeZone: string
    locale: Locale
    headline: string
    about: string
    languages: string[]
  },
): Promise<void> {
  const { by, ...fields } = input
  await tx.update(person).set(fields).where(eq(person.id, by))
  await audit(tx, { by, act: 'person.update_profile', subject: by })
}
