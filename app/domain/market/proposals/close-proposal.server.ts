import { brief, proposal } from 'db/schema/market'
import { and, eq, inArray, lte } from 'drizzle-orm'
import { assertActsFor } from '~/domain/identity/acts-for.server'
import { Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { enqueue } from '~/platform/queue.server'
import { lockProposal } from '../lock.server'
import { liveProposalIds } from '../queries.server'
import {
  type DeclineReason,
  declinedProposalStatuses,
  dueProposalStatuses,
  proposalTransitions,
  withdrawnProposalStatuses,
} from './proposal'
import { leadsProposal } from './save-proposal.server'
import { reopen } from './send-proposal.server'

/** The team takes its proposal back. */
export async function withdrawProposal(
  tx: Tx,
  input: { proposalId: string; by: string; at: Date },
): Promise<void> {
  const row = await leadsProposal(tx, input.proposalId, input.by)
  if (withdrawnProposalStatuses.includes(row.status)) return
  const step = proposalTransitions.find(row.status, 'withdraw', 'lead')
  if (!step.ok) throw new Refused('transition_refused')
  await tx
    .update(proposal)
    .set({ status: step.to, closedAt: input.at, deadlineAt: null })
    .where(eq(proposal.id, row.id))
  await audit(tx, { by: input.by, act: 'proposal.withdraw', subject: row.id })
}

/** The client declines, and the team reads why. The next one in the queue moves up. */
export async function declineProposal(
  tx: Tx,
  input: { proposalId: string; kind: DeclineReason; reason: string; by: string; at: Date },
): Promise<void> {
  const row = await lockProposal(tx, input.proposalId)
  const [asked] = await tx.select().from(brief).where(eq(brief.id, row.briefId))
  if (!asked) throw new Refused('not_found')
  await assertActsFor(tx, input.by, asked.organisationId)
  if (declinedProposalStatuses.includes(row.status)) return
  // Before its time a queued proposal is not known to the client.
  const { queued } = await liveProposalIds(tx, row.briefId, input.at)
  if (queued.includes(row.id)) throw new Refused('not_found')
  const step = proposalTransitions.find(row.status, 'decline', 'client')
  if (!step.ok) throw new Refused('transition_refused')
  await tx
    .update(proposal)
    .set({
      status: step.to,
      declineKind: input.kind,
      declineReason: input.reason,
      closedAt: input.at,
      deadlineAt: null,
    })
    .where(eq(proposal.id, row.id))
  await audit(tx, {
    by: input.by,
    act: 'proposal.decline',
    subject: row.id,
    facts: { kind: input.kind },
  })
  await enqueue(tx, 'notify', { event: 'proposal-declined', subject: row.id })
}

/**
 * What has fallen due: a forming proposal whose members did not all answer goes back to the lead, a
 * submitted or countered one that the other side did not answer expires, and so does a draft that was
 * before the client. Safe to run any number of times.
 */
export async function expireProposals(tx: Tx, input: { at: Date }): Promise<{ expired: string[] }> {
  const due = await tx
    .select()
    .from(proposal)
    .where(
      and(inArray(proposal.status, [...dueProposalStatuses]), lte(proposal.deadlineAt, input.at)),
    )
    .for('no key update', { skipLocked: true })
  for (const row of due) {
    const back = proposalTransitions.find(row.status, 'reopen', 'clock')
    if (back.ok) {
      await reopen(tx, row, back.to, input.at)
      continue
    }
    const step = proposalTransitions.find(row.status, 'expire', 'clock')
    if (!step.ok) continue
    await tx
      .update(proposal)
      .set({ status: step.to, closedAt: input.at, deadlineAt: null })
      .where(eq(proposal.id, row.id))
    await enqueue(tx, 'notify', { event: 'proposal-declined', subject: row.id })
  }
  return { expired: due.map(({ id }) => id) }
}
