import { evaluationRow, sealedDataset, sealedRow } from 'db/schema/outcomes'
import { and, asc, count, eq, gt, isNotNull, isNull, lt, notInArray, sql } from 'drizzle-orm'
import type { Reader, Tx } from '~/platform/database.server'
import type { OpenedLabel } from '../evidence/evidence-file'
import { type Ranges, rangesOf } from '../runs/draw'
import { isAmong } from '../runs/number-list.server'
import type { DatasetRow } from './dataset'
import { openDatasetKey, openRow, rowCommitments, rowSalt } from './row-seal.server'

/**
 * Opens rows of a sealed dataset. Only the engine, the exports after the attempts have ended, and
 * the published sample come here; no page does.
 * @throws Error when the dataset has been deleted or a row was tampered with.
 */
export async function openRows(
  db: Reader,
  datasetId: string | null,
  rowNumbers: readonly number[],
): Promise<Map<number, DatasetRow>> {
  if (datasetId === null) return new Map()
  const key = await keyOf(db, datasetId)
  if (rowNumbers.length === 0) return new Map()
  const rows = await db
    .select({ number: sealedRow.rowNumber, sealed: sealedRow.sealed })
    .from(sealedRow)
    .where(and(eq(sealedRow.datasetId, datasetId), isAmong(sealedRow.rowNumber, rowNumbers)))
  return new Map(
    rows.map(({ number, sealed }) => [number, openRow(key, datasetId, number, sealed)]),
  )
}

const rowsAtOnce = 2_000

/**
 * Opens rows some thousands at a time and keeps of each only what `take` makes of it, so that a
 * large sample never has all its features in memory.
 * @throws Error when the dataset has been deleted or a row was tampered with.
 */
export async function readRows<T>(
  db: Reader,
  datasetId: string | null,
  rowNumbers: readonly number[],
  take: (row: DatasetRow) => T,
): Promise<Map<number, T>> {
  const taken = new Map<number, T>()
  for (let from = 0; from < rowNumbers.length; from += rowsAtOnce) {
    const window = rowNumbers.slice(from, from + rowsAtOnce)
    for (const [number, row] of await openRows(db, datasetId, window)) taken.set(number, take(row))
  }
  return taken
}

async function keyOf(db: Reader, datasetId: string): Promise<Buffer> {
  const [found] = await db
    .select({ wrappedKey: sealedDataset.wrappedKey })
    .from(sealedDataset)
    .where(eq(sealedDataset.id, datasetId))
  return openDatasetKey(datasetId, found?.wrappedKey ?? null)
}

/** What opens the label half of a leaf, with the features still only committed to. */
export async function labelOpenings(
  db: Reader,
  datasetId: string,
  rowNumbers: readonly number[],
): Promise<Map<number, OpenedLabel>> {
  const key = await keyOf(db, datasetId)
  const rows = await openRows(db, datasetId, rowNumbers)
  return new Map(
    [...rows].map(([number, row]) => [
      number,
      {
        label: row.label,
        canary: row.canary,
        ...(row.group === null ? {} : { group: row.group }),
        labelSalt: rowSalt(key, 'label', number).toString('hex'),
        features: rowCommitments(key, row).features.toString('hex'),
      },
    ]),
  )
}

/** The published rows of a dataset; none once it is deleted. */
export async function sampleRowsOf(
  db: Reader,
  dataset: { id: string; sampleRows: number; deletedAt: Date | null },
): Promise<DatasetRow[]> {
  if (dataset.deletedAt !== null || dataset.sampleRows === 0) return []
  const numbers = Array.from({ length: dataset.sampleRows }, (_, at) => at + 1)
  const rows = await openRows(db, dataset.id, numbers)
  return numbers.flatMap((number) => rows.get(number) ?? [])
}

/**
 * Rows that may not be drawn (published, canaries, spent), as ranges that the database makes: of a
 * million rows half may be spent. And the canaries that are still fresh. The condition is that of
 * the index which holds such rows alone.
 */
