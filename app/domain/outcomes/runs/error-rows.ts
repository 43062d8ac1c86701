import type { Criterion } from '../criteria/criterion'
import { answerKindOf, labelKindOf } from '../criteria/metric'
import type { DatasetRow } from '../datasets/dataset'
import { parseNumber } from '../metrics/numeric-answer'
import { tokenF1 } from '../metrics/text'

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

type Judged = { readonly row: ErrorRow; readonly badness: number }

/**
 * The errors among the rows, worst first: numbers by how far they are off, texts by how little they
 * share with what was expected, scores of a ranking by how many rows of the other kind stand on the
 * wrong side, classes in the order of the draw. Rows without a valid answer come last, because they
 * say more about the service than about the model; where no criterion asks for labels, they are all.
 */
export function errorRows(
  criteria: readonly Criterion[],
  rows: readonly AnsweredRow[],
  limit: number,
): ErrorRow[] {
  const judge = judgeFor(criteria, rows)
  const judged = rows.flatMap((row) => {
    const failed = row.problem !== null || row.output === null
    return failed ? [{ row: error(row), badness: -1 }] : (judge(row, row.output ?? '') ?? [])
  })
  return judged
    .toSorted((a, b) => b.badness - a.badness)
    .slice(0, limit)
    .map(({ row }) => row)
}

type Judge = (row: AnsweredRow, output: string) => Judged | null

const error = (
  row: AnsweredRow,
  found: Partial<Pick<ErrorRow, 'off' | 'score'>> = {},
): ErrorRow => ({
  ...row,
  off: null,
  score: null,
  ...found,
})

function judgeFor(criteria: readonly Criterion[], rows: readonly AnsweredRow[]): Judge {
  const compared = criteria.find(({ metric }) => labelKindOf(metric) !== null)
  if (!compared) return () => null
  switch (answerKindOf(compared.metric)) {
    case 'number':
      return labelKindOf(compared.metric) === 'number'
        ? judgeNumber
        : rankingJudge(rows, compared.positiveClass)
    case 'text':
      return judgeText
    default:
      return (row, output) => (row.label === output ? null : { row: error(row), badness: 0 })
  }
}

const judgeNumber: Judge = (row, output) => {
  const [truth, answer] = [parseNumber(row.label), parseNumber(output)]
  if (truth === null || answer === null) return { row: error(row), badness: -1 }
  const off = answer - truth
  return off === 0 ? null : { row: error(row, { off }), badness: Math.abs(off) }
}

const judgeText: Judge = (row, output) => {
  const score = tokenF1({ label: row.label, output })
  return score >= 1 ? null : { row: error(row, { score }), badness: 1 - score }
}

/** The share of rows of the other kind that a row's score puts it on the wrong side of. */
function rankingJudge(rows: readonly AnsweredRow[], positive: string | null): Judge {
  const scoresOf = (wanted: boolean) =>
    rows
      .filter(({ label }) => (label === positive) === wanted)
      .flatMap(({ output }) => parseNumber(output) ?? [])
      .sort((a, b) => a - b)
  const [named, others] = [scoresOf(true), scoresOf(false)]
  return (row, output) => {
    const score = parseNumber(output)
    if (score === null) return { row: error(row), badness: -1 }
    const wanted = row.label === positive
    const against = wanted ? others : named
    const below = countBelow(against, score)
    const wrong = wanted ? against.length - below : below
    return wrong === 0 ? null : { row: error(row), badness: wrong / against.length }
  }
}

/** How many of the sorted values are below this one. */
function countBelow(sorted: readonly number[], value: number): number {
  let from = 0
  let to = sorted.length
  while (from < to) {
    const middle = (from + to) >> 1
    if ((sorted[middle] ?? 0) < value) from = middle + 1
    else to = middle
  }
  return from
}
