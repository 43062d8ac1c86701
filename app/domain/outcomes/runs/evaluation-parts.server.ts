import { evaluation } from 'db/schema/outcomes'
import { eq } from 'drizzle-orm'
import { type Db, inTransaction, type Tx } from '~/platform/database.server'
import type { PartInputs } from '../measures/measured-input'
import { lookAtRatings, ratingsOf } from '../people/rating-part.server'
import { lookAtReports, reportsOf } from '../people/report-part.server'
import { probesOfRun } from '../probes/probe-queries.server'
import { lookAtProbes } from '../probes/watch-service.server'
import { failEvaluation, lockEvaluation } from './end-evaluation.server'
import { evaluationTransitions, type Part, type RunFailure, type Wait } from './evaluation'
import type { EvaluationRecord, Lease } from './evaluation-lease.server'

/** How a part of a run stands. `until` is business time; null waits for as long as it takes. */
export type PartState =
  | { readonly kind: 'done' }
  | { readonly kind: 'waits'; readonly for: Wait; readonly until: Date | null }
  | { readonly kind: 'failed'; readonly failure: RunFailure }

/** Looks how a part stands. The run is locked, so what arrives later finds it waiting. */
export type LookAtPart = (tx: Tx, run: EvaluationRecord, at: Date) => Promise<PartState>

/** Parts that people or time bring; sealed rows are sent by the run itself. */
export const partsThatArrive: Record<Exclude<Part, 'rows'>, LookAtPart> = {
  probes: lookAtProbes,
  ratings: lookAtRatings,
  report: lookAtReports,
}

/** What arrived for a run beside its rows, as it is measured and kept in the evidence. */
export async function partInputsOf(db: Db | Tx, run: EvaluationRecord): Promise<PartInputs> {
  return {
    probes: await probesOfRun(db, run.id),
    ratings: await ratingsOf(db, run.id),
    reports: await reportsOf(db, run.id),
  }
}

/**
 * Looks at a part under the run's lock and lets the run wait where it is not done. Whatever arrives
 * takes the same lock and enqueues the run, so that nothing is missed in between.
 */
export async function settlePart(
  db: Db,
  { run, token }: Lease,
  look: LookAtPart,
  at: Date,
): Promise<PartState | { readonly kind: 'stopped' }> {
  return inTransaction(async (tx) => {
    const current = await lockEvaluation(tx, run.id)
    const step = evaluationTransitions.find(current.state, 'wait', 'platform')
    if (!step.ok || current.leaseToken !== token) return { kind: 'stopped' as const }
    const state = await look(tx, current, at)
    if (state.kind === 'waits') {
      await tx
        .update(evaluation)
        .set({
          state: step.to,
          waitsFor: state.for,
          waitsUntil: state.until,
          tries: 0,
          leaseUntil: null,
          leaseToken: null,
        })
        .where(eq(evaluation.id, run.id))
    }
    if (state.kind === 'failed') {
      await failEvaluation(tx, { evaluationId: run.id, failure: state.failure, at })
    }
    return state
  }, db)
}
