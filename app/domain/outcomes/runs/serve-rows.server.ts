import { createHash } from 'node:crypto'
import { evaluation, evaluationRow } from 'db/schema/outcomes'
import { and, asc, eq, gt } from 'drizzle-orm'
import { Refused } from '~/kernel/refusal'
import type { Reader, Tx } from '~/platform/database.server'
import { openRows } from '../datasets/dataset-rows.server'
import { appendEvidence } from '../evidence/append-evidence.server'
import { lockEvaluation } from './end-evaluation.server'
import { perturbed } from './evaluation'
import type { EvaluationRecord } from './evaluation-lease.server'

const rowsAtOnce = 1_000

/** The run is over, or goes on without a file. */
export function notWaiting(run: Pick<EvaluationRecord, 'state'>): Refused {
  return new Refused('transition_refused', { from: run.state, event: 'predict' })
}

export type ServedRows = { readonly sha256: string; readonly bytes: number; readonly rows: number }

/** Whether a run waits for predictions in a file. */
export function waitsForFile(run: Pick<EvaluationRecord, 'state' | 'waitsFor'>): boolean {
  return run.state === 'waiting' && run.waitsFor === 'file'
}

/**
 * Spends the one time that the rows of a run are handed out: from here on they count as seen, and
 * the evidence holds the hash of what was handed out. The lines themselves are read after this has
 * been committed, by `servedLines`, and are the same bytes.
 * @throws Refused `transition_refused` for a run that waits for no file, `rows_served` the second time.
 */
export async function serveRows(
  tx: Tx,
  input: { evaluationId: string; by: string; at: Date },
): Promise<ServedRows> {
  const run = await lockEvaluation(tx, input.evaluationId)
  if (run.servedAt !== null) throw new Refused('rows_served')
  if (!waitsForFile(run)) throw notWaiting(run)
  const hash = createHash('sha256')
  let bytes = 0
  for await (const part of servedLines(tx, run.id)) {
    hash.update(part)
    bytes += part.byteLength
  }
  const sha256 = hash.digest('hex')
  await tx
    .update(evaluation)
    .set({ servedAt: input.at, servedTo: input.by, announced: run.rowsTotal })
    .where(eq(evaluation.id, run.id))
  await appendEvidence(tx, {
    contractReference: run.contractReference,
    kind: 'rows_served',
    body: {
      bytes,
      evaluation: run.id,
      reference: run.reference,
      rows: run.rowsTotal,
      sha256,
      to: input.by,
    },
    at: input.at,
  })
  return { sha256, bytes, rows: run.rowsTotal }
}

/**
 * The rows of a run as JSON lines, some at a time: an opaque id and the features, in the order that
 * the run shuffled them into, duplicates and canaries among them. Never a label.
 * @throws Error when the dataset has been deleted or a row was tampered with.
 */
export async function* servedLines(db: Reader, evaluationId: string): AsyncGenerator<Uint8Array> {
  const [run] = await db
    .select({ datasetId: evaluation.datasetId })
    .from(evaluation)
    .where(eq(evaluation.id, evaluationId))
  for (let last = -1; ; ) {
    const rows = await db
      .select({
        position: evaluationRow.position,
        id: evaluationRow.opaqueId,
        kind: evaluationRow.kind,
        rowNumber: evaluationRow.rowNumber,
      })
      .from(evaluationRow)
      .where(and(eq(evaluationRow.evaluationId, evaluationId), gt(evaluationRow.position, last)))
      .orderBy(asc(evaluationRow.position))
      .limit(rowsAtOnce)
    const end = rows.at(-1)
    if (!end) return
    last = end.position
    const numbers = [...new Set(rows.map(({ rowNumber }) => rowNumber))]
    const opened = await openRows(db, run?.datasetId ?? null, numbers)
    const lines = rows.map(({ id, kind, rowNumber }) => {
      const row = opened.get(rowNumber)
      if (!row) throw new Error(`row ${rowNumber} of ${evaluationId} is missing`)
      const features = kind === 'duplicate' ? perturbed(row.features) : row.features
      return `${JSON.stringify({ id, features })}\n`
    })
    yield Buffer.from(lines.join(''))
  }
}
