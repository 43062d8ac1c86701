import { holdbackClaim, milestone, milestoneEvent } from 'db/schema/contracts'
import { dispute } from 'db/schema/disputes'
import { and, eq, inArray, or } from 'drizzle-orm'
import type { Viewer } from '~/domain/identity/viewer'
import { familyOf } from '~/domain/outcomes/criteria/metric'
import { verifyChain } from '~/domain/outcomes/evidence/evidence'
import { exportEvidence } from '~/domain/outcomes/evidence/evidence-export.server'
import { evidenceChain } from '~/domain/outcomes/queries.server'
import { checkRules, evaluateRules } from '~/domain/stewardship/rules'
import type { Reader } from '~/platform/database.server'
import type { Side } from './contract'
import { type DisputeEnd, mediatedDisputeStates } from './disputes/dispute'
import { deskClaimStates } from './holdback/claim'
import { handedOverEvents } from './milestones/milestone'
import { readable } from './queries.server'
import { type ContractRow, currentTerms } from './rows.server'

export type ReaderStanding = { readonly row: ContractRow; readonly side: Side | null }

/**
 * Whether a reader counts as a party: both sides do, and the operator from when a milestone has been
 * handed to it, while a claim waits for it, or once it mediates a dispute, because it decides on what it
 * reads. `standing` is what `readable` returned, which has turned strangers away.
 */
async function isPartyReader(db: Reader, { row, side }: ReaderStanding): Promise<boolean> {
  if (side !== null) return true
  const [asked] = await db
    .select({ id: milestoneEvent.id })
    .from(milestoneEvent)
    .innerJoin(milestone, eq(milestone.id, milestoneEvent.milestoneId))
    .where(
      and(eq(milestone.contractId, row.id), inArray(milestoneEvent.event, [...handedOverEvents])),
    )
    .limit(1)
  if (asked) return true
  const [mediated] = await db
    .select({ id: dispute.id })
    .from(dispute)
    .where(
      and(
        eq(dispute.contractId, row.id),
        or(
          inArray(dispute.state, [...mediatedDisputeStates]),
          eq(dispute.endedHow, 'mediator' satisfies DisputeEnd),
        ),
      ),
    )
    .limit(1)
  if (mediated) return true
  const [claimed] = await db
    .select({ id: holdbackClaim.id })
    .from(holdbackClaim)
    .where(
      and(eq(holdbackClaim.contractId, row.id), inArray(holdbackClaim.state, [...deskClaimStates])),
    )
    .limit(1)
  return claimed !== undefined
}

/** Whether the contract's rules let this reader have what only its parties read. */
export async function mayReadSealed(db: Reader, standing: ReaderStanding): Promise<boolean> {
  const { workloadClass, rulesVersion } = standing.row
  const facts = { readerIsParty: await isPartyReader(db, standing) }
  return evaluateRules('read', workloadClass, facts, rulesVersion).every(({ holds }) => holds)
}

/** @throws Refused rule_fails for whoever is no party in the sense of the contract's rules. */
export async function assertReadsSealed(db: Reader, standing: ReaderStanding): Promise<void> {
  const { workloadClass, rulesVersion } = standing.row
  const facts = { readerIsParty: await isPartyReader(db, standing) }
  checkRules('read', workloadClass, facts, rulesVersion)
}

/** The latest messages of a long chain, and whatever else it holds; the file has them all. */
const messagesShown = 500

/** The evidence, checked while it is read: whole for its readers, the public part for others. */
export async function evidencePage(db: Reader, viewer: Viewer, contractId: string) {
  const standing = await readable(db, viewer, contractId)
  const { row } = standing
  const readsSealed = await mayReadSealed(db, standing)
  const entries = await evidenceChain(db, row.id, readsSealed ? 'party' : 'public')
  const check = verifyChain(entries)
  const { body: terms } = await currentTerms(db, row.id)
  const hasService = terms.criteria.some(({ metric }) => familyOf(metric) === 'service')
  const messages = entries.filter(({ kind }) => kind.startsWith('message_'))
  const since = messages.at(-messagesShown)?.sequence ?? 0
  const shown = entries.filter(
    ({ kind, sequence }) => sequence >= since || !kind.startsWith('message_'),
  )
  const count = entries.length
  return {
    title: row.title,
    contractId: row.id,
    entries: shown,
    count,
    check,
    readsSealed,
    hasService,
  }
}

/** The evidence of a contract as a file: the public part, or the parties' own. */
export async function evidenceFile(
  db: Reader,
  viewer: Viewer,
  contractId: string,
  audience: 'public' | 'party',
): Promise<{ contractId: string; text: string }> {
  const standing = await readable(db, viewer, contractId)
  if (audience === 'party') await assertReadsSealed(db, standing)
  const { id } = standing.row
  return { contractId: id, text: await exportEvidence(db, { contractReference: id, audience }) }
}
