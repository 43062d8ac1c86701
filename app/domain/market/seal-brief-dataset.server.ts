import { sealDataset } from '~/domain/outcomes/seal-dataset.server'
import { checkRules } from '~/domain/stewardship/rules'
import type { WorkloadClass } from '~/domain/stewardship/workload-class'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { attachDataset, draftForEdit } from './brief.commands.server'

/**
 * Seals a client's holdout for its draft. Data of a higher class than the brief's are refused:
 * merged data take the highest class of their parts.
 * @throws DatasetInvalid with every problem found, by row; Refused rule_fails.
 */
export async function sealBriefDataset(
  tx: Tx,
  input: {
    briefId: string
    source: AsyncIterable<Uint8Array> | ReadableStream<Uint8Array>
    labelColumn: string
    publishSample: boolean
    datasetClass: WorkloadClass
    by: string
    at: Date
  },
): Promise<{ datasetId: string; merkleRoot: string; rowCount: number }> {
  const row = await draftForEdit(tx, input.briefId, input.by)
  checkRules('upload', row.workloadClass, { data: row.data, datasetClass: input.datasetClass })
  const sealed = await sealDataset(tx, {
    reference: row.id,
    organisationId: row.organisationId,
    source: input.source as AsyncIterable<Uint8Array>,
    labelColumn: input.labelColumn,
    publishSample: input.publishSample,
    workloadClass: input.datasetClass,
    at: input.at,
    by: input.by,
  })
  await attachDataset(tx, { briefId: row.id, datasetId: sealed.datasetId, by: input.by })
  await audit(tx, {
    by: input.by,
    act: 'dataset.seal',
    subject: sealed.datasetId,
    facts: { rows: sealed.rowCount },
  })
  return sealed
}
