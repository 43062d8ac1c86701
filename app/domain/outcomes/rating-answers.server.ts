import { evaluationRow } from 'db/schema/outcomes'
import { and, asc, eq, isNotNull, lt } from 'drizzle-orm'
import type { Reader } from '~/platform/database.server'
import { sha256 } from './canonical'
import type { Criterion } from './criterion'
import { hashSource, shuffled } from './random'

/** An answer that is there to be marked: its place in the draw and the row that it answers. */
export type AnswerToMark = {
  readonly order: number
  readonly rowNumber: number
  readonly output: string
}

/**
 * The answers of one criterion that can be marked, in the draw's order. Rows without an answer are
 * not among them: they count as the least points and need nobody.
 */
export async function answersToMark(
  db: Reader,
  evaluationId: string,
  criterion: Pick<Criterion, 'sampleSize'>,
): Promise<AnswerToMark[]> {
  const rows = await db
    .select({
      order: evaluationRow.drawOrder,
      rowNumber: evaluationRow.rowNumber,
      output: evaluationRow.output,
    })
    .from(evaluationRow)
    .where(
      and(
        eq(evaluationRow.evaluationId, evaluationId),
        eq(evaluationRow.kind, 'sample'),
        lt(evaluationRow.drawOrder, criterion.sampleSize),
        isNotNull(evaluationRow.output),
      ),
    )
    .orderBy(asc(evaluationRow.drawOrder))
  return rows.map((row) => ({ ...row, output: row.output ?? '' }))
}

/** The same answers in one rater's own order, which neither the draw nor the other rater shares. */
export function inOrderOf(
  answers: readonly AnswerToMark[],
  seat: { readonly evaluationId: string; readonly criterionId: string; readonly rater: number },
): AnswerToMark[] {
  const { evaluationId, criterionId, rater } = seat
  const seed = sha256(`rating order:${evaluationId}:${criterionId}:${rater}`)
  return shuffled(answers, hashSource(seed))
}
