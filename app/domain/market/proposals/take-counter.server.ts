import { proposal, proposalSeat } from 'db/schema/market'
import { and, eq } from 'drizzle-orm'
import { addHours } from '~/kernel/clock'
import { Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { assertInTime, assertLeads, holdOpenBrief, lockProposal, proposalRow } from '../lock.server'
import { formingHours, type ProposalStatus, proposalTransitions } from './proposal'
import { keepWords } from './save-proposal.server'
import { agree, askMembers } from './send-proposal.server'
import { newestVersion } from './write-proposal-version.server'

/**
 * The lead makes the client's counter-offer the team's own version. Members whose amounts are other
 * than they agreed to are asked again; when all agree it lies before the client, to be accepted.
 * @param input.version the counter-offer that the lead read.
 * @throws Refused changed_meanwhile, transition_refused, brief_closed.
 */
export async function takeCounter(
  tx: Tx,
  input: { proposalId: string; version: number; by: string; at: Date },
): Promise<{ status: ProposalStatus }> {
  const { proposalId, by, at } = input
  const seen = await proposalRow(tx, proposalId)
  await assertLeads(tx, by, seen.teamId)
  await holdOpenBrief(tx, seen.briefId, at)
  const row = await lockProposal(tx, proposalId)
  const step = proposalTransitions.find(row.status, 'take', 'lead')
  if (!step.ok) throw new Refused('transition_refused', { from: row.status, event: 'take' })
  assertInTime(row, at)
  const counter = await newestVersion(tx, row.id, 'client')
  if (counter?.version !== input.version) throw new Refused('changed_meanwhile')
  const { milestones, holdbackBps, reviewDays, weeks, priceMinor } = counter.body
  const [taken] = await tx
    .update(proposal)
    .set({
      ...{ holdbackBps, reviewDays, weeks },
      milestones: [...milestones],
      priceMinor: BigInt(priceMinor),
      status: step.to,
      deadlineAt: addHours(at, formingHours),
    })
    .where(eq(proposal.id, row.id))
    .returning()
  if (!taken) throw new Refused('not_found')
  for (const { personId, exchange } of counter.body.seats) {
    if (!exchange) continue
    await tx
      .update(proposalSeat)
      .set({ exchange })
      .where(and(eq(proposalSeat.proposalId, row.id), eq(proposalSeat.personId, personId)))
  }
  await keepWords(tx, taken)
  await agree(tx, input)
  await audit(tx, { by, act: 'proposal.take_counter', subject: row.id })
  return askMembers(tx, { row: taken, by, at })
}
