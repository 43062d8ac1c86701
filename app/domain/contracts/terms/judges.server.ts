import { person } from 'db/schema/identity'
import { teamMember } from 'db/schema/teams'
import { eq, inArray } from 'drizzle-orm'
import { actingPeople } from '~/domain/identity/acts-for.server'
import { namedPeople } from '~/domain/outcomes/people/rating'
import { Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import { everyMember } from '../seats/seats'
import type { Terms } from './terms'

/**
 * Nobody marks or measures their own work: whom the criteria name has an account, and is in the team
 * neither by these terms nor by its present members. Raters do not act for the client either; who
 * reports the client's own figures may.
 * @throws Refused judge_unknown, judge_in_team, rater_of_client with the person's name.
 */
export async function assertJudgesApart(
  tx: Tx,
  terms: Pick<Terms, 'criteria' | 'members' | 'laterSeats' | 'team' | 'client'>,
): Promise<void> {
  const named = namedPeople(terms.criteria)
  if (named.length === 0) return
  const ids = named.map(({ personId }) => personId)
  const known = await tx.select({ id: person.id }).from(person).where(inArray(person.id, ids))
  const team = await tx
    .select({ personId: teamMember.personId })
    .from(teamMember)
    .where(eq(teamMember.teamId, terms.team.teamId))
  const inTeam = new Set([...team, ...everyMember(terms)].map(({ personId }) => personId))
  const raters = terms.criteria.flatMap(({ rubric }) => rubric?.raters ?? [])
  const acting = await actingPeople(tx, terms.client.organisationId)
  for (const { personId, name } of named) {
    if (!known.some(({ id }) => id === personId)) throw new Refused('judge_unknown', { name })
    if (inTeam.has(personId)) throw new Refused('judge_in_team', { name })
    if (acting.includes(personId) && raters.some((rater) => rater.personId === personId)) {
      throw new Refused('rater_of_client', { name })
    }
  }
}
