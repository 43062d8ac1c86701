import { exchangeAsking, exchangeOpening } from 'db/schema/openings'
import { teamInvitation, teamMember } from 'db/schema/teams'
import { and, eq, isNotNull } from 'drizzle-orm'
import { invitationState } from '~/domain/teams/team'
import { Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import { askingState, openingState } from './opening'

/**
 * An open seat's row, locked until the transaction ends, with how it stands. Everything about it and
 * its askings goes through this lock, and takes the team's own after it.
 * @throws Refused not_found
 */
export async function lockOpening(tx: Tx, openingId: string, at: Date) {
  const [row] = await tx
    .select()
    .from(exchangeOpening)
    .where(eq(exchangeOpening.id, openingId))
    .for('no key update')
  if (!row) throw new Refused('not_found')
  const members = await tx
    .select({ personId: teamMember.personId })
    .from(teamMember)
    .where(eq(teamMember.teamId, row.teamId))
  const invitations = await tx
    .select({
      createdAt: teamInvitation.createdAt,
      acceptedAt: teamInvitation.acceptedAt,
      declinedAt: teamInvitation.declinedAt,
      expiresAt: teamInvitation.expiresAt,
    })
    .from(exchangeAsking)
    .innerJoin(teamInvitation, eq(teamInvitation.id, exchangeAsking.invitationId))
    .where(and(eq(exchangeAsking.openingId, openingId), isNotNull(exchangeAsking.invitationId)))
  const states = invitations.map((one) => invitationState(one, at))
  const hosted = members.some(({ personId }) => personId === row.hostId)
  const filled = states.includes('accepted')
  return {
    ...row,
    memberIds: members.map(({ personId }) => personId),
    state: openingState({ ...row, hosted, filled }, at),
    /** An invitation to it is open, or was accepted. */
    promised: filled || states.includes('open'),
  }
}

/** What somebody asked for the seat, with how it stands; null where they did not. */
export async function askingIn(tx: Tx, input: { openingId: string; personId: string; at: Date }) {
  const [row] = await tx
    .select({ asking: exchangeAsking, invitation: teamInvitation })
    .from(exchangeAsking)
    .leftJoin(teamInvitation, eq(teamInvitation.id, exchangeAsking.invitationId))
    .where(
      and(
        eq(exchangeAsking.openingId, input.openingId),
        eq(exchangeAsking.personId, input.personId),
      ),
    )
  if (!row) return null
  const invitation = row.invitation && invitationState(row.invitation, input.at)
  return { ...row.asking, state: askingState(row.asking, invitation) }
}
