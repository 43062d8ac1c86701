import { evaluation, evaluationRow } from 'db/schema/outcomes'
import { and, asc, eq } from 'drizzle-orm'
import type { Reader } from '~/platform/database.server'
import type { DatasetRow } from './dataset'
import { openRows } from './dataset-rows.server'

export type ErrorRow = {
  readonly row: number
  readonly features: DatasetRow['features']
  readonly label: string
  readonly output: string | null
  readonly problem: string | null
}

/**
 * Rows that the endpoint got wrong, for the client alone: the rows are theirs. The caller must have
 * established that the viewer acts for the client. Empty while the run goes on and once the dataset
 * is deleted.
 */
export async function errorSample(
  db: Reader,
  evaluationId: string,
  limit = 20,
): Promise<ErrorRow[]> {
  const [run] = await db
    .select({ datasetId: evaluation.datasetId, state: evaluation.state })
    .from(evaluation)
    .where(eq(evaluation.id, evaluationId))
  if (run?.state !== 'finished' || run.datasetId === null) return []
  const rows = await db
    .select()
    .from(evaluationRow)
    .where(and(eq(evaluationRow.evaluationId, evaluationId), eq(evaluationRow.kind, 'sample')))
    .orderBy(asc(evaluationRow.drawOrder))
  const opened = await openRows(
    db,
    run.datasetId,
    rows.map(({ rowNumber }) => rowNumber),
  ).catch(() => null)
  if (!opened) return []
  return rows
    .flatMap(({ rowNumber, output, problem }) => {
      const row = opened.get(rowNumber)
      if (!row || row.label === output) return []
      return [{ row: rowNumber, features: row.features, label: row.label, output, problem }]
    })
    .slice(0, limit)
}
