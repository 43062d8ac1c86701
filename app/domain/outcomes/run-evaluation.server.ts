import { evaluation, evaluationRow } from 'db/schema/outcomes'
import { and, asc, eq, lt, sql } from 'drizzle-orm'
import { type Db, inTransaction, isDatabaseAway, type Tx } from '~/platform/database.server'
import { log } from '~/platform/log.server'
import { enqueue } from '~/platform/queue.server'
import { guardOptions } from './adapters/guard-options.server'
import type { GuardOptions } from './adapters/guarded-fetch.server'
import { concludeEvaluation } from './conclude-evaluation.server'
import type { DatasetRow } from './dataset'
import { openRows } from './dataset-rows.server'
import { failEvaluation } from './end-evaluation.server'
import { type EndpointCaller, openEndpoint } from './endpoint-caller.server'
import { type EvaluationState, perturbed, type RunFailure } from './evaluation'
import {
  dropLease,
  type Lease,
  leaseMs,
  markSending,
  saveProgress,
  takeLease,
} from './evaluation-lease.server'
import { latencyHistogram, percentileMs } from './metrics/latency'
import { type PendingRow, type SendEnd, sendRows } from './send-rows.server'

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
  const open = found.state === 'queued' || found.state === 'running'
  return { state: open ? ('busy' as const) : found.state }
}

function fail(db: Db, { evaluationId, at }: RunEvaluation, failure: RunFailure) {
  return inTransaction((tx) => failEvaluation(tx, { evaluationId, failure, at }), db)
}

async function work(
  db: Db,
  lease: Lease,
  input: RunEvaluation,
): Promise<{ state: EvaluationState | 'busy' }> {
  const { run } = lease
  let features: Map<number, DatasetRow>
  try {
    features = await openRows(db, run.datasetId, [...run.draw.rows, ...run.draw.canaries])
  } catch (error) {
    if (isDatabaseAway(error)) throw error
    log.error({ evaluation: run.id, error: String(error) }, 'sealed rows cannot be read')
    return fail(db, input, 'dataset_unreadable')
  }
  const { plan } = run
  const opened = await openEndpoint(
    db,
    run.endpointId,
    {
      connections: plan.concurrency,
      deadlineMs: plan.rowDeadlineMs,
      maxBytes: plan.maxResponseBytes,
    },
    input.guard ?? guardOptions(),
  )
  if (!opened.ok) {
    const unreachable = opened.problem === 'name_unknown'
    return fail(db, input, unreachable ? 'endpoint_unreachable' : 'endpoint_address_refused')
  }
  let end: SendEnd
  try {
    end = await send(db, lease, opened.caller, features, input.leaseMs ?? leaseMs)
  } finally {
    await opened.caller.close()
  }
  if (end === 'unreachable') return fail(db, input, 'endpoint_unreachable')
  if (end === 'stopped') {
    const { state } = await idle(db, run.id)
    return { state: state === 'unknown' ? 'busy' : state }
  }
  return concludeEvaluation(db, lease, input.at)
}

async function send(
  db: Db,
  lease: Lease,
  caller: EndpointCaller,
  features: Map<number, DatasetRow>,
  ms: number,
): Promise<SendEnd> {
  const { run } = lease
  const rows = await db
    .select()
    .from(evaluationRow)
    .where(eq(evaluationRow.evaluationId, run.id))
    .orderBy(asc(evaluationRow.position))
  const done = rows.filter((row) => row.done)
  const histogram = latencyHistogram(done.map(({ latencyUs }) => latencyUs ?? 0))
  const pending: PendingRow[] = rows
    .filter((row) => !row.done)
    .map(({ position, opaqueId, rowNumber, kind }) => {
      const row = features.get(rowNumber)
      if (!row) throw new Error(`row ${rowNumber} of ${run.datasetId} is missing`)
      const sent = kind === 'duplicate' ? perturbed(row.features) : row.features
      return { position, opaqueId, features: sent }
    })
  return sendRows(pending, {
    plan: run.plan,
    activeMs: run.activeMs,
    reached: done.some(({ problem }) => problem !== 'connection_refused'),
    histogram,
    call: async (row) => {
      const { output, problem } = await caller.call(row)
      return { output, problem }
    },
    announce: (positions) => markSending(db, run.id, positions),
    save: (results, activeMs) => {
      const progress = {
        activeMs,
        latencyP50Us: percentileMs(histogram, 0.5) * 1000,
        latencyP95Us: percentileMs(histogram, 0.95) * 1000,
      }
      return inTransaction((tx) => saveProgress(tx, lease, results, progress, ms), db)
    },
  })
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
