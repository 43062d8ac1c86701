import { brief, proposal } from 'db/schema/market'
import { and, asc, eq, inArray, lte } from 'drizzle-orm'
import { assertActsFor } from '~/domain/identity/acts-for.server'
import { Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { enqueue } from '~/platform/queue.server'
import { lockBrief } from '../lock.server'
import {
  activeProposalStatuses,
  type CloseReason,
  proposalTransitions,
  sentProposalStatuses,
} from '../proposals/proposal'
import { briefTransitions, openBriefStatuses, withdrawnBriefStatuses } from './brief'
import { destroyBriefData } from './destroy-brief-data.server'

/**
 * Declines whatever still answers the brief, with the reason that closed it: nobody is left waiting,
 * and no draft is left that can never be sent. The caller holds the brief's row.
 */
export async function declineLiveProposals(
  tx: Tx,
  input: {
    briefId: string
    kind: CloseReason
    /** The client's own words, where it has some. */
    reason?: string
    except?: string
    at: Date
  },
): Promise<void> {
  const live = await tx
    .select({ id: proposal.id, status: proposal.status, submittedAt: proposal.submittedAt })
    .from(proposal)
    .where(
      and(
        eq(proposal.briefId, input.briefId),
        inArray(proposal.status, [...activeProposalStatuses]),
      ),
    )
    .orderBy(asc(proposal.id))
    .for('no key update')
  for (const { id, status, submittedAt } of live.filter(({ id }) => id !== input.except)) {
    const step = proposalTransitions.find(status, 'decline', 'clock')
    if (!step.ok) continue
    await tx
      .update(proposal)
      .set({
        status: step.to,
        declineKind: input.kind,
        declineReason: input.reason ?? '',
        closedAt: input.at,
        deadlineAt: null,
      })
      .where(eq(proposal.id, id))
    if (submittedAt || sentProposalStatuses.includes(status)) {
      await enqueue(tx, 'notify', { event: 'proposal-declined', subject: id })
    }
  }
}

/** Takes a brief back. Proposals that lie before the client are declined, its data destroyed. */
export async function withdrawBrief(
  tx: Tx,
  input: { briefId: string; by: string; at: Date },
): Promise<void> {
  const row = await lockBrief(tx, input.briefId)
  await assertActsFor(tx, input.by, row.organisationId)
  if (withdrawnBriefStatuses.includes(row.status)) return
  const step = briefTransitions.find(row.status, 'withdraw', 'client')
  if (!step.ok) throw new Refused('transition_refused')
  await tx
    .update(brief)
    .set({ status: step.to, closedAt: input.at, deadlineAt: null })
    .where(eq(brief.id, row.id))
  await declineLiveProposals(tx, { briefId: row.id, kind: 'brief_withdrawn', at: input.at })
  await destroyBriefData(tx, {
    datasetId: row.datasetId,
    reason: 'brief_withdrawn',
    by: input.by,
    at: input.at,
  })
  await audit(tx, { by: input.by, act: 'brief.withdraw', subject: row.id })
}

/** Closes briefs whose deadline has passed. Safe to run at any time, any number of times. */
export async function expireBriefs(tx: Tx, input: { at: Date }): Promise<{ expired: string[] }> {
  const due = await tx
    .select()
    .from(brief)
    .where(and(inArray(brief.status, [...openBriefStatuses]), lte(brief.deadlineAt, input.at)))
    .for('no key update', { skipLocked: true })
  for (const row of due) {
    const step = briefTransitions.find(row.status, 'expire', 'clock')
    if (!step.ok) continue
    await tx
      .update(brief)
      .set({ status: step.to, closedAt: input.at, deadlineAt: null })
      .where(eq(brief.id, row.id))
    await declineLiveProposals(tx, { briefId: row.id, kind: 'brief_expired', at: input.at })
    await destroyBriefData(tx, {
      datasetId: row.datasetId,
      reason: 'brief_expired',
      by: null,
      at: input.at,
    })
    await enqueue(tx, 'notify', { event: 'brief-expired', subject: row.id })
  }
  return { expired: due.map(({ id }) => id) }
}
