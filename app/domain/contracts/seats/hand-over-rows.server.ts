import { contract, contractTerms, handOver, handOverWord } from 'db/schema/contracts'
import { and, asc, eq, inArray } from 'drizzle-orm'
import { invariant, Refused } from '~/kernel/refusal'
import type { Reader, Tx } from '~/platform/database.server'
import { deliveryEvents, lastEvents } from '../milestones/milestone-events.server'
import {
  type ContractRow,
  contractRow,
  lockContract,
  type MilestoneRow,
  milestonesOf,
  standing,
} from '../rows.server'
import {
  type HandOverActor,
  type HandOverTexts,
  handOverActors,
  openHandOverStates,
  possibleStarts,
} from './hand-over'

export type HandOverRow = typeof handOver.$inferSelect
export type WordRow = typeof handOverWord.$inferSelect

export async function handOverRow(db: Reader, handOverId: string): Promise<HandOverRow> {
  const [row] = await db.select().from(handOver).where(eq(handOver.id, handOverId))
  if (!row) throw new Refused('not_found')
  return row
}

/** The one that still waits for somebody's word; null where there is none. */
export async function openHandOver(db: Reader, contractId: string): Promise<HandOverRow | null> {
  const [row] = await db
    .select()
    .from(handOver)
    .where(
      and(eq(handOver.contractId, contractId), inArray(handOver.state, [...openHandOverStates])),
    )
  return row ?? null
}

/** Those of all contracts of a team. */
export async function openHandOversOf(db: Reader, teamId: string): Promise<HandOverRow[]> {
  const rows = await db
    .select({ row: handOver })
    .from(handOver)
    .innerJoin(contract, eq(contract.id, handOver.contractId))
    .where(and(eq(contract.teamId, teamId), inArray(handOver.state, [...openHandOverStates])))
  return rows.map(({ row }) => row)
}

export async function wordsOf(db: Reader, handOverId: string): Promise<WordRow[]> {
  return db
    .select()
    .from(handOverWord)
    .where(eq(handOverWord.handOverId, handOverId))
    .orderBy(asc(handOverWord.saidAt))
}

/** The terms that were in force when it was proposed, and those that it would put into force. */
export async function textsOf(db: Reader, row: HandOverRow): Promise<HandOverTexts> {
  const [before] = await db
    .select()
    .from(contractTerms)
    .where(
      and(
        eq(contractTerms.contractId, row.contractId),
        eq(contractTerms.version, row.body.version - 1),
      ),
    )
  invariant(before, 'a hand-over follows a version of the terms')
  return { before: before.body, after: row.body }
}

/** The milestones of a contract from which on its seats may change. */
export async function startsOf(
  db: Reader,
  contractId: string,
): Promise<{ milestones: MilestoneRow[]; starts: number[] }> {
  const milestones = await milestonesOf(db, contractId)
  const events = await lastEvents(
    db,
    milestones.map(({ id }) => id),
  )
  const starts = possibleStarts(
    milestones.map(({ id, position, status }) => ({
      ...{ position, status },
      submitted: deliveryEvents.some((event) => events.get(id)?.has(event)),
    })),
  )
  return { milestones, starts }
}

export type OpenedHandOver = {
  readonly contract: ContractRow
  readonly row: HandOverRow
  readonly texts: HandOverTexts
  readonly words: readonly WordRow[]
  readonly actors: readonly HandOverActor[]
}

/**
 * A hand-over for somebody who acts in it, with its contract locked.
 * @throws Refused not_found for whoever is neither a party nor named in it.
 */
export async function openedHandOver(
  tx: Tx,
  input: { handOverId: string; by: string },
): Promise<OpenedHandOver> {
  const seen = await handOverRow(tx, input.handOverId)
  const known = await contractRow(tx, seen.contractId)
  const { party, actors: sides, leads } = await standing(tx, known, input.by)
  const texts = await textsOf(tx, seen)
  const actors = handOverActors(input.by, {
    ...texts,
    ...{ proposedBy: seen.proposedBy, leads, actsForClient: sides.includes('client') },
  })
  if (!party && actors.length === 0) throw new Refused('not_found')
  const locked = await lockContract(tx, known.id)
  const row = await handOverRow(tx, seen.id)
  return { contract: locked, row, texts, words: await wordsOf(tx, row.id), actors }
}

/** @throws Refused changed_meanwhile for another text than the one read, and after the last day. */
export function assertAsRead(
  { sha256, deadlineAt }: HandOverRow,
  read: { sha256: string; at: Date },
): void {
  if (read.sha256 !== sha256 || deadlineAt <= read.at) throw new Refused('changed_meanwhile')
}
