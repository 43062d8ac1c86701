import { Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import { enqueue } from '~/platform/queue.server'
import { lockContract } from '../rows.server'
import { type HandOverActor, handOverTransitions, type LapseReason } from './hand-over'
import {
  type HandOverRow,
  handOverRow,
  openedHandOver,
  openHandOver,
} from './hand-over-rows.server'
import { moveHandOver } from './move-hand-over.server'

/**
 * Anybody concerned, a lead or the client says no, with a reason that all of them read. The terms
 * stay as they are. Who refused once has nothing to refuse again.
 * @throws Refused not_found for strangers, not_allowed, transition_refused.
 */
export async function refuseHandOver(
  tx: Tx,
  input: { handOverId: string; reason: string; by: string; at: Date },
): Promise<{ already: boolean }> {
  const { by, at, reason: words } = input
  const { row, actors } = await openedHandOver(tx, input)
  const allowed: readonly HandOverActor[] = ['member', 'lead', 'client']
  const actor = actors.find((one) => allowed.includes(one))
  if (!actor) throw new Refused('not_allowed')
  if (row.endedBy === by && row.endedWords !== '') return { already: true }
  await moveHandOver(tx, row, { event: 'refuse', actor, by, at, words })
  await enqueue(tx, 'notify', { event: 'hand-over-ended', subject: row.id })
  return { already: false }
}

/** Whoever proposed it takes it back. @throws Refused not_found, not_allowed, transition_refused */
export async function withdrawHandOver(
  tx: Tx,
  input: { handOverId: string; by: string; at: Date },
): Promise<{ already: boolean }> {
  const { by, at } = input
  const { row, actors } = await openedHandOver(tx, input)
  if (!actors.includes('proposer')) throw new Refused('not_allowed')
  if (row.endedBy === by) return { already: true }
  await moveHandOver(tx, row, { event: 'withdraw', actor: 'proposer', by, at })
  await enqueue(tx, 'notify', { event: 'hand-over-ended', subject: row.id })
  return { already: false }
}

async function lapse(tx: Tx, row: HandOverRow, why: LapseReason, at: Date): Promise<void> {
  const actor = why === 'deadline' ? 'clock' : 'platform'
  await moveHandOver(tx, row, { event: 'lapse', actor, by: null, at, why })
  await enqueue(tx, 'notify', { event: 'hand-over-ended', subject: row.id })
}

/** Somebody's word was missing when the time was over. */
export async function lapseHandOver(
  tx: Tx,
  input: { handOverId: string; at: Date },
): Promise<boolean> {
  const { contractId } = await handOverRow(tx, input.handOverId)
  await lockContract(tx, contractId)
  const row = await handOverRow(tx, input.handOverId)
  const open = handOverTransitions.find(row.state, 'lapse', 'clock').ok
  if (!open || row.deadlineAt > input.at) return false
  await lapse(tx, row, 'deadline', input.at)
  return true
}

/**
 * What a hand-over was about has gone on without it: its first milestone or a later one was
 * delivered, the contract has ended, or somebody left who was to get a seat. The caller holds the
 * contract's row.
 */
export async function lapseOvertaken(
  tx: Tx,
  input: { contractId: string; why: Exclude<LapseReason, 'deadline'>; position?: number; at: Date },
): Promise<void> {
  const row = await openHandOver(tx, input.contractId)
  if (!row) return
  if (input.position !== undefined && input.position < row.fromPosition) return
  await lapse(tx, row, input.why, input.at)
}
