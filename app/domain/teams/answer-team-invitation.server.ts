import { person } from 'db/schema/identity'
import { teamInvitation, teamMember } from 'db/schema/teams'
import { eq } from 'drizzle-orm'
import { Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import { sha256 } from '~/platform/crypto.server'
import type { Tx } from '~/platform/database.server'
import { enqueue } from '~/platform/queue.server'
import { lockTeam } from './locked-team.server'
import { invitationState } from './team'

type Answer = { accept: boolean; by: string; at: Date } & (
  | { token: string }
  | { invitationId: string }
)

/**
 * Accepts or declines an invitation. Only the account with the invited address can; to every other
 * one the invitation does not exist. Who comes without the link must have confirmed the address.
 * A new member starts with a share of 0, so that the shares stay whole. The same answer twice is
 * the same as once.
 * @throws Refused not_found, email_unconfirmed, invitation_invalid when it has ended or was
 * answered otherwise.
 */
export async function answerTeamInvitation(
  tx: Tx,
  input: Answer,
): Promise<{ teamId: string; slug: string; accepted: boolean }> {
  const byToken = 'token' in input
  const wanted = byToken
    ? eq(teamInvitation.tokenHash, sha256(input.token))
    : eq(teamInvitation.id, input.invitationId)
  const [found] = await tx
    .select({ id: teamInvitation.id, teamId: teamInvitation.teamId })
    .from(teamInvitation)
    .where(wanted)
  if (!found) throw new Refused('not_found')
  const [who] = await tx
    .select({ emailKey: person.emailKey, confirmedAt: person.emailConfirmedAt })
    .from(person)
    .where(eq(person.id, input.by))
  // The team first, then the invitation: the order in which every command of teams locks.
  const locked = await lockTeam(tx, found.teamId)
  const [invitation] = await tx
    .select()
    .from(teamInvitation)
    .where(eq(teamInvitation.id, found.id))
    .for('update')
  if (!invitation || !who || who.emailKey !== invitation.emailKey) throw new Refused('not_found')
  if (!byToken && !who.confirmedAt) throw new Refused('email_unconfirmed')
  const result = { teamId: locked.id, slug: locked.slug, accepted: input.accept }
  const state = invitationState(invitation, input.at)
  if (state === (input.accept ? 'accepted' : 'declined')) return result
  if (state !== 'open') throw new Refused('invitation_invalid')
  if (input.accept) {
    await tx
      .insert(teamMember)
      .values({
        teamId: locked.id,
        personId: input.by,
        role: invitation.role,
        lead: 0,
        shareBps: 0,
        joinedAt: input.at,
      })
      .onConflictDoNothing()
  }
  await tx
    .update(teamInvitation)
    .set(input.accept ? { acceptedAt: input.at } : { declinedAt: input.at })
    .where(eq(teamInvitation.id, invitation.id))
  await enqueue(tx, 'notify', { event: 'team-invitation-answered', subject: invitation.id })
  await audit(tx, {
    by: input.by,
    act: input.accept ? 'team.join' : 'team.decline_invitation',
    subject: locked.id,
    facts: { invitationId: invitation.id },
  })
  return result
}
