import { sealedDataset } from 'db/schema/outcomes'
import { sql } from 'drizzle-orm'
import { newDataKey } from '~/platform/crypto.server'
import type { Tx } from '~/platform/database.server'
import { newId } from '~/platform/ids.server'
import { rootBuilder } from '../evidence/merkle'
import { type DatasetRow, datasetLimits } from './dataset'
import { DatasetInvalid } from './dataset-problem'
import type { DatasetReport } from './dataset-report'
import type { LabelKind } from './label-kind'
import { type ByteSource, parseDataset } from './parse-dataset'
import { datasetKeyContext, rowCommitments, sealRow } from './row-seal.server'

export type SealDataset = {
  /** What it is for, opaque to this module: the brief. */
  readonly reference: string
  readonly organisationId: string
  readonly source: ByteSource
  readonly fileName?: string
  readonly labelColumn: string
  readonly labelKind?: LabelKind
  /** Names the rows whose label is wrong on purpose ("1", "true", "yes"). */
  readonly canaryColumn?: string | null
  /** Names the rows that belong together: sealed with the label, never sent. */
  readonly groupColumn?: string | null
  /** Publishes the first rows; they are never drawn. */
  readonly publishSample: boolean
  /** How many rows are published; left out, five. */
  readonly sampleRows?: number
  readonly workloadClass: string
  readonly at: Date
  readonly by: string
  /** Told now and then how many rows have been sealed. */
  readonly onProgress?: (rows: number) => Promise<void>
}

export type SealedDataset = {
  readonly datasetId: string
  readonly merkleRoot: string
  readonly rowCount: number
  readonly drawableRows: number
  readonly columns: readonly string[]
  readonly report: DatasetReport
}

const batchSize = 1_000

/**
 * Reads a file of rows in a stream and keeps it sealed: every row encrypted under a key of this
 * dataset, and committed to by one Merkle root. The dataset's row goes in last, when its facts are
 * known.
 * @throws DatasetInvalid with the rows that are wrong; nothing is kept then.
 */
export async function sealDataset(tx: Tx, input: SealDataset): Promise<SealedDataset> {
  const datasetId = newId('dataset')
  const { key, wrapped } = newDataKey(datasetKeyContext(datasetId))
  const options = {
    labelColumn: input.labelColumn.trim(),
    labelKind: input.labelKind ?? 'class',
    canaryColumn: input.canaryColumn?.trim() || null,
    groupColumn: input.groupColumn?.trim() || null,
  }
  const file = parseDataset(input.source, {
    ...options,
    fileName: input.fileName,
  })
  const merkleRoot = await sealRows(tx, { datasetId, key, rows: file.rows }, input.onProgress)
  const { report, ...parsed } = file.result()
  if (!report) throw new DatasetInvalid(parsed.problems, parsed.problemCount)
  const most = input.sampleRows ?? datasetLimits.sampleRows
  const sampleRows = input.publishSample ? Math.min(most, parsed.rowCount) : 0
  await tx.insert(sealedDataset).values({
    id: datasetId,
    reference: input.reference,
    organisationId: input.organisationId,
    workloadClass: input.workloadClass,
    labelColumn: options.labelColumn,
    labelKind: options.labelKind,
    groupColumn: options.groupColumn,
    columns: [...parsed.columns],
    labels: report.labels.kind === 'class' ? [...report.labels.counts] : [],
    report,
    rowCount: parsed.rowCount,
    sampleRows,
    canaryRows: parsed.canaryRows.length,
    duplicates: report.duplicates,
    merkleRoot,
    wrappedKey: wrapped,
    createdBy: input.by,
    createdAt: input.at,
  })
  const canariesDrawable = parsed.canaryRows.filter((row) => row > sampleRows).length
  return {
    datasetId,
    merkleRoot,
    rowCount: parsed.rowCount,
    drawableRows: parsed.rowCount - sampleRows - canariesDrawable,
    columns: parsed.columns,
    report,
  }
}

/** Writes the rows in batches; while one is written the next is being sealed. */
async function sealRows(
  tx: Tx,
  { datasetId, key, rows }: { datasetId: string; key: Buffer; rows: AsyncGenerator<DatasetRow> },
  onProgress: SealDataset['onProgress'],
): Promise<string> {
  const root = rootBuilder()
  let batch: SealedValues[] = []
  let writing: Promise<void> = Promise.resolve()
  const write = async () => {
    const full = batch
    batch = []
    await writing
    if (full.length === 0) return
    writing = insertRows(tx, datasetId, full)
    // A failure is met at the next write; until then nobody listens.
    writing.catch(() => {})
    await onProgress?.(root.size())
  }
  for await (const row of rows) {
    const { leaf } = rowCommitments(key, row)
    root.add(leaf)
    batch.push(sealedValues(key, datasetId, row, leaf))
    if (batch.length === batchSize) await write()
  }
  await write()
  await writing
  return root.root()
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
