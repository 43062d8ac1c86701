import { evaluation } from 'db/schema/outcomes'
import { and, eq, inArray, isNull, lt, or, sql } from 'drizzle-orm'
import type { Db, Tx } from '~/platform/database.server'
import { newSecret } from '~/platform/ids.server'
import { openEvaluationStates } from './evaluation'

export type EvaluationRecord = typeof evaluation.$inferSelect
export type Lease = { readonly token: string; readonly run: EvaluationRecord }

/** How long a silent worker keeps a run. System time: a lease is about machines. */
export const leaseMs = 30_000

const leaseEnd = (ms: number) => sql`now() + make_interval(secs => ${ms / 1000})`

/** Takes the run if nobody holds it: a worker that stopped renewing has lost it. */
export async function takeLease(db: Db, evaluationId: string, ms = leaseMs): Promise<Lease | null> {
  const token = newSecret()
  const [run] = await db
    .update(evaluation)
    .set({
      state: 'running',
      leaseToken: token,
      leaseUntil: leaseEnd(ms),
      tries: sql`${evaluation.tries} + 1`,
    })
    .where(
      and(
        eq(evaluation.id, evaluationId),
        inArray(evaluation.state, [...openEvaluationStates]),
        or(isNull(evaluation.leaseUntil), lt(evaluation.leaseUntil, sql`now()`)),
      ),
    )
    .returning()
  return run ? { token, run } : null
}

export type Progress = {
  readonly activeMs: number
  readonly latencyP50Us: number
  readonly latencyP95Us: number
}

export type RowResult = {
  readonly position: number
  readonly output: string | null
  readonly problem: string | null
  readonly latencyUs: number
}

/**
 * Writes results and renews the lease in one transaction. False when the lease is lost or the run
 * was cancelled: the results are then not kept and the caller stops.
 */
export async function saveProgress(
  tx: Tx,
  { run, token }: Lease,
  results: readonly RowResult[],
  progress: Progress,
  ms = leaseMs,
): Promise<boolean> {
  const failed = results.filter(({ problem }) => problem !== null).length
  const held = await tx
    .update(evaluation)
    .set({
      leaseUntil: leaseEnd(ms),
      rowsDone: sql`${evaluation.rowsDone} + ${results.length}`,
      rowsFailed: sql`${evaluation.rowsFailed} + ${failed}`,
      activeMs: Math.round(progress.activeMs),
      latencyP50Us: Math.round(progress.latencyP50Us),
      latencyP95Us: Math.round(progress.latencyP95Us),
    })
    .where(holding(run.id, token))
    .returning({ id: evaluation.id })
  if (held.length === 0) return false
  if (results.length > 0) {
    await tx.execute(sql`
      update evaluation_row as kept
      set done = true, output = r.output, problem = r.problem, latency_us = r.latency_us
      from jsonb_to_recordset(${JSON.stringify(
        results.map(({ position, output, problem, latencyUs }) => ({
          position,
          output,
          problem,
          latency_us: latencyUs,
        })),
      )}::jsonb) as r(position int, output text, problem text, latency_us int)
      where kept.evaluation_id = ${run.id} and kept.position = r.position and not kept.done`)
  }
  return true
}

/**
 * Notes that the rows before `end` are about to be sent, so that a row that was seen is never given
 * back. False when the lease is lost or the run was stopped: they may then not be sent any more.
 */
export async function announceRows(db: Db, { run, token }: Lease, end: number): Promise<boolean> {
  const held = await db
    .update(evaluation)
    .set({ announced: sql`greatest(${evaluation.announced}, ${end})` })
    .where(holding(run.id, token))
    .returning({ id: evaluation.id })
  return held.length > 0
}

/** Lets the next worker take the run at once. */
export async function dropLease(db: Db, { run, token }: Lease): Promise<void> {
  await db
    .update(evaluation)
    .set({ leaseUntil: null, leaseToken: null })
    .where(holding(run.id, token))
}

/** The condition under which this worker may still write to the run. */
export function holding(evaluationId: string, token: string) {
  return and(
    eq(evaluation.id, evaluationId),
    eq(evaluation.leaseToken, token),
    eq(evaluation.state, 'running'),
  )
}
