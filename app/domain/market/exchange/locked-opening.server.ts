import { brief } from 'db/schema/market'
import { exchangeAsking, exchangeOpening } from 'db/schema/openings'
import { teamInvitation, teamMember } from 'db/schema/teams'
import { and, eq, isNotNull } from 'drizzle-orm'
import { invitationState } from '~/domain/teams/team'
import { Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import { openBriefStatuses } from '../briefs/brief'
import { askingState, heldInvitation, openingState } from './opening'

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
      personId: exchangeAsking.personId,
      createdAt: teamInvitation.createdAt,
      acceptedAt: teamInvitation.acceptedAt,
      declinedAt: teamInvitation.declinedAt,
      expiresAt: teamInvitation.expiresAt,
    })
    .from(exchangeAsking)
    .innerJoin(teamInvitation, eq(teamInvitation.id, exchangeAsking.invitationId))
    .where(and(eq(exchangeAsking.openingId, openingId), isNotNull(exchangeAsking.invitationId)))
  const isMember = (personId: string) => members.some((one) => one.personId === personId)
  const states = invitations.map(({ personId, ...one }) =>
    heldInvitation(invitationState(one, at), isMember(personId)),
  )
  const stands = isMember(row.hostId) && (await takesProposals(tx, row.briefId))
  const filled = states.includes('accepted')
  return {
    ...row,
    memberIds: members.map(({ personId }) => personId),
    stands,
    state: openingState({ ...row, stands, filled }, at),
    /** An invitation to it is open, or was accepted. */
    promised: filled || states.includes('open'),
  }
}

/** Whether a seat's brief is still open; a seat for other work asks for none. */
async function takesProposals(tx: Tx, briefId: string | null): Promise<boolean> {
  if (!briefId) return true
  const [row] = await tx.select({ status: brief.status }).from(brief).where(eq(brief.id, briefId))
  return row !== undefined && openBriefStatuses.includes(row.status)
}

/** What somebody asked for the seat, with how it stands; null where they did not. */
export async function askingIn(tx: Tx, input: { openingId: string; personId: string; at: Date }) {
  const [row] = await tx
    .select({
      asking: exchangeAsking,
      invitation: teamInvitation,
      member: teamMember.personId,
    })
    .from(exchangeAsking)
    .innerJoin(exchangeOpening, eq(exchangeOpening.id, exchangeAsking.openingId))
    .leftJoin(teamInvitation, eq(teamInvitation.id, exchangeAsking.invitationId))
    .leftJoin(
      teamMember,
      and(
        eq(teamMember.teamId, exchangeOpening.teamId),
        eq(teamMember.personId, exchangeAsking.personId),
      ),
    )
    .where(
      and(
        eq(exchangeAsking.openingId, input.openingId),
        eq(exchangeAsking.personId, input.personId),
      ),
    )
  if (!row) return null
  const invitation =
    row.invitation && heldInvitation(invitationState(row.invitation, input.at), row.member !== null)
  return { ...row.asking, state: askingState(row.asking, invitation) }
}
