import { evaluation, sealedDataset, verdict } from 'db/schema/outcomes'
import { eq } from 'drizzle-orm'
import { type Db, inTransaction, type Tx } from '~/platform/database.server'
import { newId } from '~/platform/ids.server'
import { enqueue } from '~/platform/queue.server'
import { readRows } from '../datasets/dataset-rows.server'
import { rowsRoot } from '../datasets/row-record'
import { appendEvidence } from '../evidence/append-evidence.server'
import { canonicalJson, sha256 } from '../evidence/canonical'
import { evidenceRows } from '../evidence/evidence-rows.server'
import { signVerdict } from '../evidence/signing.server'
import { engineVersion, partHashes, type VerdictBody } from '../evidence/verdict'
import { measure } from '../measures/measure'
import { lockEvaluation } from './end-evaluation.server'
import { type EvaluationState, evaluationTransitions, isCounted } from './evaluation'
import type { EvaluationRecord, Lease } from './evaluation-lease.server'
import { partInputsOf } from './evaluation-parts.server'

/** Computes what the rows say. Reads only; the verdict is written by `concludeEvaluation`. */
async function verdictBody(db: Db, run: EvaluationRecord, at: Date): Promise<VerdictBody> {
  const dataset = await datasetOfRun(db, run)
  const inputs = await partInputsOf(db, run)
  const rows = await evidenceRows(db, run)
  const drawn = [...run.draw.rows, ...run.draw.canaries]
  const opened = await readRows(db, run.datasetId, drawn, ({ label, group }) => ({
    label,
    group,
  }))
  const root = rowsRoot(rows.map(({ record }) => record))
  const measurement = measure({
    criteria: run.criteria,
    rows: rows.map(({ outcome, record }) => {
      const row = opened.get(record.row)
      if (!row) throw new Error(`row ${record.row} of ${run.datasetId} is missing`)
      return { ...outcome, label: row.label, group: row.group }
    }),
    rowsRoot: root,
    moreRows: run.moreRows,
    inputs,
  })
  return {
    ...measurement,
    engine: engineVersion,
    contract: run.contractReference,
    reference: run.reference,
    evaluation: run.id,
    attempt: run.attempt,
    attemptsAllowed: run.attemptsAllowed,
    dataset,
    purpose: run.purpose,
    partHashes: partHashes(inputs),
    drawHash: run.drawHash,
    rowsRoot: root,
    rowDeadlineMs: run.plan.rowDeadlineMs,
    moreRows: run.moreRows,
    measuredAt: at.toISOString(),
  }
}

async function datasetOfRun(db: Db, run: EvaluationRecord): Promise<VerdictBody['dataset']> {
  if (run.datasetId === null) return null
  const [found] = await db.select().from(sealedDataset).where(eq(sealedDataset.id, run.datasetId))
  if (!found) throw new Error(`no dataset ${run.datasetId}`)
  return { id: found.id, root: found.merkleRoot, rowCount: found.rowCount }
}

/**
 * Measures a run whose rows are all done, signs the verdict, appends it to the evidence and says
 * so upward, all in one transaction. A worker that lost the lease meanwhile writes nothing.
 */
export async function concludeEvaluation(
  db: Db,
  { run, token }: Lease,
  at: Date,
): Promise<{ state: EvaluationState }> {
  const body = await verdictBody(db, run, at)
  return inTransaction(async (tx) => {
    const current = await lockEvaluation(tx, run.id)
    const step = evaluationTransitions.find(current.state, 'conclude', 'platform')
    if (!step.ok || current.leaseToken !== token) return { state: current.state }
    await writeVerdict(tx, run, body, at)
    await tx
      .update(evaluation)
      .set({
        state: step.to,
        overall: body.overall,
        counted: isCounted(run.purpose),
        waitsFor: null,
        waitsUntil: null,
        finishedAt: at,
        leaseUntil: null,
        leaseToken: null,
      })
      .where(eq(evaluation.id, run.id))
    await enqueue(tx, 'evaluation-finished', { evaluationId: run.id })
    return { state: step.to }
  }, db)
}

async function writeVerdict(
  tx: Tx,
  run: EvaluationRecord,
  body: VerdictBody,
  at: Date,
): Promise<void> {
  const id = newId('verdict')
  const text = canonicalJson(body)
  const { jws, keyId } = await signVerdict(tx, text)
  const { reference, contractReference } = run
  await tx.insert(verdict).values({
    id,
    evaluationId: run.id,
    reference,
    contractReference,
    overall: body.overall,
    body: text,
    jws,
    keyId,
    measuredAt: at,
  })
  await appendEvidence(tx, {
    contractReference,
    kind: 'verdict',
    body: {
      evaluation: run.id,
      jws: sha256(jws).toString('hex'),
      overall: body.overall,
      reference,
      rowsRoot: body.rowsRoot,
      verdict: id,
    },
    at,
  })
}
