import { evaluation, evaluationRow } from 'db/schema/outcomes'
import { and, count, eq, sql } from 'drizzle-orm'
import type { Tx } from '~/platform/database.server'
import { appendEvidence } from '../evidence/append-evidence.server'
import { fileWaitEnds } from './evaluation'
import type { EvaluationRecord } from './evaluation-lease.server'
import type { LookAtPart } from './evaluation-parts.server'

/**
 * Takes what was predicted as the answers of a run; a row without a prediction counts as wrong. A
 * file says nothing about time, so no latency is kept but the least.
 */
export async function closePredictions(
  tx: Tx,
  run: Pick<EvaluationRecord, 'id' | 'contractReference' | 'reference' | 'predictionsSha256'>,
  at: Date,
): Promise<{ missing: number }> {
  const open = and(eq(evaluationRow.evaluationId, run.id), eq(evaluationRow.done, false))
  const [left] = await tx
    .select({
      rows: count(),
      missing: sql`count(*) filter (where ${evaluationRow.output} is null)`.mapWith(Number),
    })
    .from(evaluationRow)
    .where(open)
  const { rows = 0, missing = 0 } = left ?? {}
  await tx
    .update(evaluationRow)
    .set({
      done: true,
      latencyUs: 1,
      problem: sql`case when ${evaluationRow.output} is null then 'prediction_missing' end`,
    })
    .where(open)
  await tx
    .update(evaluation)
    .set({
      // Taken is taken: from here on the run waits for nobody, only for its turn.
      waitsFor: null,
      waitsUntil: at,
      rowsDone: sql`${evaluation.rowsDone} + ${rows}`,
      rowsFailed: sql`${evaluation.rowsFailed} + ${missing}`,
    })
    .where(eq(evaluation.id, run.id))
  await appendEvidence(tx, {
    contractReference: run.contractReference,
    kind: 'predictions_taken',
    body: {
      evaluation: run.id,
      missing,
      predictions: rows - missing,
      reference: run.reference,
      sha256: run.predictionsSha256,
    },
    at,
  })
  return { missing }
}

/** Rows that are handed out as a file wait for the predictions, and not for ever. */
export const lookForPredictions: LookAtPart = async (tx, run, at) => {
  const until = run.waitsUntil ?? fileWaitEnds(run.startedAt)
  if (at < until) return { kind: 'waits', for: 'file', until }
  await closePredictions(tx, run, at)
  return { kind: 'done' }
}
