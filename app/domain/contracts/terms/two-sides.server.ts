import { organisationMember } from 'db/schema/identity'
import { and, eq, inArray } from 'drizzle-orm'
import { Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'

/** Nobody stands on both sides of a contract. @throws Refused both_sides */
export async function assertTwoSides(
  tx: Tx,
  organisationId: string,
  personIds: readonly string[],
): Promise<void> {
  const both = await tx
    .select({ personId: organisationMember.personId })
    .from(organisationMember)
    .where(
      and(
        eq(organisationMember.organisationId, organisationId),
        inArray(organisationMember.personId, [...personIds]),
      ),
    )
  if (both.length > 0) throw new Refused('both_sides')
}
