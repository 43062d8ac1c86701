import { proposal, proposalSeat } from 'db/schema/market'
import { and, eq, isNull } from 'drizzle-orm'
import { addDays, addHours } from '~/kernel/clock'
import { Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import { enqueue } from '~/platform/queue.server'
import { settingAt } from '~/platform/settings.server'
import { assertLeads, holdOpenBrief, lockProposal, proposalRow } from './lock.server'
import {
  formingHours,
  type ProposalStatus,
  proposalTransitions,
  sentProposalStatuses,
} from './proposal'

/** Hands a forming proposal to the client once no seat is left without its member's word. */
async function submitWhenAgreed(
  tx: Tx,
  input: { proposalId: string; from: ProposalStatus; actor: 'lead' | 'member'; at: Date },
): Promise<ProposalStatus> {
  const open = await tx
    .select({ personId: proposalSeat.personId })
    .from(proposalSeat)
    .where(and(eq(proposalSeat.proposalId, input.proposalId), isNull(proposalSeat.agreedAt)))
  if (open.length > 0) return input.from
  const step = proposalTransitions.find(input.from, 'submit', input.actor)
  if (!step.ok) throw new Refused('transition_refused')
  await tx
    .update(proposal)
    .set({
      status: step.to,
      submittedAt: input.at,
      deadlineAt: addDays(input.at, await settingAt(tx, 'proposalDays', input.at)),
    })
    .where(eq(proposal.id, input.proposalId))
  await enqueue(tx, 'notify', { event: 'proposal-submitted', subject: input.proposalId })
  return step.to
}

/** A member's word for their own seat. */
async function agree(tx: Tx, input: { proposalId: string; by: string; at: Date }): Promise<void> {
  await tx
    .update(proposalSeat)
    .set({ agreedAt: input.at })
    .where(and(eq(proposalSeat.proposalId, input.proposalId), eq(proposalSeat.personId, input.by)))
}

/**
 * The lead sends the draft: the lead's own seat is agreed to with it, the other members are asked,
 * and it goes to the client when the last of them agrees.
 * @throws Refused brief_closed when the brief has closed since the draft was written.
 */
export async function sendProposal(
  tx: Tx,
  input: { proposalId: string; by: string; at: Date },
): Promise<{ status: ProposalStatus }> {
  const seen = await proposalRow(tx, input.proposalId)
  await assertLeads(tx, input.by, seen.teamId)
  if (sentProposalStatuses.includes(seen.status)) return { status: seen.status }
  await holdOpenBrief(tx, seen.briefId, input.at)
  const row = await lockProposal(tx, seen.id)
  if (sentProposalStatuses.includes(row.status)) return { status: row.status }
  const step = proposalTransitions.find(row.status, 'send', 'lead')
  if (!step.ok) throw new Refused('transition_refused')
  await tx
    .update(proposal)
    .set({ status: step.to, deadlineAt: addHours(input.at, formingHours) })
    .where(eq(proposal.id, row.id))
  await agree(tx, input)
  const status = await submitWhenAgreed(tx, { ...input, from: step.to, actor: 'lead' })
  if (status === step.to) {
    await enqueue(tx, 'notify', { event: 'proposal-forming', subject: row.id })
  }
  return { status }
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
  if (!input.agrees) return refuse(tx, seen.id)
  await holdOpenBrief(tx, seen.briefId, input.at)
  const row = await lockProposal(tx, seen.id)
  if ((await seatOf(tx, row.id, input.by)).agreedAt) return { status: row.status }
  if (!proposalTransitions.find(row.status, 'submit', 'member').ok) {
    throw new Refused('transition_refused')
  }
  if (row.deadlineAt && row.deadlineAt <= input.at) throw new Refused('changed_meanwhile')
  await agree(tx, input)
  return { status: await submitWhenAgreed(tx, { ...input, from: row.status, actor: 'member' }) }
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

async function refuse(tx: Tx, proposalId: string): Promise<{ status: ProposalStatus }> {
  const row = await lockProposal(tx, proposalId)
  const step = proposalTransitions.find(row.status, 'reopen', 'member')
  if (!step.ok) throw new Refused('transition_refused')
  await reopen(tx, row.id, step.to)
  return { status: step.to }
}

/** Back to the lead: nobody's agreement outlives a change of what they agreed to. */
export async function reopen(tx: Tx, proposalId: string, status: ProposalStatus): Promise<void> {
  await tx.update(proposal).set({ status, deadlineAt: null }).where(eq(proposal.id, proposalId))
  await tx
    .update(proposalSeat)
    .set({ agreedAt: null })
    .where(eq(proposalSeat.proposalId, proposalId))
  await enqueue(tx, 'notify', { event: 'proposal-reopened', subject: proposalId })
}