export async function excludedRows(
  tx: Reader,
  dataset: { id: string; sampleRows: number },
): Promise<{ excluded: Ranges; freshCanaries: number[] }> {
  const [found] = await tx.execute<{ ranges: Ranges }>(sql`
    select coalesce(json_agg(json_build_array(first, last) order by first), '[]') as ranges
    from (
      select min(n) as first, max(n) as last
      from (
        select n, n - row_number() over (order by n) as island
        from (
          select generate_series(1, ${dataset.sampleRows}::int) as n
          union all
          select row_number from sealed_row
          where dataset_id = ${dataset.id} and row_number > ${dataset.sampleRows}
            and (canary or spent_in is not null)
        ) as excluded
      ) as numbered
      group by island
    ) as islands`)
  const fresh = await tx
    .select({ number: sealedRow.rowNumber })
    .from(sealedRow)
    .where(
      and(
        eq(sealedRow.datasetId, dataset.id),
        gt(sealedRow.rowNumber, dataset.sampleRows),
        eq(sealedRow.canary, true),
        isNull(sealedRow.spentIn),
      ),
    )
    .orderBy(asc(sealedRow.rowNumber))
  return { excluded: found?.ranges ?? [], freshCanaries: fresh.map(({ number }) => number) }
}

/**
 * The same where many are measured on one dataset: what may not be drawn are the published rows, the
 * canaries, and whatever an earlier run under this reference may have shown. A run that came to
 * nothing showed what it had announced; where the request met nobody, nothing.
 */
export async function excludedFor(
  tx: Reader,
  dataset: { id: string; sampleRows: number },
  reference: string,
): Promise<{ excluded: Ranges; freshCanaries: number[] }> {
  const seen = await tx.execute<{ row_number: number }>(sql`
    select distinct asked.row_number
    from evaluation as run join evaluation_row as asked on asked.evaluation_id = run.id
    where run.reference = ${reference} and run.dataset_id = ${dataset.id}
      and (run.served_at is not null or asked.position < run.announced)
      and asked.problem is distinct from 'connection_refused'`)
  const canaries = await tx
    .select({ number: sealedRow.rowNumber })
    .from(sealedRow)
    .where(
      and(
        eq(sealedRow.datasetId, dataset.id),
        gt(sealedRow.rowNumber, dataset.sampleRows),
        eq(sealedRow.canary, true),
      ),
    )
    .orderBy(asc(sealedRow.rowNumber))
  const met = new Set(seen.map(({ row_number }) => Number(row_number)))
  const published = Array.from({ length: dataset.sampleRows }, (_, at) => at + 1)
  const marked = canaries.map(({ number }) => number)
  return {
    excluded: rangesOf([...published, ...marked, ...met]),
    freshCanaries: marked.filter((number) => !met.has(number)),
  }
}

/** How many rows that could be drawn have been seen by an endpoint. */
export async function spentRowCount(db: Reader, datasetId: string): Promise<number> {
  const [spent] = await db
    .select({ rows: count() })
    .from(sealedRow)
    .where(
      and(
        eq(sealedRow.datasetId, datasetId),
        isNotNull(sealedRow.spentIn),
        eq(sealedRow.canary, false),
      ),
    )
  return spent?.rows ?? 0
}

/** Marks rows as seen by an endpoint: they are never drawn again. */
export async function spendRows(
  tx: Tx,
  datasetId: string,
  rowNumbers: readonly number[],
  evaluationId: string,
): Promise<void> {
  if (rowNumbers.length === 0) return
  await tx
    .update(sealedRow)
    .set({ spentIn: evaluationId })
    .where(
      and(
        eq(sealedRow.datasetId, datasetId),
        isAmong(sealedRow.rowNumber, rowNumbers),
        isNull(sealedRow.spentIn),
      ),
    )
}

/**
 * Gives back the rows of a run that nobody has seen: those that were not announced, and those whose
 * request met nobody. A row that went out twice is seen when one of the two was.
 */
export async function releaseRows(
  tx: Tx,
  run: { id: string; datasetId: string; announced: number },
): Promise<void> {
  const { rowNumber, spentIn, datasetId } = sealedRow
  await tx
    .update(sealedRow)
    .set({ spentIn: null })
    .where(
      and(
        eq(datasetId, run.datasetId),
        eq(spentIn, run.id),
        notInArray(
          rowNumber,
          tx
            .select({ rowNumber: evaluationRow.rowNumber })
            .from(evaluationRow)
            .where(
              and(
                eq(evaluationRow.evaluationId, run.id),
                lt(evaluationRow.position, run.announced),
                sql`${evaluationRow.problem} is distinct from 'connection_refused'`,
              ),
            ),
        ),
      ),
    )
}
