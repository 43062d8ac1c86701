import { proposal, proposalVersion } from 'db/schema/market'
import { and, count, eq } from 'drizzle-orm'
import { assertActsFor } from '~/domain/identity/acts-for.server'
import { addDays } from '~/kernel/clock'
import { differencesOf } from '~/kernel/differences'
import { Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { enqueue } from '~/platform/queue.server'
import { settingAt } from '~/platform/settings.server'
import {
  assertAnswersBrief,
  assertInTime,
  holdOpenBrief,
  lockProposal,
  proposalRow,
} from '../lock.server'
import { liveProposalIds } from '../queries.server'
import { mostCounters, proposalTransitions } from './proposal'
import { type CounterOffer, counteredTerms } from './proposal-version'
import { assertAddsUp } from './save-proposal.server'
import { termsInHand, writeProposalVersion } from './write-proposal-version.server'

/**
 * The client answers a proposal with its own numbers. The team has fourteen days to take them, to
 * answer with a version of its own, or to leave it.
 * @param input.version the version that the client read.
 * @throws Refused changed_meanwhile, brief_changed, counters_used, nothing_changed, and as a
 * proposal that does not add up.
 */
export async function counterProposal(
  tx: Tx,
  input: {
    proposalId: string
    version: number
    counter: CounterOffer
    note: string
    by: string
    at: Date
  },
): Promise<{ version: number }> {
  const { proposalId, counter, note, by, at } = input
  const seen = await proposalRow(tx, proposalId)
  const open = await holdOpenBrief(tx, seen.briefId, at)
  await assertActsFor(tx, by, open.organisationId)
  const row = await lockProposal(tx, proposalId)
  const { shown } = await liveProposalIds(tx, row.briefId, at)
  if (!shown.includes(row.id)) throw new Refused('not_found')
  const step = proposalTransitions.find(row.status, 'counter', 'client')
  if (!step.ok) throw new Refused('transition_refused', { from: row.status, event: 'counter' })
  assertInTime(row, at)
  if (row.version !== input.version) throw new Refused('changed_meanwhile')
  assertAnswersBrief(row, open)
  await assertRoundsLeft(tx, row.id)
  const before = await termsInHand(tx, row)
  const body = counteredTerms(before, counter)
  await assertAddsUp(tx, { ...body, priceMinor: BigInt(body.priceMinor) }, open)
  if (differencesOf(before, body).length === 0) throw new Refused('nothing_changed')
  const { briefVersion } = row
  const made = await writeProposalVersion(tx, {
    row,
    side: 'client',
    body,
    note,
    briefVersion,
    by,
    at,
  })
  const deadlineAt = addDays(at, await settingAt(tx, 'proposalDays', at))
  await tx.update(proposal).set({ status: step.to, deadlineAt }).where(eq(proposal.id, row.id))
  await audit(tx, {
    by,
    act: 'proposal.counter',
    subject: row.id,
    facts: { version: made.version },
  })
  await enqueue(tx, 'notify', {
    event: 'proposal-countered',
    subject: row.id,
    facts: { version: made.version },
  })
  return made
}

async function assertRoundsLeft(tx: Tx, proposalId: string): Promise<void> {
  const [counted] = await tx
    .select({ rounds: count() })
    .from(proposalVersion)
    .where(and(eq(proposalVersion.proposalId, proposalId), eq(proposalVersion.side, 'client')))
  if ((counted?.rounds ?? 0) >= mostCounters) {
    throw new Refused('counters_used', { most: mostCounters })
  }
}
