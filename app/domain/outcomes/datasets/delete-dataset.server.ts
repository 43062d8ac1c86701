import { evaluation, sealedDataset, sealedRow } from 'db/schema/outcomes'
import { and, between, eq, ne } from 'drizzle-orm'
import { Refused } from '~/kernel/refusal'
import type { Db, Tx } from '~/platform/database.server'
import { enqueue } from '~/platform/queue.server'
import { appendEvidence } from '../evidence/append-evidence.server'
import { sha256 } from '../evidence/canonical'
import { openEvaluationStates } from '../runs/evaluation'
import type { DatasetReport } from './dataset-report'

/** The most frequent answer of a text dataset stood in one of the rows, so it goes with them. */
function withoutContent(report: DatasetReport | null): DatasetReport | null {
  if (report?.labels.kind !== 'text') return report
  return { ...report, labels: { ...report.labels, frequent: null } }
}

export type DeletionProof = {
  readonly dataset: string
  readonly root: string
  readonly rows: number
  /** SHA-256 of the wrapped key that was destroyed. */
  readonly destroyedKey: string
  readonly reason: string
  readonly deletedAt: string
}

/**
 * Destroys the dataset's key: features, labels and salts can no longer be read from here on, while
 * leaf hashes stay, so that old verdicts still point at something. A job empties the rows afterwards.
 * The proof goes into the evidence of every contract that measured on it. Deleting twice changes
 * nothing, and returns null.
 */
export async function deleteDataset(
  tx: Tx,
  input: {
    datasetId: string
    reason: string
    /** A contract that gets the proof whether or not anything was measured under it. */
    contractReference?: string
    at: Date
    by: string
  },
): Promise<DeletionProof | null> {
  const { datasetId, reason, at } = input
  const [found] = await tx
    .select()
    .from(sealedDataset)
    .where(eq(sealedDataset.id, datasetId))
    .for('update')
  if (!found) throw new Refused('not_found')
  if (found.wrappedKey === null) return null
  const runs = await tx
    .selectDistinct({ contract: evaluation.contractReference, state: evaluation.state })
    .from(evaluation)
    .where(eq(evaluation.datasetId, datasetId))
  if (runs.some(({ state }) => openEvaluationStates.includes(state))) {
    throw new Refused('evaluation_running')
  }
  const proof: DeletionProof = {
    dataset: datasetId,
    root: found.merkleRoot,
    rows: found.rowCount,
    destroyedKey: sha256(found.wrappedKey).toString('hex'),
    reason,
    deletedAt: at.toISOString(),
  }
  await tx
    .update(sealedDataset)
    .set({ wrappedKey: null, deletedAt: at, report: withoutContent(found.report) })
    .where(eq(sealedDataset.id, datasetId))
  await enqueue(tx, 'empty-dataset', { datasetId })
  const contracts = new Set(runs.map(({ contract }) => contract))
  if (input.contractReference) contracts.add(input.contractReference)
  for (const contractReference of [...contracts].sort()) {
    await appendEvidence(tx, { contractReference, kind: 'dataset_deleted', body: { ...proof }, at })
  }
  return proof
}

const rowsAtOnce = 5_000

/**
 * Empties the rows of a deleted dataset, some thousands at a time: nobody can read them, and now
 * nobody has them. Opens its own short transactions; called again it does what is left.
 */
export async function emptyRows(db: Db, datasetId: string): Promise<void> {
  const [found] = await db
    .select({ rowCount: sealedDataset.rowCount, wrappedKey: sealedDataset.wrappedKey })
    .from(sealedDataset)
    .where(eq(sealedDataset.id, datasetId))
  if (!found || found.wrappedKey !== null) return
  const nothing = Buffer.alloc(0)
  for (let from = 1; from <= found.rowCount; from += rowsAtOnce) {
    await db
      .update(sealedRow)
      .set({ sealed: nothing })
      .where(
        and(
          eq(sealedRow.datasetId, datasetId),
          between(sealedRow.rowNumber, from, from + rowsAtOnce - 1),
          ne(sealedRow.sealed, nothing),
        ),
      )
  }
}
