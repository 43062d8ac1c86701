import { person } from 'db/schema/identity'
import { proposal, proposalSeat } from 'db/schema/market'
import { and, asc, eq, inArray } from 'drizzle-orm'
import { wholeShares } from '~/domain/teams/team'
import { addHours } from '~/kernel/clock'
import { audit } from '~/platform/audit.server'
import type { Reader, Tx } from '~/platform/database.server'
import { enqueue } from '~/platform/queue.server'
import {
  activeProposalStatuses,
  formingHours,
  formingProposalStatuses,
  proposalTransitions,
  sentProposalStatuses,
} from './proposal'

/** Whether the seats of a proposal give out the whole; less where somebody left the team. */
export async function seatsWhole(db: Reader, proposalId: string): Promise<boolean> {
  const seats = await db
    .select({ shareBps: proposalSeat.shareBps })
    .from(proposalSeat)
    .where(eq(proposalSeat.proposalId, proposalId))
  return seats.reduce((sum, { shareBps }) => sum + shareBps, 0) === wholeShares
}

/**
 * Somebody leaves the team: their seats in its proposals are free. One that lies before the client
 * goes back to its team, who has the usual 72 hours to give the seat to somebody; the version that
 * the client reads stays, and is not accepted meanwhile. The caller holds the team's row.
 */
export async function freeSeats(
  tx: Tx,
  input: { teamId: string; personId: string; by: string; at: Date },
): Promise<void> {
  const { teamId, personId, by, at } = input
  const rows = await tx
    .select({ id: proposal.id, status: proposal.status, name: person.name })
    .from(proposal)
    .innerJoin(
      proposalSeat,
      and(eq(proposalSeat.proposalId, proposal.id), eq(proposalSeat.personId, personId)),
    )
    .innerJoin(person, eq(person.id, personId))
    .where(and(eq(proposal.teamId, teamId), inArray(proposal.status, [...activeProposalStatuses])))
    .orderBy(asc(proposal.id))
    .for('no key update', { of: proposal })
  for (const { id, status, name } of rows) {
    const step = proposalTransitions.find(status, 'free_seat', 'member')
    if (!step.ok) continue
    await tx
      .delete(proposalSeat)
      .where(and(eq(proposalSeat.proposalId, id), eq(proposalSeat.personId, personId)))
    const forming = formingProposalStatuses.includes(step.to)
    const deadlineAt = addHours(at, formingHours)
    await tx
      .update(proposal)
      .set({ status: step.to, ...(forming ? { deadlineAt } : {}) })
      .where(eq(proposal.id, id))
    await audit(tx, { by, act: 'proposal.free_seat', subject: id, facts: { personId } })
    if (!sentProposalStatuses.includes(status)) continue
    await enqueue(tx, 'notify', {
      event: 'proposal-seat-freed',
      subject: id,
      facts: { person: name, at: at.toISOString() },
    })
  }
}
