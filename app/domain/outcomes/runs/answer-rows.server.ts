import { endpoint, evaluationRow } from 'db/schema/outcomes'
import { and, asc, count, eq, sql } from 'drizzle-orm'
import { type Db, inTransaction, isDatabaseAway, type Reader } from '~/platform/database.server'
import { log } from '~/platform/log.server'
import { guardOptions } from '../adapters/guard-options.server'
import type { GuardOptions } from '../adapters/guarded-fetch.server'
import { openRows } from '../datasets/dataset-rows.server'
import type { RowKind } from '../datasets/row-record'
import { isAsked } from '../endpoints/endpoint'
import { type EndpointCaller, openEndpoint } from '../endpoints/endpoint-caller.server'
import { expectedOf } from '../endpoints/read-answer'
import type { RequestRow } from '../endpoints/request-template'
import { latencyHistogram, percentileMs } from '../metrics/latency'
import { perturbed, type RunFailure } from './evaluation'
import { announceRows, type Lease, leaseMs, saveProgress } from './evaluation-lease.server'
import { settlePart } from './evaluation-parts.server'
import { lookForPredictions } from './prediction-wait.server'
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

/** The sealed rows cannot be opened: deleted, or changed. */
class RowsUnreadable extends Error {}

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
  if (registered && !isAsked(registered.kind)) {
    return settlePart(db, lease, lookForPredictions, input.at)
  }
  const { plan } = run
  const limits = {
    connections: plan.concurrency,
    deadlineMs: plan.rowDeadlineMs,
    maxBytes: plan.maxResponseBytes,
  }
  const guard = input.guard ?? guardOptions()
  const expected = expectedOf(run.criteria)
  const opened = await openEndpoint(db, run.endpointId, { limits, guard, expected })
  if (!opened.ok) {
    const unreachable = opened.problem === 'name_unknown'
    return {
      kind: 'failed',
      failure: unreachable ? 'endpoint_unreachable' : 'endpoint_address_refused',
    }
  }
  let end: SendEnd
  try {
    end = await send(db, lease, opened.caller, input.leaseMs ?? leaseMs)
  } catch (error) {
    if (!(error instanceof RowsUnreadable)) throw error
    log.error({ evaluation: run.id, error: String(error.cause) }, 'sealed rows cannot be read')
    return { kind: 'failed', failure: 'dataset_unreadable' }
  } finally {
    await opened.caller.close()
  }
  if (end === 'unreachable') return { kind: 'failed', failure: 'endpoint_unreachable' }
  return { kind: end === 'stopped' ? 'stopped' : 'done' }
}

type Waiting = PendingRow & { readonly rowNumber: number; readonly kind: RowKind }

/** What is left to send, in order, without what is in it; and what came of the rows before. */
async function standOf(db: Reader, evaluationId: string) {
  const own = eq(evaluationRow.evaluationId, evaluationId)
  const pending: Waiting[] = await db
    .select({
      position: evaluationRow.position,
      opaqueId: evaluationRow.opaqueId,
      rowNumber: evaluationRow.rowNumber,
      kind: evaluationRow.kind,
    })
    .from(evaluationRow)
    .where(and(own, eq(evaluationRow.done, false)))
    .orderBy(asc(evaluationRow.position))
  const done = await db
    .select({
      latencyUs: sql<number>`coalesce(${evaluationRow.latencyUs}, 0)`,
      refused: sql<boolean>`${evaluationRow.problem} is not distinct from 'connection_refused'`,
    })
    .from(evaluationRow)
    .where(and(own, eq(evaluationRow.done, true)))
  return {
    pending,
    histogram: latencyHistogram(done.map(({ latencyUs }) => latencyUs)),
    reached: done.some(({ refused }) => !refused),
  }
}

function requestRows(rows: readonly Waiting[], features: readonly RequestRow['features'][]) {
  return rows.map(({ opaqueId }, at): RequestRow => {
    return { id: opaqueId, features: features[at] ?? {} }
  })
}

/** What is sent of some rows; opened shortly before, so that a large sample is never in memory. */
async function featuresOf(db: Reader, datasetId: string, rows: readonly Waiting[]) {
  const numbers = [...new Set(rows.map(({ rowNumber }) => rowNumber))]
  const opened = await openRows(db, datasetId, numbers).catch((error) => {
    throw isDatabaseAway(error) ? error : new RowsUnreadable('unreadable', { cause: error })
  })
  return rows.map(({ rowNumber, kind }) => {
    const row = opened.get(rowNumber)
    if (!row) throw new RowsUnreadable(`row ${rowNumber} is missing`)
    return kind === 'duplicate' ? perturbed(row.features) : row.features
  })
}

async function send(db: Db, lease: Lease, caller: EndpointCaller, ms: number): Promise<SendEnd> {
  const { run } = lease
  const { pending, histogram, reached } = await standOf(db, run.id)
  return sendRows(pending, {
    plan: run.plan,
    rowsPerRequest: caller.rowsPerRequest,
    activeMs: run.activeMs,
    reached,
    histogram,
    call: async (rows) => (await caller.call(rows)).answers,
    prepare: async (rows) => {
      const features = await featuresOf(db, run.datasetId ?? '', rows)
      const end = Math.max(...rows.map(({ position }) => position)) + 1
      if (!(await announceRows(db, lease, end))) return null
      await caller.makeReady(requestRows(rows, features))
      return features
    },
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
