import { proposal } from 'db/schema/market'
import { eq } from 'drizzle-orm'
import { addDays } from '~/kernel/clock'
import { Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { enqueue } from '~/platform/queue.server'
import { settingAt } from '~/platform/settings.server'
import { assertInTime, assertLeads, holdOpenBrief, lockProposal, proposalRow } from '../lock.server'
import { submittedProposalStatuses } from './proposal'
import { assertAddsUp } from './save-proposal.server'
import { termsInHand, writeProposalVersion } from './write-proposal-version.server'

/**
 * The team stands by its proposal although the brief has changed: the same words, as an answer to
 * the newest version. Nobody's share changes, so nobody is asked again.
 * @param input.briefVersion the version of the brief that the lead read.
 * @throws Refused changed_meanwhile, and as a proposal that does not add up any more.
 */
export async function confirmProposal(
  tx: Tx,
  input: { proposalId: string; briefVersion: number; by: string; at: Date },
): Promise<{ version: number }> {
  const { proposalId, briefVersion, by, at } = input
  const seen = await proposalRow(tx, proposalId)
  await assertLeads(tx, by, seen.teamId)
  const open = await holdOpenBrief(tx, seen.briefId, at)
  const row = await lockProposal(tx, proposalId)
  if (!submittedProposalStatuses.includes(row.status)) throw new Refused('transition_refused')
  assertInTime(row, at)
  if (open.version !== briefVersion) throw new Refused('changed_meanwhile')
  if (row.briefVersion === open.version) return { version: row.version }
  const body = await termsInHand(tx, row)
  await assertAddsUp(tx, { ...body, priceMinor: row.priceMinor }, open)
  const made = await writeProposalVersion(tx, {
    ...{ row, body, briefVersion, by, at },
    side: 'team',
    note: '',
  })
  const deadlineAt = addDays(at, await settingAt(tx, 'proposalDays', at))
  await tx.update(proposal).set({ briefVersion, deadlineAt }).where(eq(proposal.id, row.id))
  await audit(tx, { by, act: 'proposal.confirm', subject: row.id, facts: { briefVersion } })
  await enqueue(tx, 'notify', {
    event: 'proposal-submitted',
    subject: row.id,
    facts: { version: made.version },
  })
  return made
}
