import { person } from 'db/schema/identity'
import { team, teamInvitation } from 'db/schema/teams'
import { and, asc, desc, eq, gt, isNull } from 'drizzle-orm'
import { emailKey } from '~/domain/identity/email'
import { assertMay } from '~/domain/identity/may'
import type { SignedIn, Viewer } from '~/domain/identity/viewer'
import { isId } from '~/kernel/ids'
import { Refused } from '~/kernel/refusal'
import { sha256 } from '~/platform/crypto.server'
import type { Reader } from '~/platform/database.server'
import { editTeam } from './permissions'
import { teamMembers } from './queries.server'
import { invitationState } from './team'

const fields = {
  invitationId: teamInvitation.id,
  teamId: team.id,
  slug: team.slug,
  team: team.name,
  headline: team.headline,
  country: team.country,
  role: teamInvitation.role,
  message: teamInvitation.message,
  offeredShareBps: teamInvitation.shareBps,
  offeredHours: teamInvitation.hours,
  inviter: person.name,
  email: teamInvitation.email,
  invitedKey: teamInvitation.emailKey,
  createdAt: teamInvitation.createdAt,
  expiresAt: teamInvitation.expiresAt,
  acceptedAt: teamInvitation.acceptedAt,
  declinedAt: teamInvitation.declinedAt,
}

/**
 * One invitation, by its link's secret or by its id. By the id, only for the invited address; by the
 * secret also for somebody who has not signed in, since holding the link proves the address.
 * @throws Refused not_found
 */
export async function invitationPage(db: Reader, viewer: Viewer, tokenOrId: string, at: Date) {
  const byId = isId('invitation', tokenOrId)
  const wanted = byId
    ? eq(teamInvitation.id, tokenOrId)
    : eq(teamInvitation.tokenHash, sha256(tokenOrId))
  const [row] = await db
    .select(fields)
    .from(teamInvitation)
    .innerJoin(team, eq(team.id, teamInvitation.teamId))
    .innerJoin(person, eq(person.id, teamInvitation.invitedBy))
    .where(wanted)
  if (!row) throw new Refused('not_found')
  const mine = viewer !== null && emailKey(viewer.email) === row.invitedKey
  if (byId && !mine) throw new Refused('not_found')
  const { invitedKey, acceptedAt, declinedAt, ...shown } = row
  const state = invitationState(row, at)
  const members = await teamMembers(db, row.teamId)
  return {
    ...shown,
    mine,
    state,
    byLink: !byId,
    members: members.map(({ name, role, personId }) => ({ name, role, personId })),
  }
}

/** The invitations that wait for the viewer's answer. */
export async function myInvitations(db: Reader, viewer: SignedIn, at: Date) {
  const rows = await db
    .select(fields)
    .from(teamInvitation)
    .innerJoin(team, eq(team.id, teamInvitation.teamId))
    .innerJoin(person, eq(person.id, teamInvitation.invitedBy))
    .where(
      and(
        eq(teamInvitation.emailKey, emailKey(viewer.email)),
        isNull(teamInvitation.acceptedAt),
        isNull(teamInvitation.declinedAt),
        gt(teamInvitation.expiresAt, at),
      ),
    )
    .orderBy(asc(teamInvitation.expiresAt))
  return rows.map(({ invitedKey: _, ...row }) => row)
}

/**
 * Every invitation of a team, the newest first: for its leads. Who was invited by their page is
 * there by name.
 * @throws Refused not_found
 */
export async function teamInvitations(db: Reader, viewer: Viewer, teamId: string, at: Date) {
  assertMay(viewer, editTeam, { members: await teamMembers(db, teamId) })
  const rows = await db
    .select({
      invitationId: teamInvitation.id,
      email: teamInvitation.email,
      name: person.name,
      role: teamInvitation.role,
      offeredShareBps: teamInvitation.shareBps,
      offeredHours: teamInvitation.hours,
      createdAt: teamInvitation.createdAt,
      expiresAt: teamInvitation.expiresAt,
      acceptedAt: teamInvitation.acceptedAt,
      declinedAt: teamInvitation.declinedAt,
    })
    .from(teamInvitation)
    .leftJoin(person, eq(person.emailKey, teamInvitation.emailKey))
    .where(eq(teamInvitation.teamId, teamId))
    .orderBy(desc(teamInvitation.createdAt), desc(teamInvitation.id))
    .limit(50)
  return rows.map(({ email, name, ...row }) => ({
    ...row,
    // An address says nothing of whether it has an account, and a name nothing of its address.
    to: email === '' ? { name: name ?? '' } : { email },
    state: invitationState(row, at),
  }))
}
