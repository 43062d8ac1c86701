import { contract } from 'db/schema/contracts'
import { proposal } from 'db/schema/market'
import { eq } from 'drizzle-orm'
import { assertActsFor } from '~/domain/identity/acts-for.server'
import { briefTransitions } from '~/domain/market/briefs/brief'
import { declineLiveProposals } from '~/domain/market/briefs/close-brief.server'
import {
  assertAnswersBrief,
  assertInTime,
  lockBrief,
  lockProposal,
} from '~/domain/market/lock.server'
import { proposalTransitions } from '~/domain/market/proposals/proposal'
import { liveProposalIds } from '~/domain/market/queries.server'
import { Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { enqueue } from '~/platform/queue.server'
import { type BriefRow, drawUpContract, type ProposalRow } from './draw-up-contract.server'

/**
 * The client takes a proposal: the brief is matched, the others are declined, and a contract with
 * version 1 of its terms waits for both signatures. A second click returns the same contract.
 */
export async function acceptProposal(
  tx: Tx,
  input: {
    proposalId: string
    /** The version that the client read, where it read one: another is not what it accepts. */
    version?: number
    /** Words to the teams that were not chosen. */
    toOthers?: string
    by: string
    at: Date
  },
): Promise<{ contractId: string; already: boolean }> {
  const [seen] = await tx.select().from(proposal).where(eq(proposal.id, input.proposalId))
  if (!seen) throw new Refused('not_found')
  const asked = await lockBrief(tx, seen.briefId)
  await assertActsFor(tx, input.by, asked.organisationId)
  const [made] = await tx
    .select({ id: contract.id })
    .from(contract)
    .where(eq(contract.proposalId, seen.id))
  if (made) return { contractId: made.id, already: true }
  const chosen = await lockProposal(tx, seen.id)
  await assertStillOpen(tx, asked, chosen, input.at)
  if (input.version !== undefined && input.version !== chosen.version) {
    throw new Refused('changed_meanwhile')
  }
  const { by, at } = input
  const { contractId } = await drawUpContract(tx, { asked, chosen, event: 'match', by, at })
  await declineLiveProposals(tx, {
    briefId: asked.id,
    kind: 'another_chosen',
    reason: input.toOthers,
    except: chosen.id,
    at: input.at,
  })
  await audit(tx, { by: input.by, act: 'proposal.accept', subject: chosen.id })
  await enqueue(tx, 'notify', { event: 'proposal-accepted', subject: chosen.id })
  return { contractId, already: false }
}

async function assertStillOpen(tx: Tx, asked: BriefRow, chosen: ProposalRow, at: Date) {
  if (!briefTransitions.find(asked.status, 'match', 'client').ok) throw new Refused('brief_closed')
  if (!proposalTransitions.find(chosen.status, 'accept', 'client').ok) {
    throw new Refused('transition_refused', { from: chosen.status, event: 'accept' })
  }
  assertAnswersBrief(chosen, asked)
  assertInTime(chosen, at)
  const { shown } = await liveProposalIds(tx, asked.id, at)
  if (!shown.includes(chosen.id)) throw new Refused('not_found')
}
