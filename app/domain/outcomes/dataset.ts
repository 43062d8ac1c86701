/** One row as the client uploaded it; `number` is the data row's number, from 1. */
export type DatasetRow = {
  readonly number: number
  readonly features: Readonly<Record<string, string>>
  readonly label: string
  /** Its label is wrong on purpose; it is never counted, only watched. */
  readonly canary: boolean
}

export const datasetLimits = {
  rowBytes: 65_536,
  rows: 200_000,
  bytes: 62_914_560,
  columns: 200,
  labels: 200,
  labelLength: 200,
  /** Problems after this many are counted, not listed. */
  listed: 50,
  sampleRows: 5,
} as const

export type LabelCount = { readonly label: string; readonly count: number }

/** The most frequent label and its share: what a model must beat to be worth anything. */
export function majorityOf(labels: readonly LabelCount[]): { label: string; share: number } {
  const total = labels.reduce((sum, { count }) => sum + count, 0)
  const [first] = [...labels].sort((a, b) => b.count - a.count || (a.label < b.label ? -1 : 1))
  return { label: first?.label ?? '', share: total === 0 ? 0 : (first?.count ?? 0) / total }
}
