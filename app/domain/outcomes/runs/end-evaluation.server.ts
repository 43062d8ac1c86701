import { evaluation } from 'db/schema/outcomes'
import { eq } from 'drizzle-orm'
import { Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import { enqueue } from '~/platform/queue.server'
import { releaseRows } from '../datasets/dataset-rows.server'
import { appendEvidence } from '../evidence/append-evidence.server'
import { reportsOf } from '../people/report-part.server'
import {
  type EvaluationState,
  evaluationTransitions,
  isCounted,
  type RunFailure,
  spendsRows,
} from './evaluation'
import type { EvaluationRecord } from './evaluation-lease.server'

export async function lockEvaluation(tx: Tx, evaluationId: string): Promise<EvaluationRecord> {
  const [run] = await tx
    .select()
    .from(evaluation)
    .where(eq(evaluation.id, evaluationId))
    .for('update')
  if (!run) throw new Refused('not_found')
  return run
}

/** Ends a run that came to nothing by no fault of the model: no attempt is used up. */
export async function failEvaluation(
  tx: Tx,
  input: { evaluationId: string; failure: RunFailure; at: Date },
): Promise<{ state: EvaluationState }> {
  const run = await lockEvaluation(tx, input.evaluationId)
  const step = evaluationTransitions.find(run.state, 'fail', 'platform')
  if (!step.ok) return { state: run.state }
  await end(tx, run, { state: step.to, failure: input.failure, counted: false, at: input.at })
  return { state: step.to }
}

/**
 * Stops a run. When the endpoint had already answered rows, or figures were reported, it counts as
 * an attempt: otherwise a run that goes badly could be called off again and again. Cancelling twice changes nothing.
 */
export async function cancelEvaluation(
  tx: Tx,
  input: { evaluationId: string; at: Date; by: string },
): Promise<{ state: EvaluationState }> {
  const run = await lockEvaluation(tx, input.evaluationId)
  const step = evaluationTransitions.find(run.state, 'cancel', 'party')
  if (!step.ok) return { state: run.state }
  const reported = (await reportsOf(tx, run.id)).length > 0
  const seen = run.rowsDone > 0 || run.servedAt !== null || reported
  const counted = isCounted(run.purpose) && seen
  await end(tx, run, { state: step.to, failure: null, counted, at: input.at })
  return { state: step.to }
}

async function end(
  tx: Tx,
  run: EvaluationRecord,
  ended: { state: EvaluationState; failure: RunFailure | null; counted: boolean; at: Date },
): Promise<void> {
  const { state, failure, counted, at } = ended
  await tx
    .update(evaluation)
    .set({
      ...{ state, failure, counted, finishedAt: at },
      ...{ waitsFor: null, waitsUntil: null, leaseUntil: null, leaseToken: null },
    })
    .where(eq(evaluation.id, run.id))
  await releaseUnseen(tx, run, failure)
  await appendEvidence(tx, {
    contractReference: run.contractReference,
    kind: state === 'cancelled' ? 'evaluation_cancelled' : 'evaluation_failed',
    body: {
      counted,
      evaluation: run.id,
      failure,
      reference: run.reference,
      rowsDone: run.rowsDone,
    },
    at,
  })
  await enqueue(tx, 'evaluation-finished', { evaluationId: run.id })
}

/**
 * Rows that were never sent, or whose request met nobody, may be drawn again. After a worker has
 * died nobody can say what it had just sent, so whatever was about to be sent counts as seen.
 */
async function releaseUnseen(
  tx: Tx,
  run: EvaluationRecord,
  failure: RunFailure | null,
): Promise<void> {
  // Rows that were handed out as a file have all been seen.
  if (run.datasetId === null || run.servedAt !== null || !spendsRows(run.purpose)) return
  const metNobody = failure === 'endpoint_unreachable' && run.tries === 1
  await releaseRows(tx, {
    ...run,
    datasetId: run.datasetId,
    announced: metNobody ? 0 : run.announced,
  })
}
