import { organisation } from 'db/schema/identity'
import { eq } from 'drizzle-orm'
import { actingPeople } from '~/domain/identity/acts-for.server'
import type { Reader } from '~/platform/database.server'
import { operatorPeople } from './audience.server'
import { type Notice, notice } from './notice'

/** Whether an organisation is who it says: the operator is asked, and answers those who act for it. */

async function nameOf(db: Reader, organisationId: string): Promise<string | null> {
  const [row] = await db
    .select({ name: organisation.name })
    .from(organisation)
    .where(eq(organisation.id, organisationId))
  return row?.name ?? null
}

export async function checkAsked(db: Reader, organisationId: string): Promise<Notice[]> {
  const name = await nameOf(db, organisationId)
  if (!name) return []
  const url = `/desk/organisations/${organisationId}`
  return [notice(await operatorPeople(db), 'check_asked', url, { organisation: name }, 'turn')]
}

export async function checkAskedBack(db: Reader, organisationId: string): Promise<Notice[]> {
  const [row] = await db
    .select({ name: organisation.name, words: organisation.checkWords })
    .from(organisation)
    .where(eq(organisation.id, organisationId))
  // Answered meanwhile: they asked again, or are verified.
  if (!row?.words) return []
  const people = await actingPeople(db, organisationId)
  const facts = { organisation: row.name, words: row.words }
  return [notice(people, 'check_asked_back', '/dashboard', facts, 'turn')]
}

export async function organisationVerified(db: Reader, organisationId: string): Promise<Notice[]> {
  const name = await nameOf(db, organisationId)
  if (!name) return []
  const people = await actingPeople(db, organisationId)
  return [notice(people, 'organisation_verified', '/dashboard', { organisation: name })]
}
