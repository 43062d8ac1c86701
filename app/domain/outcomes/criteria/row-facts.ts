import type { LabelCount } from '../datasets/dataset'
import type { DatasetReport } from '../datasets/dataset-report'
import type { LabelKind } from '../datasets/label-kind'

/** What is known of sealed rows before anything is measured on them, on both sides. */
export type RowFacts = {
  readonly labelKind: LabelKind
  /** How often each label stands in the file; empty where labels are numbers or texts. */
  readonly labels: readonly LabelCount[]
  /** Rows that may be drawn and have not been met by any endpoint. */
  readonly rows: number
  /** Whether rows belong to groups, and to how many where that was counted. */
  readonly grouped: boolean
  readonly groups: number | null
  /** Rows that nobody can all answer: equal features under more than one label. */
  readonly noiseShare: number
  readonly numbers: {
    readonly mean: number
    readonly deviation: number
    readonly mae: number
    readonly rmse: number
  } | null
  readonly texts: { readonly longest: number; readonly frequentShare: number } | null
}

/** The facts of a sealed dataset that criteria are planned with. */
export function rowFactsOf(dataset: {
  readonly labelKind: LabelKind
  readonly labels: readonly LabelCount[]
  readonly rowsLeft: number
  readonly groupColumn: string | null
  readonly report: DatasetReport | null
}): RowFacts {
  const { report } = dataset
  const labels = report?.labels
  return {
    labelKind: dataset.labelKind,
    labels: dataset.labels,
    rows: dataset.rowsLeft,
    grouped: dataset.groupColumn !== null,
    groups: report?.groups ?? null,
    noiseShare: report?.noise.share ?? 0,
    numbers:
      labels?.kind === 'number'
        ? {
            mean: labels.mean,
            deviation: labels.deviation,
            mae: labels.alwaysMedian.mae,
            rmse: labels.alwaysMean.rmse,
          }
        : null,
    texts:
      labels?.kind === 'text'
        ? { longest: labels.longest, frequentShare: labels.frequentShare }
        : null,
  }
}

/** Each label's share of the rows, in the order of `labels`. */
export function sharesOf(facts: RowFacts, labels: readonly string[]): number[] {
  const counts = labels.map((label) => {
    return facts.labels.find((row) => row.label === label)?.count ?? 0
  })
  const total = counts.reduce((sum, count) => sum + count, 0)
  return counts.map((count) => (total === 0 ? 1 / labels.length : count / total))
}

/** The label that the fewest rows carry. */
export function rarestLabel(facts: RowFacts): string {
  const [rarest] = [...facts.labels].sort((a, b) => a.count - b.count)
  return rarest?.label ?? ''
}
