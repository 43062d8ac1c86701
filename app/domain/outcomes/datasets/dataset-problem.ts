import { Refused } from '~/kernel/refusal'

export const datasetProblems = [
  'not_text',
  'not_utf8',
  'not_separated',
  'json_list',
  'json_broken',
  'json_value',
  'header_missing',
  'column_repeated',
  'column_unnamed',
  'column_reserved',
  'column_two_roles',
  'column_missing',
  'column_unknown',
  'label_column_missing',
  'canary_column_missing',
  'group_column_missing',
  'no_feature',
  'no_rows',
  'ragged_row',
  'row_too_long',
  'quote_open',
  'label_missing',
  'label_not_number',
  'labels_too_few',
  'labels_too_many',
  'label_too_long',
  'text_label_too_long',
  'group_missing',
  'group_too_long',
  'too_many_rows',
  'too_many_columns',
  'too_large',
] as const
export type DatasetProblemKind = (typeof datasetProblems)[number]

export type DatasetProblem = {
  readonly problem: DatasetProblemKind
  /** The data row's number, from 1; the header is not counted. */
  readonly row?: number
  readonly column?: string
  /** The first columns of the file, where one was not found, and how many there are beyond them. */
  readonly found?: readonly string[]
  readonly foundMore?: number
}

/** The first ten columns of a file, each at most 60 characters long, and how many more it has. */
export function foundColumns(
  names: readonly string[],
): Required<Pick<DatasetProblem, 'found' | 'foundMore'>> {
  const found = names.slice(0, 10).map((name) => name.slice(0, 60))
  return { found, foundMore: names.length - found.length }
}

/** The catalogue's sentence for a problem, with the values it takes. */
export function datasetProblemMessage(problem: DatasetProblem): {
  key: `outcome.dataset_${DatasetProblemKind}`
  values: Record<string, string | number>
} {
  return {
    key: `outcome.dataset_${problem.problem}`,
    values: {
      row: problem.row ?? 0,
      column: problem.column ?? '',
      found: (problem.found ?? []).map((name) => `\u2068${name}\u2069`).join(', '),
      more: problem.foundMore ?? 0,
      listed: problem.found?.length ?? 0,
    },
  }
}

/** The file was refused; `problems` names the first rows, `count` says how many there are. */
export class DatasetInvalid extends Refused {
  constructor(
    readonly problems: readonly DatasetProblem[],
    readonly count: number,
  ) {
    super('dataset_invalid', { count, row: problems[0]?.row ?? 0 })
  }
}
