import { person } from 'db/schema/identity'
import { emailKey } from '~/domain/identity/email'
import type { SignedIn } from '~/domain/identity/viewer'
import type { Reader } from '~/platform/database.server'
import { newId } from '~/platform/ids.server'

export type TestPerson = { personId: string; name: string; email: string }

let count = 0

/** A person with an account, the address confirmed unless said otherwise. Nobody can sign in as them. */
export async function makePerson(
  db: Reader,
  given: { name?: string; email?: string; confirmed?: boolean; country?: string } = {},
): Promise<TestPerson> {
  count += 1
  const name = given.name ?? `Person ${count}`
  const email = given.email ?? `person-${count}@example.org`
  const personId = newId('person')
  await db.insert(person).values({
    id: personId,
    email,
    emailKey: emailKey(email),
    name,
    passwordHash: 'none',
    emailConfirmedAt: given.confirmed === false ? null : new Date('2026-01-01T00:00:00Z'),
    locale: 'en',
    timeZone: 'UTC',
    country: given.country ?? 'PK',
    createdAt: new Date('2026-01-01T00:00:00Z'),
  })
  return { personId, name, email }
}

/** What a page knows of a person who is signed in. */
export function viewerOf(who: TestPerson, given: Partial<SignedIn> = {}): SignedIn {
  return {
    ...who,
    emailConfirmed: true,
    locale: 'en',
    timeZone: 'UTC',
    operator: false,
    memberships: [],
    ...given,
  }
}
