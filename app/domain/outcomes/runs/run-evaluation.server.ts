import { evaluation } from 'db/schema/outcomes'
import { and, eq, lt, lte, sql } from 'drizzle-orm'
import { type Db, inTransaction, isDatabaseAway, type Tx } from '~/platform/database.server'
import { log } from '~/platform/log.server'
import { enqueue } from '~/platform/queue.server'
import type { GuardOptions } from '../adapters/guarded-fetch.server'
import { answerRows, type RowsEnd } from './answer-rows.server'
import { concludeEvaluation } from './conclude-evaluation.server'
import { failEvaluation } from './end-evaluation.server'
import {
  type EvaluationState,
  openEvaluationStates,
  type Part,
  partsOf,
  type RunFailure,
} from './evaluation'
import { dropLease, type Lease, takeLease } from './evaluation-lease.server'
import { partsThatArrive, settlePart } from './evaluation-parts.server'

export type RunEvaluation = {
  readonly evaluationId: string
  /** Business time, for the verdict and the evidence. */
  readonly at: Date
  readonly guard?: GuardOptions
  /** Tests shorten it to play a worker that died. */
  readonly leaseMs?: number
}

/** After this many workers have given up on a run it fails, and no attempt is used up. */
const mostTries = 5

/**
 * Measures one run, or goes on with it where a killed worker stopped: rows that were answered are
 * never sent again, rows that were in the air go out under the same opaque id. Safe to call twice;
 * somebody who holds the lease keeps it. Opens its own short transactions.
 * @throws what the database or our own code threw, so that the job is tried again.
 */
export async function runEvaluation(
  db: Db,
  input: RunEvaluation,
): Promise<{ state: EvaluationState | 'busy' | 'unknown' }> {
  const lease = await takeLease(db, input.evaluationId, input.leaseMs)
  if (!lease) return idle(db, input.evaluationId)
  try {
    return await work(db, lease, input)
  } catch (error) {
    if (isDatabaseAway(error)) throw error
    log.error({ evaluation: lease.run.id, error: String(error) }, 'evaluation interrupted')
    if (lease.run.tries >= mostTries) return fail(db, input, 'platform_fault')
    await dropLease(db, lease)
    throw error
  }
}

async function idle(db: Db, evaluationId: string) {
  const [found] = await db
    .select({ state: evaluation.state })
    .from(evaluation)
    .where(eq(evaluation.id, evaluationId))
  if (!found) return { state: 'unknown' as const }
  const held = openEvaluationStates.includes(found.state) && found.state !== 'waiting'
  return { state: held ? ('busy' as const) : found.state }
}

function fail(db: Db, { evaluationId, at }: RunEvaluation, failure: RunFailure) {
  return inTransaction((tx) => failEvaluation(tx, { evaluationId, failure, at }), db)
}

async function work(
  db: Db,
  lease: Lease,
  input: RunEvaluation,
): Promise<{ state: EvaluationState | 'busy' }> {
  for (const part of partsOf(lease.run.criteria)) {
    const end = await doPart(db, lease, part, input)
    if (end.kind === 'failed') return fail(db, input, end.failure)
    if (end.kind === 'waits') return { state: 'waiting' }
    if (end.kind === 'stopped') {
      const { state } = await idle(db, lease.run.id)
      return { state: state === 'unknown' ? 'busy' : state }
    }
  }
  return concludeEvaluation(db, lease, input.at)
}

async function doPart(db: Db, lease: Lease, part: Part, input: RunEvaluation): Promise<RowsEnd> {
  if (part === 'rows') return answerRows(db, lease, input)
  const look = partsThatArrive[part]
  if (!look) throw new Error(`nothing brings the part ${part}`)
  return settlePart(db, lease, look, input.at)
}

/** Enqueues again the runs whose worker has stopped renewing its lease, and returns their ids. */
export async function resumeStaleEvaluations(tx: Tx): Promise<string[]> {
  const stale = await tx
    .select({ id: evaluation.id })
    .from(evaluation)
    .where(and(eq(evaluation.state, 'running'), lt(evaluation.leaseUntil, sql`now()`)))
    .for('update', { skipLocked: true })
  for (const { id } of stale) {
    await enqueue(tx, 'run-evaluation', { evaluationId: id }, { jobKey: `run-evaluation:${id}` })
  }
  return stale.map(({ id }) => id)
}

/** Wakes the runs whose waiting is over at `at` (business time); says how many. */
export async function wakeEvaluations(tx: Tx, { at }: { at: Date }): Promise<number> {
  const due = await tx
    .select({ id: evaluation.id })
    .from(evaluation)
    .where(and(eq(evaluation.state, 'waiting'), lte(evaluation.waitsUntil, at)))
    .for('update', { skipLocked: true })
  for (const { id } of due) {
    await enqueue(tx, 'run-evaluation', { evaluationId: id }, { jobKey: `run-evaluation:${id}` })
  }
  return due.length
}
