import { rating } from 'db/schema/judging'
import { evaluationRow } from 'db/schema/outcomes'
import { and, asc, eq, isNotNull, lt } from 'drizzle-orm'
import type { Reader } from '~/platform/database.server'
import type { Criterion } from '../criteria/criterion'
import { sha256 } from '../evidence/canonical'
import { hashSource, shuffled } from '../measures/random'

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

type Seat = { readonly evaluationId: string; readonly criterionId: string; readonly rater: number }

/** The marks that one rater has given so far. */
export async function marksOf(db: Reader, { evaluationId, criterionId, rater }: Seat) {
  return db
    .select({ order: rating.drawOrder, item: rating.item, points: rating.points })
    .from(rating)
    .where(
      and(
        eq(rating.evaluationId, evaluationId),
        eq(rating.criterionId, criterionId),
        eq(rating.rater, rater),
      ),
    )
}

/** The same answers in one rater's own order, which neither the draw nor the other rater shares. */
export function inOrderOf(
  answers: readonly AnswerToMark[],
  { evaluationId, criterionId, rater }: Seat,
): AnswerToMark[] {
  const seed = sha256(`rating order:${evaluationId}:${criterionId}:${rater}`)
  return shuffled(answers, hashSource(seed))
}
