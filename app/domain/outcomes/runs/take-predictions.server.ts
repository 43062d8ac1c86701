import { createHash } from 'node:crypto'
import { evaluation, evaluationRow } from 'db/schema/outcomes'
import { and, count, eq, isNotNull, sql } from 'drizzle-orm'
import { Refused } from '~/kernel/refusal'
import type { Reader, Tx } from '~/platform/database.server'
import { enqueue } from '~/platform/queue.server'
import { expectedOf } from '../endpoints/read-answer'
import { lockEvaluation } from './end-evaluation.server'
import type { EvaluationRecord } from './evaluation-lease.server'
import {
  type PredictionFault,
  type PredictionRow,
  PredictionsUnreadable,
  readPredictions,
} from './prediction-file'
import { closePredictions } from './prediction-wait.server'
import { notWaiting, waitsForFile } from './serve-rows.server'

const rowsAtOnce = 1_000
const listed = 50

/** A file of predictions that cannot be used; nothing of it is kept. */
export class PredictionsInvalid extends Error {
  constructor(
    /** The first of them, in the order of the file. */
    readonly faults: readonly PredictionFault[],
    readonly count: number,
  ) {
    super(`${count} faults in a file of predictions`)
  }
}

/** How far a file that was read answers the rows of its run. */
export type PredictionStand = {
  readonly rows: number
  readonly predictions: number
  /** Rows without a prediction: they count as wrong. */
  readonly missing: number
  /** Predictions that are no label of the set: they count as wrong too. */
  readonly outside: number
}

async function lockWaiting(tx: Tx, evaluationId: string): Promise<EvaluationRecord> {
  const run = await lockEvaluation(tx, evaluationId)
  if (!waitsForFile(run)) throw notWaiting(run)
  if (run.servedAt === null) throw new Refused('rows_not_served')
  return run
}

/**
 * Reads a file of predictions for a run that waits for one, in a stream. A file in which every row
 * has a prediction of the label set is taken at once and the run goes on. Any other lies ready until
 * it is confirmed or another one is uploaded; when the run's waiting is over it counts as it is.
 * @throws PredictionsInvalid, and what was there before stays.
 * @throws Refused `transition_refused`, `rows_not_served`.
 */
export async function takePredictions(
  tx: Tx,
  input: { evaluationId: string; source: AsyncIterable<Uint8Array>; at: Date },
): Promise<PredictionStand & { taken: boolean }> {
  const run = await lockWaiting(tx, input.evaluationId)
  await tx
    .update(evaluationRow)
    .set({ output: null })
    .where(
      and(
        eq(evaluationRow.evaluationId, run.id),
        eq(evaluationRow.done, false),
        isNotNull(evaluationRow.output),
      ),
    )
  const sha256 = await keepAll(tx, run, input.source)
  await tx.update(evaluation).set({ predictionsSha256: sha256 }).where(eq(evaluation.id, run.id))
  const stand = await predictionStand(tx, run)
  const taken = stand.missing === 0 && stand.outside === 0
  if (taken) await take(tx, { ...run, predictionsSha256: sha256 }, input.at)
  return { ...stand, taken }
}

/**
 * Takes the file that lies ready, as it is.
 * @throws Refused `transition_refused`, `rows_not_served`; `predictions_missing` where none lies ready.
 */
export async function confirmPredictions(
  tx: Tx,
  input: { evaluationId: string; sha256: string; at: Date },
): Promise<void> {
  const run = await lockWaiting(tx, input.evaluationId)
  if (run.predictionsSha256 === null) throw new Refused('predictions_missing')
  // Somebody else of the team may have uploaded another one in the meantime.
  if (run.predictionsSha256 !== input.sha256) throw new Refused('changed_meanwhile')
  await take(tx, run, input.at)
}

