import type { Criterion } from './criterion'
import type { DatasetRow } from './dataset'
import { type LabelKind, labelKindOf } from './metric'
import { parseNumber } from './metrics/numeric-answer'
import { tokenF1 } from './metrics/text'

/** A row that was answered otherwise than the client labelled it. */
export type ErrorRow = {
  readonly row: number
  readonly features: DatasetRow['features']
  readonly label: string
  readonly output: string | null
  /** Why there is no valid answer. */
  readonly problem: string | null
  /** Of numbers: answer minus truth. */
  readonly off: number | null
  /** Of texts: token F1 with the expected text, from 0 to 1. */
  readonly score: number | null
}

export type AnsweredRow = Pick<ErrorRow, 'row' | 'features' | 'label' | 'output' | 'problem'>

/** How the rows of a run are compared; null where no criterion asks for labels, so only failures are errors. */
export function comparedAs(criteria: readonly Criterion[]): LabelKind | null {
  const kinds = criteria.map(({ metric }) => labelKindOf(metric))
  return kinds.find((kind) => kind !== null) ?? null
}

/**
 * The errors among the rows, worst first: numbers by how far they are off, texts by how little they
 * share with what was expected, classes in the order of the draw. Rows without a valid answer come
 * last, because they say more about the service than about the model.
 */
export function errorRows(
  criteria: readonly Criterion[],
  rows: readonly AnsweredRow[],
  limit: number,
): ErrorRow[] {
  const kind = comparedAs(criteria)
  const judged = rows.flatMap((row) => judge(row, kind) ?? [])
  const worst = judged.toSorted((a, b) => badness(b) - badness(a))
  return worst.slice(0, limit)
}

function judge(row: AnsweredRow, kind: LabelKind | null): ErrorRow | null {
  const { label, output, problem } = row
  const error = (off: number | null, score: number | null) => ({ ...row, off, score })
  if (problem !== null || output === null) return error(null, null)
  if (kind === 'number') {
    const [truth, answer] = [parseNumber(label), parseNumber(output)]
    if (truth === null || answer === null) return error(null, null)
    return answer === truth ? null : error(answer - truth, null)
  }
  if (kind === 'text') {
    const score = tokenF1({ label, output })
    return score >= 1 ? null : error(null, score)
  }
  return kind === 'class' && label !== output ? error(null, null) : null
}

/** Higher is shown earlier; rows that cannot be compared keep their order after those that can. */
function badness({ off, score, problem, output }: ErrorRow): number {
  if (off !== null) return Math.abs(off)
  if (score !== null) return 1 - score
  return problem !== null || output === null ? -2 : -1
}
