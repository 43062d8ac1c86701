import { milestone, milestoneEvent } from 'db/schema/contracts'
import { eq } from 'drizzle-orm'
import { appendEvidence } from '~/domain/outcomes/evidence/append-evidence.server'
import type { Json } from '~/domain/outcomes/evidence/canonical'
import { invariant, Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Reader, Tx } from '~/platform/database.server'
import {
  type ContractRow,
  contractRow,
  lockContract,
  type MilestoneRow,
  milestoneRow,
  standing,
  termsOf,
} from '../rows.server'
import type { Terms } from '../terms/terms'
import { deadlineAfter } from './deadlines'
import {
  type MilestoneActor,
  type MilestoneEvent,
  type MilestoneStatus,
  milestoneTransitions,
} from './milestone'

/** Who causes a step: a person, whose side is looked up, or Samar itself. */
export type Cause = { readonly person: string } | { readonly actor: 'platform' | 'clock' }

export type OpenedMilestone = {
  readonly contract: ContractRow
  readonly milestone: MilestoneRow
  readonly terms: Terms
  readonly actor: MilestoneActor
  readonly by: string | null
  /** The step had been taken already; there is nothing left to do. */
  readonly done: boolean
}

type Wanted = {
  readonly milestoneId: string
  readonly event: MilestoneEvent
  readonly cause: Cause
  /** States in which the step counts as taken, so that a second click is answered calmly. */
  readonly doneIn?: readonly MilestoneStatus[]
}

async function actorsFor(
  db: Reader,
  contract: { id: string; organisationId: string },
  { position }: Pick<MilestoneRow, 'position'>,
  cause: Cause,
): Promise<readonly MilestoneActor[]> {
  if ('actor' in cause) return [cause.actor]
  const { party, actors } = await standing(db, contract, cause.person, position)
  if (!party) throw new Refused('not_found')
  return actors
}

/** The actor that the table lets take the step; null when it is taken already. */
function allowedActor(
  status: MilestoneStatus,
  actors: readonly MilestoneActor[],
  { event, doneIn }: Wanted,
  otherwise: 'transition_refused' | 'changed_meanwhile',
): MilestoneActor | null {
  const possible = milestoneTransitions.rows.filter((row) => row.event === event)
  const named = actors.find((actor) => possible.some((row) => row.actors.some((a) => a === actor)))
  if (!named) throw new Refused('not_allowed')
  const actor = actors.find((candidate) => milestoneTransitions.find(status, event, candidate).ok)
  if (actor) return actor
  if (doneIn?.includes(status)) return null
  throw new Refused(otherwise, { from: status, event })
}

/**
 * Looks whether the step may be taken, locks the contract and the milestone, and looks again.
 * @throws Refused not_found for a stranger, not_allowed for the wrong side, transition_refused when
 * the state has no such step, changed_meanwhile when somebody was quicker.
 */
export async function openMilestone(tx: Tx, wanted: Wanted): Promise<OpenedMilestone> {
  const before = await milestoneRow(tx, wanted.milestoneId)
  const actors = await actorsFor(tx, await contractRow(tx, before.contractId), before, wanted.cause)
  allowedActor(before.status, actors, wanted, 'transition_refused')
  const contract = await lockContract(tx, before.contractId)
  const [locked] = await tx
    .select()
    .from(milestone)
    .where(eq(milestone.id, wanted.milestoneId))
    .for('no key update')
  invariant(locked, 'a milestone is never deleted')
  const actor = allowedActor(locked.status, actors, wanted, 'changed_meanwhile')
  return {
    contract,
    milestone: locked,
    terms: await termsOf(tx, contract.id),
    actor: actor ?? actors[0] ?? 'platform',
    by: 'person' in wanted.cause ? wanted.cause.person : null,
    done: actor === null,
  }
}

export type Move = {
  readonly event: MilestoneEvent
  readonly actor: MilestoneActor
  readonly by: string | null
  readonly note?: string
  readonly at: Date
  readonly set?: Partial<typeof milestone.$inferInsert>
  /** What the evidence says beside the step itself. It is public: no names, no ids of people. */
  readonly evidence?: Record<string, Json>
}

/**
 * Takes one step of the table on a milestone that the caller has locked: writes the new state with
 * its deadline, the event, and the entry in the contract's evidence.
 */
export async function moveMilestone(
  tx: Tx,
  opened: Pick<OpenedMilestone, 'milestone' | 'terms'>,
  move: Move,
): Promise<MilestoneRow> {
  const { milestone: row, terms } = opened
  const { event, actor, by, at } = move
  const step = milestoneTransitions.find(row.status, event, actor)
  if (!step.ok) {
    throw new Refused(step.reason === 'actor_not_allowed' ? 'not_allowed' : 'transition_refused', {
      from: row.status,
      event,
    })
  }
  const [moved] = await tx
    .update(milestone)
    .set({
      status: step.to,
      enteredAt: at,
      deadlineAt: deadlineAfter(step.to, event, {
        at,
        reviewDays: terms.reviewDays,
        weeks: row.weeks,
        fundedAt: row.fundedAt,
        awaitsInputs: row.awaitsInputs,
        inputsAt: row.inputsAt,
        deadlineAt: row.deadlineAt,
      }),
      ...move.set,
    })
    .where(eq(milestone.id, row.id))
    .returning()
  invariant(moved, 'the locked milestone is there')
  await tx.insert(milestoneEvent).values({
    milestoneId: row.id,
    event,
    from: row.status,
    to: step.to,
    actor,
    personId: by,
    note: move.note ?? '',
    at,
  })
  await appendEvidence(tx, {
    contractReference: row.contractId,
    kind: `milestone_${event}`,
    body: {
      milestone: row.id,
      position: row.position,
      from: row.status,
      to: step.to,
      actor,
      ...move.evidence,
    },
    at,
  })
  await audit(tx, { by, act: `milestone.${event}`, subject: row.id, facts: { actor } })
  return moved
}
