import { matchingConsideration, teamSearch } from 'db/schema/teams'
import { and, eq, inArray, lt } from 'drizzle-orm'
import type { Currency } from '~/kernel/money'
import { Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { newId } from '~/platform/ids.server'
import { assertLead, lockTeam } from '../locked-team.server'
import { type Considered, considerationsFrom } from './consideration'
import type { StoredRequest } from './stored-request'

/**
 * Keeps what a lead asks the matcher for.
 * @throws Refused not_found, not_allowed
 */
export async function askForTeams(
  tx: Tx,
  input: {
    teamId: string
    briefId: string | null
    currency: Currency
    request: StoredRequest
    by: string
    at: Date
  },
): Promise<{ searchId: string }> {
  const { teamId, briefId, currency, request, by, at } = input
  assertLead(await lockTeam(tx, teamId), by)
  const searchId = newId('teamSearch')
  await tx
    .insert(teamSearch)
    .values({ id: searchId, teamId, briefId, currency, request, askedBy: by, createdAt: at })
  await audit(tx, { by, act: 'team.search', subject: teamId, facts: { searchId } })
  return { searchId }
}

/** Writes down who was shown for a search, the first time that they are. */
export async function noteConsidered(
  tx: Tx,
  input: { searchId: string; people: readonly Considered[]; at: Date },
): Promise<void> {
  const { searchId, people, at } = input
  if (people.length === 0) return
  await tx
    .insert(matchingConsideration)
    .values(people.map((one) => ({ ...one, searchId, shownAt: at })))
    .onConflictDoNothing()
}

/**
 * Notes the invitation that came of a search.
 * @throws Refused not_found when the search did not show the person
 */
export async function noteInvited(
  tx: Tx,
  input: { searchId: string; personId: string; invitationId: string },
): Promise<void> {
  const { searchId, personId, invitationId } = input
  const noted = await tx
    .update(matchingConsideration)
    .set({ invitationId })
    .where(
      and(
        eq(matchingConsideration.searchId, searchId),
        eq(matchingConsideration.personId, personId),
      ),
    )
    .returning({ personId: matchingConsideration.personId })
  if (noted.length === 0) throw new Refused('not_found')
}

/** Forgets searches, and who was shown, once they are older than is kept. */
export async function forgetSearches(tx: Tx, input: { at: Date }): Promise<number> {
  const old = tx
    .select({ id: teamSearch.id })
    .from(teamSearch)
    .where(lt(teamSearch.createdAt, considerationsFrom(input.at)))
  await tx.delete(matchingConsideration).where(inArray(matchingConsideration.searchId, old))
  const gone = await tx
    .delete(teamSearch)
    .where(lt(teamSearch.createdAt, considerationsFrom(input.at)))
    .returning({ id: teamSearch.id })
  return gone.length
}
