import { handOver } from 'db/schema/contracts'
import { eq } from 'drizzle-orm'
import { appendEvidence } from '~/domain/outcomes/evidence/append-evidence.server'
import { invariant, Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import {
  type HandOverActor,
  type HandOverEvent,
  type HandOverState,
  handOverTransitions,
  type LapseReason,
  openHandOverStates,
} from './hand-over'
import type { HandOverRow } from './hand-over-rows.server'

type Step = { event: HandOverEvent; actor: HandOverActor }

/** @throws Refused not_allowed or transition_refused where the table has no such step. */
export function handOverStep(row: HandOverRow, { event, actor }: Step): HandOverState {
  const step = handOverTransitions.find(row.state, event, actor)
  if (step.ok) return step.to
  throw new Refused(step.reason === 'actor_not_allowed' ? 'not_allowed' : 'transition_refused', {
    from: row.state,
    event,
  })
}

/**
 * Takes one step of the hand-over's table while the contract is locked. The evidence is public: it
 * says what happened to which text, not who did it.
 */
export async function moveHandOver(
  tx: Tx,
  row: HandOverRow,
  move: Step & { by: string | null; at: Date; words?: string; why?: LapseReason },
): Promise<HandOverRow> {
  const { event, actor, by, at, words = '', why = null } = move
  const state = handOverStep(row, move)
  const ended = !openHandOverStates.includes(state)
  const [moved] = await tx
    .update(handOver)
    .set({
      state,
      ...(ended ? { endedAt: at, endedBy: by, endedWords: words, lapsedWhy: why } : {}),
    })
    .where(eq(handOver.id, row.id))
    .returning()
  invariant(moved, 'the hand-over was just read')
  await appendEvidence(tx, {
    contractReference: row.contractId,
    kind: `hand_over_${event}`,
    body: {
      ...{ version: row.body.version, sha256: row.sha256, position: row.fromPosition, actor },
      ...(why ? { why } : {}),
    },
    at,
  })
  await audit(tx, { by, act: `hand_over.${event}`, subject: row.id })
  return moved
}
