import { person } from 'db/schema/identity'
import { teamInvitation } from 'db/schema/teams'
import { and, eq } from 'drizzle-orm'
import { Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import { sha256 } from '~/platform/crypto.server'
import type { Tx } from '~/platform/database.server'
import { newSecret } from '~/platform/ids.server'
import { enqueue } from '~/platform/queue.server'
import { mailInvitation, openInvitation } from './invite-to-team.server'
import { assertLead, lockTeam } from './locked-team.server'
import { invitationEnds } from './team'

/**
 * Sends an open invitation once more, as it is: its 72 hours begin anew, and its old link ends.
 * @throws Refused not_found, invitation_invalid when it has ended or was answered
 */
export async function resendTeamInvitation(
  tx: Tx,
  input: { invitationId: string; by: string; at: Date },
): Promise<{ token: string }> {
  const which = eq(teamInvitation.id, input.invitationId)
  const [found] = await tx
    .select({ teamId: teamInvitation.teamId })
    .from(teamInvitation)
    .where(which)
  if (!found) throw new Refused('not_found')
  const locked = await lockTeam(tx, found.teamId)
  assertLead(locked, input.by)
  const token = newSecret()
  const expiresAt = invitationEnds(input.at)
  const [sent] = await tx
    .update(teamInvitation)
    .set({ tokenHash: sha256(token), expiresAt })
    .where(and(which, openInvitation(input.at)))
    .returning()
  if (!sent) throw new Refused('invitation_invalid')
  const [invited] = await tx
    .select({ personId: person.id })
    .from(person)
    .where(eq(person.emailKey, sent.emailKey))
  if (invited) {
    // Without what is new in it, the notice would be taken for the first one.
    const facts = { until: expiresAt.toISOString() }
    await enqueue(tx, 'notify', { event: 'team-invited', subject: sent.id, facts })
  } else await mailInvitation(tx, { ...sent, by: input.by, token, team: locked.name })
  await audit(tx, {
    by: input.by,
    act: 'team.resend_invitation',
    subject: found.teamId,
    facts: { invitationId: sent.id },
  })
  return { token }
}
