import { proposal, proposalSeat } from 'db/schema/market'
import { team, teamMember } from 'db/schema/teams'
import { and, eq, isNull } from 'drizzle-orm'
import { addDays, addHours } from '~/kernel/clock'
import { Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import { enqueue } from '~/platform/queue.server'
import { settingAt } from '~/platform/settings.server'
import {
  assertAnswersBrief,
  assertInTime,
  assertLeads,
  holdOpenBrief,
  lockProposal,
  proposalRow,
} from '../lock.server'
import { assertMaySend } from './assert-may-send.server'
import { seatsWhole } from './free-seats.server'
import {
  formingHours,
  type ProposalStatus,
  proposalTransitions,
  sentProposalStatuses,
} from './proposal'
import { termsInHand, writeProposalVersion } from './write-proposal-version.server'

type ProposalRow = typeof proposal.$inferSelect

/**
 * Hands a forming proposal to the client once no seat is left without its member's word. One that
 * was there before keeps its place.
 */
async function submitWhenAgreed(
  tx: Tx,
  input: { row: ProposalRow; actor: 'lead' | 'member'; by: string; at: Date },
): Promise<ProposalStatus> {
  const { row, actor, by, at } = input
  const open = await tx
    .select({ personId: proposalSeat.personId })
    .from(proposalSeat)
    .where(and(eq(proposalSeat.proposalId, row.id), isNull(proposalSeat.agreedAt)))
  // Where somebody left the team, there is a seat that nobody can agree to yet.
  if (open.length > 0 || !(await seatsWhole(tx, row.id))) return row.status
  const step = proposalTransitions.find(row.status, 'submit', actor)
  if (!step.ok) throw new Refused('transition_refused')
  const { version } = await writeProposalVersion(tx, {
    ...{ row, at },
    // The last word of a member sends what the lead wrote.
    by: actor === 'lead' ? by : ((await leadOf(tx, row.teamId)) ?? by),
    side: 'team',
    body: await termsInHand(tx, row),
    note: '',
    briefVersion: row.briefVersion,
  })
  await tx
    .update(proposal)
    .set({
      status: step.to,
      submittedAt: row.submittedAt ?? at,
      deadlineAt: addDays(at, await settingAt(tx, 'proposalDays', at)),
    })
    .where(eq(proposal.id, row.id))
  await enqueue(tx, 'notify', {
    event: 'proposal-submitted',
    subject: row.id,
    facts: { version },
  })
  return step.to
}

async function leadOf(tx: Tx, teamId: string): Promise<string | undefined> {
  const [lead] = await tx
    .select({ personId: teamMember.personId })
    .from(teamMember)
    .where(and(eq(teamMember.teamId, teamId), eq(teamMember.lead, 1)))
  return lead?.personId
}

/** Asks the members who have still to agree; where nobody has, the client has it at once. */
export async function askMembers(
  tx: Tx,
  input: { row: ProposalRow; by: string; at: Date },
): Promise<{ status: ProposalStatus }> {
  const { row } = input
  const status = await submitWhenAgreed(tx, { ...input, actor: 'lead' })
  if (status === row.status) {
    await enqueue(tx, 'notify', {
      event: 'proposal-forming',
      subject: row.id,
      facts: { asked: input.at.toISOString() },
    })
  }
  return { status }
}

/** A member's word for their own seat. */
export async function agree(
  tx: Tx,
  input: { proposalId: string; by: string; at: Date },
): Promise<void> {
  await tx
    .update(proposalSeat)
    .set({ agreedAt: input.at })
    .where(and(eq(proposalSeat.proposalId, input.proposalId), eq(proposalSeat.personId, input.by)))
}

/**
 * The lead sends the draft: the lead's own seat is agreed to with it, the other members are asked,
 * and it goes to the client when the last of them agrees.
 * @throws Refused brief_closed or brief_changed when the brief is another since the draft was
 * written, shares_not_whole when somebody with a seat has left, and as `assertMaySend`.
 */
export async function sendProposal(
  tx: Tx,
  input: { proposalId: string; by: string; at: Date },
): Promise<{ status: ProposalStatus }> {
  const seen = await proposalRow(tx, input.proposalId)
  await assertLeads(tx, input.by, seen.teamId)
  if (sentProposalStatuses.includes(seen.status)) return { status: seen.status }
  const open = await holdOpenBrief(tx, seen.briefId, input.at)
  // Two sent at once by one team are counted one after the other.
  await tx.select({ id: team.id }).from(team).where(eq(team.id, seen.teamId)).for('no key update')
  const row = await lockProposal(tx, seen.id)
  if (sentProposalStatuses.includes(row.status)) return { status: row.status }
  const step = proposalTransitions.find(row.status, 'send', 'lead')
  if (!step.ok) throw new Refused('transition_refused')
  assertInTime(row, input.at)
  assertAnswersBrief(row, open)
  if (!(await seatsWhole(tx, row.id))) throw new Refused('shares_not_whole')
  await assertMaySend(tx, row, open.workloadClass, input.at)
  const [sent] = await tx
    .update(proposal)
    .set({ status: step.to, deadlineAt: addHours(input.at, formingHours) })
    .where(eq(proposal.id, row.id))
    .returning()
  if (!sent) throw new Refused('not_found')
  await agree(tx, input)
  return askMembers(tx, { row: sent, by: input.by, at: input.at })
}

/**
 * A member agrees to the role and share of their seat, or does not, which gives the proposal back
 * to the lead as a draft. Agreeing after the 72 hours is too late, whether or not the sweep has run.
 */
export async function answerSeat(
  tx: Tx,
  input: { proposalId: string; agrees: boolean; by: string; at: Date },
): Promise<{ status: ProposalStatus }> {
  const seen = await proposalRow(tx, input.proposalId)
  const seat = await seatOf(tx, seen.id, input.by)
  if (seat.agreedAt && input.agrees) return { status: seen.status }
  if (!input.agrees) return refuse(tx, seen.id, input.at)
  await holdOpenBrief(tx, seen.briefId, input.at)
  const row = await lockProposal(tx, seen.id)
  if ((await seatOf(tx, row.id, input.by)).agreedAt) return { status: row.status }
  if (!proposalTransitions.find(row.status, 'submit', 'member').ok) {
    throw new Refused('transition_refused')
  }
  assertInTime(row, input.at)
  await agree(tx, input)
  const { by, at } = input
  return { status: await submitWhenAgreed(tx, { row, actor: 'member', by, at }) }
}

/** @throws Refused not_found for whoever has no seat in the proposal. */
async function seatOf(tx: Tx, proposalId: string, personId: string) {
  const [seat] = await tx
    .select()
    .from(proposalSeat)
    .where(and(eq(proposalSeat.proposalId, proposalId), eq(proposalSeat.personId, personId)))
  if (!seat) throw new Refused('not_found')
  return seat
}

async function refuse(tx: Tx, proposalId: string, at: Date): Promise<{ status: ProposalStatus }> {
  const row = await lockProposal(tx, proposalId)
  const step = proposalTransitions.find(row.status, 'reopen', 'member')
  if (!step.ok) throw new Refused('transition_refused')
  await reopen(tx, row, step.to, at)
  return { status: step.to }
}

/**
 * Back to the lead: nobody's agreement outlives a change of what they agreed to. One that was before
 * the client keeps its place there for as long as an answer may take.
 */
export async function reopen(
  tx: Tx,
  row: Pick<ProposalRow, 'id' | 'submittedAt'>,
  status: ProposalStatus,
  at: Date,
): Promise<void> {
  const deadlineAt = row.submittedAt ? addDays(at, await settingAt(tx, 'proposalDays', at)) : null
  await tx.update(proposal).set({ status, deadlineAt }).where(eq(proposal.id, row.id))
  await tx.update(proposalSeat).set({ agreedAt: null }).where(eq(proposalSeat.proposalId, row.id))
  await enqueue(tx, 'notify', {
    event: 'proposal-reopened',
    subject: row.id,
    facts: { reopened: at.toISOString() },
  })
}
