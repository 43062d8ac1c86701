import { evaluation, evaluationRow } from 'db/schema/outcomes'
import { and, asc, eq } from 'drizzle-orm'
import type { Reader } from '~/platform/database.server'
import { openRows } from '../datasets/dataset-rows.server'
import { type ErrorRow, errorRows } from './error-rows'

export type { ErrorRow }

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
    .select({
      datasetId: evaluation.datasetId,
      state: evaluation.state,
      criteria: evaluation.criteria,
    })
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
  const answered = rows.flatMap(({ rowNumber, output, problem }) => {
    const row = opened.get(rowNumber)
    if (!row) return []
    return [{ row: rowNumber, features: row.features, label: row.label, output, problem }]
  })
  return errorRows(run.criteria, answered, limit)
}
