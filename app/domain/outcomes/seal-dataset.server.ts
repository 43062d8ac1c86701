import { sealedDataset } from 'db/schema/outcomes'
import { sql } from 'drizzle-orm'
import { newDataKey } from '~/platform/crypto.server'
import type { Tx } from '~/platform/database.server'
import { newId } from '~/platform/ids.server'
import { type DatasetRow, datasetLimits, type LabelCount, majorityOf } from './dataset'
import { DatasetInvalid } from './dataset-problem'
import { rootBuilder } from './merkle'
import { type ByteSource, parseDataset } from './parse-dataset'
import { datasetKeyContext, rowCommitments, sealRow } from './row-seal.server'

export type SealDataset = {
  /** What it is for, opaque to this module: the brief. */
  readonly reference: string
  readonly organisationId: string
  readonly source: ByteSource
  readonly labelColumn: string
  /** Names the rows whose label is wrong on purpose ("1", "true", "yes"). */
  readonly canaryColumn?: string | null
  /** Publishes the first five rows; they are never drawn. */
  readonly publishSample: boolean
  readonly workloadClass: string
  readonly at: Date
  readonly by: string
}

export type SealedDataset = {
  readonly datasetId: string
  readonly merkleRoot: string
  readonly rowCount: number
  readonly drawableRows: number
  readonly labels: readonly LabelCount[]
  readonly majority: { label: string; share: number }
  readonly duplicates: number
  readonly columns: readonly string[]
}

const batchSize = 2_000

/**
 * Reads a CSV in a stream and keeps it sealed: every row encrypted under a key of this dataset,
 * and committed to by one Merkle root. The dataset's row goes in last, when its facts are known.
 * @throws DatasetInvalid with the rows that are wrong; nothing is kept then.
 */
export async function sealDataset(tx: Tx, input: SealDataset): Promise<SealedDataset> {
  const datasetId = newId('dataset')
  const { key, wrapped } = newDataKey(datasetKeyContext(datasetId))
  const file = parseDataset(input.source, {
    labelColumn: input.labelColumn.trim(),
    canaryColumn: input.canaryColumn?.trim() || null,
  })
  const root = rootBuilder()
  let batch: SealedValues[] = []
  const write = async () => {
    if (batch.length > 0) await insertRows(tx, datasetId, batch)
    batch = []
  }
  for await (const row of file.rows) {
    const { leaf } = rowCommitments(key, row)
    root.add(leaf)
    batch.push(sealedValues(key, datasetId, row, leaf))
    if (batch.length === batchSize) await write()
  }
  const report = file.report()
  if (report.problemCount > 0) throw new DatasetInvalid(report.problems, report.problemCount)
  await write()
  const sampleRows = input.publishSample ? Math.min(datasetLimits.sampleRows, report.rowCount) : 0
  await tx.insert(sealedDataset).values({
    id: datasetId,
    reference: input.reference,
    organisationId: input.organisationId,
    workloadClass: input.workloadClass,
    labelColumn: input.labelColumn.trim(),
    columns: [...report.columns],
    labels: [...report.labels],
    rowCount: report.rowCount,
    sampleRows,
    canaryRows: report.canaryRows.length,
    duplicates: report.duplicates,
    merkleRoot: root.root(),
    wrappedKey: wrapped,
    createdBy: input.by,
    createdAt: input.at,
  })
  const canariesDrawable = report.canaryRows.filter((row) => row > sampleRows).length
  return {
    datasetId,
    merkleRoot: root.root(),
    rowCount: report.rowCount,
    drawableRows: report.rowCount - sampleRows - canariesDrawable,
    labels: report.labels,
    majority: majorityOf(report.labels),
    duplicates: report.duplicates,
    columns: report.columns,
  }
}

type SealedValues = { n: number; leaf: string; sealed: string; canary: boolean }

function sealedValues(
  key: Uint8Array,
  datasetId: string,
  row: DatasetRow,
  leaf: Buffer,
): SealedValues {
  const sealed = sealRow(key, datasetId, row).toString('base64')
  return { n: row.number, leaf: leaf.toString('base64'), sealed, canary: row.canary }
}

/** One parameter for the whole batch: a statement with a parameter per value is ten times slower. */
async function insertRows(tx: Tx, datasetId: string, rows: readonly SealedValues[]): Promise<void> {
  await tx.execute(sql`
    insert into sealed_row (dataset_id, row_number, leaf_hash, sealed, canary)
    select ${datasetId}, r.n, decode(r.leaf, 'base64'), decode(r.sealed, 'base64'), r.canary
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(n int, leaf text, sealed text, canary boolean)`)
}
