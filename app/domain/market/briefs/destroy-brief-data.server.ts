import { deleteDataset } from '~/domain/outcomes/datasets/delete-dataset.server'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'

/**
 * Destroys sealed data that no contract will ever measure on: those of a brief that ended without
 * one, or that a newer file has replaced. The proof goes into the audit trail, because there is no
 * evidence chain that it could stand in. The caller holds the brief's row.
 */
export async function destroyBriefData(
  tx: Tx,
  input: {
    datasetId: string | null
    reason: 'data_replaced' | 'brief_withdrawn' | 'brief_expired'
    by: string | null
    at: Date
  },
): Promise<void> {
  const { datasetId, reason, by, at } = input
  if (datasetId === null) return
  const proof = await deleteDataset(tx, { datasetId, reason, at, by: by ?? 'platform' })
  if (!proof) return
  const { root, rows, destroyedKey } = proof
  await audit(tx, {
    by,
    act: 'dataset.delete',
    subject: datasetId,
    facts: { reason, root, rows, destroyedKey },
  })
}
