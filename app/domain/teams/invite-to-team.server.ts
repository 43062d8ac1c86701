import { person } from 'db/schema/identity'
import { teamInvitation } from 'db/schema/teams'
import { and, eq, gt, isNull } from 'drizzle-orm'
import { emailKey } from '~/domain/identity/email'
import { linkTo, mailTo } from '~/domain/identity/mails.server'
import type { Role } from '~/domain/skills/roles'
import { Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import { sha256 } from '~/platform/crypto.server'
import type { Tx } from '~/platform/database.server'
import { newId, newSecret } from '~/platform/ids.server'
import { translator } from '~/platform/languages/translator'
import { enqueue } from '~/platform/queue.server'
import { assertLead, lockTeam } from './locked-team.server'
import { offersWork } from './people-queries.server'
import { invitationEnds, invitationHours, isMember } from './team'

type Invited = { email: string } | { personId: string }

/**
 * Invites an address, or somebody by their public page, into a team. Who has an account hears of it
 * in the inbox; who has none is mailed a link. Share and hours are what the lead has in mind; whoever
 * joins starts with a share of 0.
 * @throws Refused already_member; invitation_open, however the address was spelt the first time;
 * not_found for a person without a public page
 */
export async function inviteToTeam(
  tx: Tx,
  input: {
    teamId: string
    role: Role
    message: string
    shareBps?: number | null
    hours?: number | null
    by: string
    at: Date
  } & Invited,
): Promise<{ invitationId: string; token: string }> {
  const locked = await lockTeam(tx, input.teamId)
  assertLead(locked, input.by)
  const { email, key, invited } = await addressOf(tx, input)
  if (invited && isMember(locked.members, invited.personId)) throw new Refused('already_member')
  const [earlier] = await tx
    .select({ id: teamInvitation.id })
    .from(teamInvitation)
    .where(
      and(
        eq(teamInvitation.teamId, input.teamId),
        eq(teamInvitation.emailKey, key),
        openInvitation(input.at),
      ),
    )
  if (earlier) throw new Refused('invitation_open', { to: email || (invited?.name ?? '') })
  const invitationId = newId('invitation')
  const token = newSecret()
  await tx.insert(teamInvitation).values({
    id: invitationId,
    teamId: input.teamId,
    email,
    emailKey: key,
    role: input.role,
    tokenHash: sha256(token),
    message: input.message,
    shareBps: input.shareBps ?? null,
    hours: input.hours ?? null,
    invitedBy: input.by,
    createdAt: input.at,
    expiresAt: invitationEnds(input.at),
  })
  if (invited) await enqueue(tx, 'notify', { event: 'team-invited', subject: invitationId })
  else await mailInvitation(tx, { ...input, email, token, team: locked.name })
  await audit(tx, {
    by: input.by,
    act: 'team.invite',
    subject: input.teamId,
    facts: { invitationId, role: input.role },
  })
  return { invitationId, token }
}

/** Whoever is invited by their page has shown the team no address, so none is written down to show. */
async function addressOf(tx: Tx, to: Invited) {
  const columns = { personId: person.id, key: person.emailKey, name: person.name }
  if ('personId' in to) {
    const where = and(eq(person.id, to.personId), offersWork)
    const [invited] = await tx.select(columns).from(person).where(where)
    if (!invited) throw new Refused('not_found')
    return { email: '', key: invited.key, invited }
  }
  const email = to.email.trim()
  const key = emailKey(email)
  const [invited] = await tx.select(columns).from(person).where(eq(person.emailKey, key))
  return { email, key, invited }
}

export const openInvitation = (at: Date) =>
  and(
    isNull(teamInvitation.acceptedAt),
    isNull(teamInvitation.declinedAt),
    gt(teamInvitation.expiresAt, at),
  )

/** The link for an address without an account. */
export async function mailInvitation(
  tx: Tx,
  input: { email: string; role: Role; message: string; by: string; token: string; team: string },
): Promise<void> {
  const [inviter] = await tx
    .select({ name: person.name, locale: person.locale })
    .from(person)
    .where(eq(person.id, input.by))
  if (!inviter) throw new Refused('not_found')
  // A newcomer's language is unknown; the inviter's is the better guess.
  await mailTo(tx, { email: input.email, locale: inviter.locale }, 'team-invitation', {
    inviter: inviter.name,
    team: input.team,
    role: translator(inviter.locale)(`role.${input.role}`),
    message: input.message,
    days: invitationHours / 24,
    url: linkTo(`/team-invitations/${input.token}`),
  })
}

/** Ends an open invitation now. One that has been answered or has ended stays as it is. */
export async function withdrawTeamInvitation(
  tx: Tx,
  input: { invitationId: string; by: string; at: Date },
): Promise<void> {
  const [found] = await tx
    .select({ teamId: teamInvitation.teamId })
    .from(teamInvitation)
    .where(eq(teamInvitation.id, input.invitationId))
  if (!found) throw new Refused('not_found')
  assertLead(await lockTeam(tx, found.teamId), input.by)
  await tx
    .update(teamInvitation)
    .set({ expiresAt: input.at })
    .where(and(eq(teamInvitation.id, input.invitationId), openInvitation(input.at)))
  await audit(tx, {
    by: input.by,
    act: 'team.withdraw_invitation',
    subject: found.teamId,
    facts: { invitationId: input.invitationId },
  })
}
