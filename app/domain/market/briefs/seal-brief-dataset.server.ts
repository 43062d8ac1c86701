import { type SealedDataset, sealDataset } from '~/domain/outcomes/datasets/seal-dataset.server'
import { checkRules } from '~/domain/stewardship/rules'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { attachDataset, draftForEdit, draftToRead } from './brief.commands.server'
import type { UploadForm } from './dataset-upload'
import { destroyBriefData } from './destroy-brief-data.server'

type Needed = 'labelColumn' | 'publishSample' | 'datasetClass'

export type SealBriefDataset = Partial<UploadForm> &
  Pick<UploadForm, Needed> & {
    briefId: string
    source: AsyncIterable<Uint8Array> | ReadableStream<Uint8Array>
    by: string
    at: Date
    onProgress?: (rows: number) => Promise<void>
  }

/**
 * Seals a client's holdout for its draft. Data of a higher class than the brief's are refused:
 * merged data take the highest class of their parts. The draft is checked before the file is read
 * and again, locked, when the rows are sealed, so that a long sealing holds up nobody.
 * @throws DatasetInvalid with every problem found, by row; Refused rule_fails, brief_settled.
 */
export async function sealBriefDataset(
  tx: Tx,
  input: SealBriefDataset,
): Promise<Pick<SealedDataset, 'datasetId' | 'merkleRoot' | 'rowCount'>> {
  const { briefId, by, datasetClass } = input
  const asked = await draftToRead(tx, briefId, by)
  checkRules('upload', asked.workloadClass, { data: asked.data, datasetClass })
  const sealed = await sealDataset(tx, {
    reference: asked.id,
    organisationId: asked.organisationId,
    source: input.source as AsyncIterable<Uint8Array>,
    fileName: input.fileName,
    labelColumn: input.labelColumn,
    labelKind: input.labelKind,
    groupColumn: input.groupColumn,
    canaryColumn: input.canaryColumn,
    publishSample: input.publishSample,
    workloadClass: datasetClass,
    at: input.at,
    by,
    onProgress: input.onProgress,
  })
  const row = await draftForEdit(tx, briefId, by)
  checkRules('upload', row.workloadClass, { data: row.data, datasetClass })
  const { datasetId: earlier } = row
  await destroyBriefData(tx, { datasetId: earlier, reason: 'data_replaced', by, at: input.at })
  await attachDataset(tx, { briefId: row.id, datasetId: sealed.datasetId, by })
  await audit(tx, {
    by,
    act: 'dataset.seal',
    subject: sealed.datasetId,
    facts: { rows: sealed.rowCount },
  })
  return sealed
}
