import { organisationMember } from 'db/schema/identity'
import { and, eq, inArray } from 'drizzle-orm'
import { Refused } from '~/kernel/refusal'
import type { Reader } from '~/platform/database.server'
import { actingRoles, type OrganisationRole } from './organisation'

/** The person's role in the organisation, or null. */
export async function roleIn(
  db: Reader,
  personId: string,
  organisationId: string,
): Promise<OrganisationRole | null> {
  const [row] = await db
    .select({ role: organisationMember.role })
    .from(organisationMember)
    .where(
      and(
        eq(organisationMember.personId, personId),
        eq(organisationMember.organisationId, organisationId),
      ),
    )
  return row?.role ?? null
}

/**
 * @throws Refused not_found for a stranger, who shall not learn that the subject exists, and
 * not_allowed for a member who only reads.
 */
export async function assertActsFor(
  db: Reader,
  personId: string,
  organisationId: string,
): Promise<void> {
  const role = await roleIn(db, personId, organisationId)
  if (role === null) throw new Refused('not_found')
  if (!actingRoles.includes(role)) throw new Refused('not_allowed')
}

/** The people who act for the organisation: who is told when it is its turn. */
export async function actingPeople(db: Reader, organisationId: string): Promise<string[]> {
  const rows = await db
    .select({ personId: organisationMember.personId })
    .from(organisationMember)
    .where(
      and(
        eq(organisationMember.organisationId, organisationId),
        inArray(organisationMember.role, [...actingRoles]),
      ),
    )
  return rows.map(({ personId }) => personId)
}
