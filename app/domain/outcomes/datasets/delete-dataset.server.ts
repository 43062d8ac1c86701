import { evaluation, sealedDataset, sealedRow } from 'db/schema/outcomes'
import { eq } from 'drizzle-orm'
import { Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
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
 * Destroys the dataset's key and empties its rows: features, labels and salts can no longer be
 * read, while leaf hashes stay, so that old verdicts still point at something. The proof goes into
 * the evidence of every contract that measured on it. Deleting twice returns the first proof's facts.
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
  await tx
    .update(sealedRow)
    .set({ sealed: Buffer.alloc(0) })
    .where(eq(sealedRow.datasetId, datasetId))
  const contracts = new Set(runs.map(({ contract }) => contract))
  if (input.contractReference) contracts.add(input.contractReference)
  for (const contractReference of [...contracts].sort()) {
    await appendEvidence(tx, { contractReference, kind: 'dataset_deleted', body: { ...proof }, at })
  }
  return proof
}
