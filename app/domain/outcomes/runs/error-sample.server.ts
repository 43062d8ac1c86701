import { evaluation, evaluationRow } from 'db/schema/outcomes'
import { and, asc, eq } from 'drizzle-orm'
import type { Reader } from '~/platform/database.server'
import { openRows, readRows } from '../datasets/dataset-rows.server'
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
    .select({
      rowNumber: evaluationRow.rowNumber,
      output: evaluationRow.output,
      problem: evaluationRow.problem,
    })
    .from(evaluationRow)
    .where(and(eq(evaluationRow.evaluationId, evaluationId), eq(evaluationRow.kind, 'sample')))
    .orderBy(asc(evaluationRow.drawOrder))
  const { datasetId } = run
  const numbers = rows.map(({ rowNumber }) => rowNumber)
  const labels = await readRows(db, datasetId, numbers, ({ label }) => label).catch(() => null)
  if (!labels) return []
  // Which rows are shown does not depend on what stands in them: of a large sample few are opened.
  const answered = rows.flatMap(({ rowNumber, output, problem }) => {
    const label = labels.get(rowNumber)
    return label === undefined ? [] : [{ row: rowNumber, features: {}, label, output, problem }]
  })
  const errors = errorRows(run.criteria, answered, limit)
  const opened = await openRows(
    db,
    datasetId,
    errors.map(({ row }) => row),
  )
  return errors.map((error) => ({ ...error, features: opened.get(error.row)?.features ?? {} }))
}
