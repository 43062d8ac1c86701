import { person, session } from 'db/schema/identity'
import { and, desc, eq, inArray, isNotNull } from 'drizzle-orm'
import { Refused } from '~/kernel/refusal'
import type { Reader } from '~/platform/database.server'
import { emailKey } from './email'
import type { SignedIn } from './viewer'

const publicColumns = {
  id: person.id,
  name: person.name,
  country: person.country,
  headline: person.headline,
  about: person.about,
  languages: person.languages,
  timeZone: person.timeZone,
  locale: person.locale,
}

/** What everybody may know of a person: never the address. */
export type PublicPerson = {
  id: string
  name: string
  country: string
  headline: string
  about: string
  languages: string[]
  timeZone: string
  locale: string
}

/** @throws Refused not_found */
export async function personById(db: Reader, personId: string): Promise<PublicPerson> {
  const [row] = await db.select(publicColumns).from(person).where(eq(person.id, personId))
  if (!row) throw new Refused('not_found')
  return row
}

export async function peopleByIds(
  db: Reader,
  ids: readonly string[],
): Promise<Map<string, PublicPerson>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .select(publicColumns)
    .from(person)
    .where(inArray(person.id, [...new Set(ids)]))
  return new Map(rows.map((row) => [row.id, row]))
}

/** Who has an account under this address, by name only; null where nobody has confirmed it. */
export async function personNamed(
  db: Reader,
  email: string,
): Promise<{ personId: string; name: string } | null> {
  const [row] = await db
    .select({ personId: person.id, name: person.name })
    .from(person)
    .where(and(eq(person.emailKey, emailKey(email)), isNotNull(person.emailConfirmedAt)))
  return row ?? null
}

/** How mail and money reach a person. For jobs and commands; no page shows it to others. */
export async function contactOf(db: Reader, personId: string) {
  const [row] = await db
    .select({
      id: person.id,
      name: person.name,
      email: person.email,
      locale: person.locale,
      timeZone: person.timeZone,
    })
    .from(person)
    .where(eq(person.id, personId))
  return row ?? null
}

/** One's own sessions, the most recent first. The id is the stored hash, which signs nobody in. */
export async function mySessions(db: Reader, viewer: SignedIn) {
  const rows = await db
    .select()
    .from(session)
    .where(eq(session.personId, viewer.personId))
    .orderBy(desc(session.lastSeenAt))
  return rows.filter(({ expiresAt }) => expiresAt > new Date())
}
