import { endpoint, evaluationRow } from 'db/schema/outcomes'
import { and, asc, count, eq } from 'drizzle-orm'
import { type Db, inTransaction, isDatabaseAway, type Reader } from '~/platform/database.server'
import { log } from '~/platform/log.server'
import { guardOptions } from './adapters/guard-options.server'
import type { GuardOptions } from './adapters/guarded-fetch.server'
import type { DatasetRow } from './dataset'
import { openRows } from './dataset-rows.server'
import { type EndpointCaller, openEndpoint } from './endpoint-caller.server'
import { perturbed, type RunFailure } from './evaluation'
import { type Lease, leaseMs, markSending, saveProgress } from './evaluation-lease.server'
import { type LookAtPart, settlePart } from './evaluation-parts.server'
import { latencyHistogram, percentileMs } from './metrics/latency'
import { type PendingRow, type SendEnd, sendRows } from './send-rows.server'

export type RowsEnd =
  | { readonly kind: 'done' | 'stopped' | 'waits' }
  | { readonly kind: 'failed'; readonly failure: RunFailure }

async function undone(db: Reader, evaluationId: string): Promise<number> {
  const [left] = await db
    .select({ rows: count() })
    .from(evaluationRow)
    .where(and(eq(evaluationRow.evaluationId, evaluationId), eq(evaluationRow.done, false)))
  return left?.rows ?? 0
}

/** Rows that were handed out as a file wait for the predictions. */
const lookForFile: LookAtPart = async (tx, run) =>
  (await undone(tx, run.id)) === 0
    ? { kind: 'done' }
    : { kind: 'waits', for: 'file', until: run.waitsUntil }

/**
 * Has every row of a run answered: sent to the team's endpoint, as far as that is not done yet, or
 * waited for where predictions come as a file.
 */
export async function answerRows(
  db: Db,
  lease: Lease,
  input: { readonly at: Date; readonly guard?: GuardOptions; readonly leaseMs?: number },
): Promise<RowsEnd> {
  const { run } = lease
  if ((await undone(db, run.id)) === 0) return { kind: 'done' }
  if (run.endpointId === null || run.datasetId === null) {
    throw new Error(`${run.id} has rows and nothing to ask`)
  }
  const [registered] = await db
    .select({ kind: endpoint.kind })
    .from(endpoint)
    .where(eq(endpoint.id, run.endpointId))
  if (registered?.kind === 'file') return settlePart(db, lease, lookForFile, input.at)
  let features: Map<number, DatasetRow>
  try {
    features = await openRows(db, run.datasetId, [...run.draw.rows, ...run.draw.canaries])
  } catch (error) {
    if (isDatabaseAway(error)) throw error
    log.error({ evaluation: run.id, error: String(error) }, 'sealed rows cannot be read')
    return { kind: 'failed', failure: 'dataset_unreadable' }
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
    return {
      kind: 'failed',
      failure: unreachable ? 'endpoint_unreachable' : 'endpoint_address_refused',
    }
  }
  let end: SendEnd
  try {
    end = await send(db, lease, opened.caller, features, input.leaseMs ?? leaseMs)
  } finally {
    await opened.caller.close()
  }
  if (end === 'unreachable') return { kind: 'failed', failure: 'endpoint_unreachable' }
  return { kind: end === 'stopped' ? 'stopped' : 'done' }
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
