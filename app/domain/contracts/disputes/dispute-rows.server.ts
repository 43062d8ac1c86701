import { dispute, type settlementOffer } from 'db/schema/disputes'
import { and, desc, eq, inArray } from 'drizzle-orm'
import { heldFor } from '~/domain/escrow/queries.server'
import { appendEvidence } from '~/domain/outcomes/evidence/append-evidence.server'
import type { Json } from '~/domain/outcomes/evidence/canonical'
import { invariant, Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Reader, Tx } from '~/platform/database.server'
import type { Side } from '../contract'
import { lockContract, milestoneRow, standing } from '../rows.server'
import {
  type DisputeActor,
  type DisputeEnd,
  type DisputeEvent,
  disputeDeadline,
  disputeTransitions,
  liveDisputeStates,
} from './dispute'

export type DisputeRow = typeof dispute.$inferSelect
export type OfferRow = typeof settlementOffer.$inferSelect

/** The disputes of these milestones, newest first. */
export async function disputesOf(db: Reader, milestoneIds: readonly string[]) {
  if (milestoneIds.length === 0) return []
  return db
    .select()
    .from(dispute)
    .where(inArray(dispute.milestoneId, [...milestoneIds]))
    .orderBy(desc(dispute.openedAt), desc(dispute.id))
}

/** The dispute that a milestone is in; null where it is in none. */
export async function liveDisputeOf(db: Reader, milestoneId: string): Promise<DisputeRow | null> {
  const [row] = await db
    .select()
    .from(dispute)
    .where(
      and(eq(dispute.milestoneId, milestoneId), inArray(dispute.state, [...liveDisputeStates])),
    )
  return row ?? null
}

/** What is held for a milestone now. */
export async function heldMinorOf(db: Reader, milestoneId: string): Promise<bigint> {
  return (await heldFor(db, [milestoneId])).get(milestoneId)?.heldMinor ?? 0n
}

/**
 * For whom somebody speaks about a milestone's money: the client's acting people, or a lead of the
 * team who has a seat in it.
 * @throws Refused not_found for a stranger, not_allowed for a member who does not lead.
 */
export async function speakingSide(
  db: Reader,
  about: { contract: { id: string; organisationId: string }; position: number },
  personId: string,
): Promise<Side> {
  const { party, actors, leads } = await standing(db, about.contract, personId, about.position)
  if (!party) throw new Refused('not_found')
  if (actors.includes('client')) return 'client'
  if (actors.includes('team') && leads) return 'team'
  throw new Refused('not_allowed')
}

/** A milestone with its contract locked, and the dispute that it is in. */
export async function lockedAbout(tx: Tx, milestoneId: string) {
  const { contractId } = await milestoneRow(tx, milestoneId)
  const contract = await lockContract(tx, contractId)
  const milestone = await milestoneRow(tx, milestoneId)
  return {
    ...{ contract, milestone, position: milestone.position },
    live: await liveDisputeOf(tx, milestoneId),
  }
}

/**
 * Takes one step of the table on a dispute whose contract is locked: its new state with its deadline,
 * and the entries in evidence and trail.
 * @throws Refused transition_refused when the state has no such step.
 */
export async function moveDispute(
  tx: Tx,
  row: DisputeRow,
  move: {
    event: DisputeEvent
    actor: DisputeActor
    by: string | null
    at: Date
    endedHow?: DisputeEnd
    set?: Partial<typeof dispute.$inferInsert>
    /** It is kept with the contract's evidence: no names, no ids of people. */
    evidence?: Record<string, Json>
  },
): Promise<DisputeRow> {
  const { event, actor, by, at, endedHow = null } = move
  const step = disputeTransitions.find(row.state, event, actor)
  if (!step.ok) throw new Refused('transition_refused', { from: row.state, event })
  const deadlineAt = disputeDeadline(step.to, at, row.openedAt)
  const [moved] = await tx
    .update(dispute)
    .set({
      ...{ state: step.to, enteredAt: at, deadlineAt, endedHow },
      endedAt: deadlineAt ? null : at,
      ...move.set,
    })
    .where(eq(dispute.id, row.id))
    .returning()
  invariant(moved, 'the dispute of a locked contract is there')
  await appendEvidence(tx, {
    contractReference: row.contractId,
    kind: `dispute_${event}`,
    body: {
      ...{ dispute: row.id, milestone: row.milestoneId, from: row.state, to: step.to, actor },
      ...(endedHow ? { how: endedHow } : {}),
      ...move.evidence,
    },
    at,
  })
  await audit(tx, { by, act: `dispute.${event}`, subject: row.id, facts: { actor } })
  return moved
}
