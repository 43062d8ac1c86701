import { brief, proposal, proposalSeat } from 'db/schema/market'
import { and, eq, isNull } from 'drizzle-orm'
import { addDays, addHours } from '~/kernel/clock'
import { Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import { enqueue } from '~/platform/queue.server'
import { settingAt } from '~/platform/settings.server'
import { openBriefStatuses } from './brief'
import { lockProposal } from './lock.server'
import { formingHours, type ProposalStatus, proposalTransitions } from './proposal'
import { leadsProposal } from './save-proposal.server'

/** Refuses when the brief has closed since the draft was written. */
async function assertBriefOpen(tx: Tx, briefId: string): Promise<void> {
  const [row] = await tx.select({ status: brief.status }).from(brief).where(eq(brief.id, briefId))
  if (!row || !openBriefStatuses.includes(row.status)) throw new Refused('brief_closed')
}

/** Hands the proposal to the client once no seat is left without its member's word. */
async function submitWhenAgreed(
  tx: Tx,
  input: { proposalId: string; actor: 'lead' | 'member'; at: Date },
): Promise<ProposalStatus> {
  const open = await tx
    .select({ personId: proposalSeat.personId })
    .from(proposalSeat)
    .where(and(eq(proposalSeat.proposalId, input.proposalId), isNull(proposalSeat.agreedAt)))
  if (open.length > 0) return 'forming'
  const step = proposalTransitions.find('forming', 'submit', input.actor)
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

/**
 * The lead sends the draft: the lead's own seat is agreed to with it, the other members are asked,
 * and it goes to the client when the last of them agrees.
 */
export async function sendProposal(
  tx: Tx,
  input: { proposalId: string; by: string; at: Date },
): Promise<{ status: ProposalStatus }> {
  const row = await leadsProposal(tx, input.proposalId, input.by)
  if (row.status === 'forming' || row.status === 'submitted') return { status: row.status }
  const step = proposalTransitions.find(row.status, 'send', 'lead')
  if (!step.ok) throw new Refused('transition_refused')
  await assertBriefOpen(tx, row.briefId)
  await tx
    .update(proposal)
    .set({ status: step.to, deadlineAt: addHours(input.at, formingHours) })
    .where(eq(proposal.id, row.id))
  await tx
    .update(proposalSeat)
    .set({ agreedAt: input.at })
    .where(and(eq(proposalSeat.proposalId, row.id), eq(proposalSeat.personId, input.by)))
  const status = await submitWhenAgreed(tx, { proposalId: row.id, actor: 'lead', at: input.at })
  if (status === 'forming') {
    await enqueue(tx, 'notify', { event: 'proposal-forming', subject: row.id })
  }
  return { status }
}

/**
 * A member agrees to the role and share of their seat, or does not, which gives the proposal back
 * to the lead as a draft.
 */
export async function answerSeat(
  tx: Tx,
  input: { proposalId: string; agrees: boolean; by: string; at: Date },
): Promise<{ status: ProposalStatus }> {
  const row = await lockProposal(tx, input.proposalId)
  const [seat] = await tx
    .select()
    .from(proposalSeat)
    .where(and(eq(proposalSeat.proposalId, row.id), eq(proposalSeat.personId, input.by)))
  if (!seat) throw new Refused('not_found')
  if (seat.agreedAt && input.agrees) return { status: row.status }
  if (!input.agrees) {
    const step = proposalTransitions.find(row.status, 'reopen', 'member')
    if (!step.ok) throw new Refused('transition_refused')
    await reopen(tx, row.id)
    return { status: step.to }
  }
  if (!proposalTransitions.find(row.status, 'submit', 'member').ok) {
    throw new Refused('transition_refused')
  }
  await assertBriefOpen(tx, row.briefId)
  await tx
    .update(proposalSeat)
    .set({ agreedAt: input.at })
    .where(and(eq(proposalSeat.proposalId, row.id), eq(proposalSeat.personId, input.by)))
  return {
    status: await submitWhenAgreed(tx, { proposalId: row.id, actor: 'member', at: input.at }),
  }
}

/** Back to a draft: nobody's agreement outlives a change of what they agreed to. */
export async function reopen(tx: Tx, proposalId: string): Promise<void> {
  await tx
    .update(proposal)
    .set({ status: 'draft', deadlineAt: null })
    .where(eq(proposal.id, proposalId))
  await tx
    .update(proposalSeat)
    .set({ agreedAt: null })
    .where(eq(proposalSeat.proposalId, proposalId))
}