async function take(tx: Tx, run: EvaluationRecord, at: Date): Promise<void> {
  await closePredictions(tx, run, at)
  const jobKey = `run-evaluation:${run.id}`
  await enqueue(tx, 'run-evaluation', { evaluationId: run.id }, { jobKey })
}

/** How the file that lies ready answers the rows; the caller has checked who asks. */
export async function predictionStand(
  db: Reader,
  run: Pick<EvaluationRecord, 'id' | 'criteria'>,
): Promise<PredictionStand> {
  const { labels } = expectedOf(run.criteria)
  const strange =
    labels.length === 0
      ? sql`0`
      : sql`count(*) filter (where ${evaluationRow.output} is not null and ${evaluationRow.output} not in
          (select jsonb_array_elements_text(${JSON.stringify(labels)}::jsonb)))`
  const [found] = await db
    .select({
      rows: count(),
      predictions: count(evaluationRow.output),
      outside: strange.mapWith(Number),
    })
    .from(evaluationRow)
    .where(eq(evaluationRow.evaluationId, run.id))
  const { rows = 0, predictions = 0, outside = 0 } = found ?? {}
  return { rows, predictions, missing: rows - predictions, outside }
}

/** Writes every prediction to its row. Returns the SHA-256 of the file. */
async function keepAll(
  tx: Tx,
  run: EvaluationRecord,
  source: AsyncIterable<Uint8Array>,
): Promise<string> {
  const hash = createHash('sha256')
  const hashed = (async function* () {
    for await (const part of source) {
      hash.update(part)
      yield part
    }
  })()
  const faults: PredictionFault[] = []
  let rows = 0
  let window: PredictionRow[] = []
  const seen = new Set<string>()
  const { mostLength } = expectedOf(run.criteria)
  const keep = async () => {
    faults.push(...(await keepWindow(tx, run.id, { window, seen, mostLength })))
    window = []
  }
  try {
    for await (const row of readPredictions(hashed)) {
      rows += 1
      window.push(row)
      if (window.length === rowsAtOnce) await keep()
    }
    await keep()
    if (rows === 0) faults.push({ problem: 'empty' })
  } catch (error) {
    if (!(error instanceof PredictionsUnreadable)) throw error
    await keep()
    faults.push(error.fault)
  }
  if (faults.length > 0) throw new PredictionsInvalid(faults.slice(0, listed), faults.length)
  return hash.digest('hex')
}

type Window = { window: readonly PredictionRow[]; seen: Set<string>; mostLength: number }

async function keepWindow(
  tx: Tx,
  evaluationId: string,
  { window, seen, mostLength }: Window,
): Promise<PredictionFault[]> {
  const faults: PredictionFault[] = []
  const fresh = new Map<string, { row: number; prediction: string | null }>()
  for (const given of window) {
    const { row } = given
    if ('problem' in given) faults.push({ row, problem: given.problem })
    else if (seen.has(given.id)) faults.push({ row, problem: 'id_repeated', id: given.id })
    else if ((given.prediction?.length ?? 0) > mostLength) {
      faults.push({ row, problem: 'answer_too_long', id: given.id })
    } else fresh.set(given.id, { row, prediction: given.prediction })
    if ('id' in given) seen.add(given.id)
  }
  const values = [...fresh].map(([id, { prediction }]) => ({ id, output: prediction }))
  const kept = await tx.execute<{ opaque_id: string }>(sql`
    update evaluation_row as kept set output = r.output
    from jsonb_to_recordset(${JSON.stringify(values)}::jsonb) as r(id text, output text)
    where kept.opaque_id = r.id and kept.evaluation_id = ${evaluationId} and not kept.done
    returning kept.opaque_id`)
  const known = new Set(kept.map(({ opaque_id }) => opaque_id))
  for (const [id, { row }] of fresh) {
    if (!known.has(id)) faults.push({ row, problem: 'id_unknown', id })
  }
  return faults.sort((a, b) => (a.row ?? 0) - (b.row ?? 0))
}
