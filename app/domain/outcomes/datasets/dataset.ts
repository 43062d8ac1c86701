import type { Json } from '../evidence/canonical'

/** One row as the client uploaded it; `number` is the data row's number, from 1. */
export type DatasetRow = {
  readonly number: number
  /** Values of CSV and TSV are texts; values of JSON lines keep their types. */
  readonly features: Readonly<Record<string, Json>>
  readonly label: string
  /** Rows of one patient, farm or customer share it; it is never sent to an endpoint. */
  readonly group: string | null
  /** Its label is wrong on purpose; it is never counted, only watched. */
  readonly canary: boolean
}

export const datasetLimits = {
  rowBytes: 65_536,
  rows: 1_000_000,
  bytes: 536_870_912,
  columns: 200,
  labels: 200,
  labelLength: 200,
  textLabelLength: 8_000,
  groupLength: 200,
  /** How deep lists and objects may lie inside one another in a JSON value. */
  depth: 32,
  /** Problems after this many are counted, not listed. */
  listed: 50,
  sampleRows: 5,
  /** A larger file is sealed by a job, not while the upload waits. */
  atOnceBytes: 8_388_608,
} as const

export type LabelCount = { readonly label: string; readonly count: number }

/** The most frequent label and its share: what a model must beat to be worth anything. */
export function majorityOf(labels: readonly LabelCount[]): { label: string; share: number } {
  const total = labels.reduce((sum, { count }) => sum + count, 0)
  const [first] = [...labels].sort((a, b) => b.count - a.count || (a.label < b.label ? -1 : 1))
  return { label: first?.label ?? '', share: total === 0 ? 0 : (first?.count ?? 0) / total }
}
