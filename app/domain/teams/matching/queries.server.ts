import { person } from 'db/schema/identity'
import {
  matchingConsideration,
  matchingProfile,
  team,
  teamInvitation,
  teamSearch,
} from 'db/schema/teams'
import { and, desc, eq, inArray, isNotNull } from 'drizzle-orm'
import { assertMay } from '~/domain/identity/may'
import type { SignedIn, Viewer } from '~/domain/identity/viewer'
import type { Currency } from '~/kernel/money'
import { Refused } from '~/kernel/refusal'
import type { Reader } from '~/platform/database.server'
import { editTeam } from '../permissions'
import { teamMembers } from '../queries.server'
import { type InvitationState, invitationState } from '../team'

/** What the viewer has told the matcher; null before they have. */
export async function ownMatchingProfile(db: Reader, viewer: SignedIn) {
  const [row] = await db
    .select()
    .from(matchingProfile)
    .where(eq(matchingProfile.personId, viewer.personId))
  return row ?? null
}

const considerationsShown = 100

/** Every time that the viewer stood in a team which a lead was shown, the latest first. */
export async function ownConsiderations(db: Reader, viewer: SignedIn, at: Date) {
  const rows = await db
    .select({
      searchId: teamSearch.id,
      shownAt: matchingConsideration.shownAt,
      terms: matchingConsideration.terms,
      team: { slug: team.slug, name: team.name },
      briefId: teamSearch.briefId,
      invitation: {
        id: teamInvitation.id,
        createdAt: teamInvitation.createdAt,
        expiresAt: teamInvitation.expiresAt,
        acceptedAt: teamInvitation.acceptedAt,
        declinedAt: teamInvitation.declinedAt,
      },
    })
    .from(matchingConsideration)
    .innerJoin(teamSearch, eq(teamSearch.id, matchingConsideration.searchId))
    .innerJoin(team, eq(team.id, teamSearch.teamId))
    .leftJoin(teamInvitation, eq(teamInvitation.id, matchingConsideration.invitationId))
    .where(eq(matchingConsideration.personId, viewer.personId))
    .orderBy(desc(matchingConsideration.shownAt), desc(teamSearch.id))
    .limit(considerationsShown)
  return rows.map(({ invitation, ...row }) => ({
    ...row,
    invitation: invitation && { id: invitation.id, state: invitationState(invitation, at) },
  }))
}

/** Whom the matcher knows in a currency: they opted in and confirmed their address. */
export const isMatchable = (currency: Currency) =>
  and(
    eq(matchingProfile.currency, currency),
    isNotNull(matchingProfile.optedInAt),
    isNotNull(person.emailConfirmedAt),
  )

/** Of some people those whom the matcher knows in a currency. */
export async function matchable(
  db: Reader,
  personIds: readonly string[],
  currency: Currency,
): Promise<string[]> {
  if (personIds.length === 0) return []
  const rows = await db
    .select({ personId: matchingProfile.personId })
    .from(matchingProfile)
    .innerJoin(person, eq(person.id, matchingProfile.personId))
    .where(and(inArray(matchingProfile.personId, [...personIds]), isMatchable(currency)))
  return rows.map(({ personId }) => personId)
}

/**
 * What a lead asked for: for the leads of the team.
 * @throws Refused not_found
 */
export async function searchPage(db: Reader, viewer: Viewer, teamId: string, searchId: string) {
  const members = await teamMembers(db, teamId)
  assertMay(viewer, editTeam, { members })
  const [row] = await db
    .select()
    .from(teamSearch)
    .where(and(eq(teamSearch.id, searchId), eq(teamSearch.teamId, teamId)))
  if (!row) throw new Refused('not_found')
  return { ...row, members }
}

/** Names of people who stand in a request or an answer, for the leads of the team that asked. */
export async function namesFor(
  db: Reader,
  viewer: Viewer,
  search: { members: readonly { personId: string; lead: boolean }[] },
  personIds: readonly string[],
): Promise<Map<string, { name: string; headline: string }>> {
  assertMay(viewer, editTeam, search)
  if (personIds.length === 0) return new Map()
  const rows = await db
    .select({ personId: person.id, name: person.name, headline: person.headline })
    .from(person)
    .where(inArray(person.id, [...personIds]))
  return new Map(rows.map(({ personId, ...row }) => [personId, row]))
}

/** Whom a search has shown, with the invitation that came of it. */
export async function shownFor(
  db: Reader,
  viewer: Viewer,
  search: { id: string; members: readonly { personId: string; lead: boolean }[] },
  at: Date,
) {
  assertMay(viewer, editTeam, search)
  const rows = await db
    .select({
      personId: matchingConsideration.personId,
      invitation: {
        createdAt: teamInvitation.createdAt,
        expiresAt: teamInvitation.expiresAt,
        acceptedAt: teamInvitation.acceptedAt,
        declinedAt: teamInvitation.declinedAt,
      },
    })
    .from(matchingConsideration)
    .leftJoin(teamInvitation, eq(teamInvitation.id, matchingConsideration.invitationId))
    .where(eq(matchingConsideration.searchId, search.id))
  return new Map<string, InvitationState | null>(
    rows.map(({ personId, invitation }) => [
      personId,
      invitation && invitationState(invitation, at),
    ]),
  )
}
