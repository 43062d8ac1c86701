import { canonicalJson, type Json } from '../evidence/canonical'
import { type DatasetRow, type LabelCount, majorityOf } from './dataset'
import type { DatasetFormat } from './dataset-format'
import { HashTable, hashText } from './hash-table'
import type { LabelKind } from './label-kind'

/** Mean absolute error and root of the mean squared error of one constant answer. */
export type ConstantError = { readonly mae: number; readonly rmse: number }

export type LabelReport =
  | {
      readonly kind: 'class'
      readonly counts: readonly LabelCount[]
      readonly majority: { readonly label: string; readonly share: number }
    }
  | {
      readonly kind: 'number'
      readonly count: number
      readonly mean: number
      /** Of the population, not of a sample. */
      readonly deviation: number
      readonly least: number
      readonly most: number
      /** Exact; between the two middle numbers where there are two. */
      readonly median: number
      readonly alwaysMean: ConstantError
      readonly alwaysMedian: ConstantError
    }
  | {
      readonly kind: 'text'
      readonly count: number
      readonly different: number
      readonly longest: number
      /** The first 200 signs; null where no answer comes twice, because one row's answer is sealed. */
      readonly frequent: string | null
      /** What always giving the most frequent answer scores as exact match. */
      readonly frequentShare: number
    }

/** What both sides see of a dataset before they sign. Canaries count in `rows` alone. */
export type DatasetReport = {
  readonly format: DatasetFormat
  readonly rows: number
  readonly labels: LabelReport
  /** Rows whose features repeat an earlier row's. */
  readonly duplicates: number
  /** Rows whose features stand in the file with more than one label: nobody can answer all of them. */
  readonly noise: { readonly rows: number; readonly share: number }
  /** Columns with empty or null values, and in how many rows. */
  readonly missing: readonly { readonly column: string; readonly rows: number }[]
  /** Different groups; null without a group column. */
  readonly groups: number | null
}

const mixedFlag = 0x8000_0000
const countMask = 0x7fff_ffff

/** Gathers the report row by row in typed arrays, so that its memory is bounded by 60 MB. */
export class DatasetProfile {
  private rows = 0
  private labelled = 0
  private duplicates = 0
  private noisy = 0
  private readonly seen = new HashTable()
  private readonly groups = new HashTable()
  private readonly missing: number[]
  private readonly classes = new Map<string, number>()
  private readonly texts = new HashTable()
  private frequent = { label: '', count: 0 }
  private longest = 0
  private numbers = new Float64Array(1_024)

  constructor(
    private readonly kind: LabelKind,
    private readonly columns: readonly string[],
  ) {
    this.missing = columns.map(() => 0)
  }

  /** Different labels so far; of numbers and texts it is enough to know whether there are two. */
  get labels(): number {
    return this.kind === 'class' ? this.classes.size : this.texts.size
  }

  add(row: DatasetRow): void {
    this.rows++
    this.addMissing(row)
    if (row.group !== null) this.groups.place(row.group)
    if (row.canary) return
    this.addLabel(row.label)
    this.addFeatures(row)
  }

  private addMissing(row: DatasetRow): void {
    for (const [at, column] of this.columns.entries()) {
      const value = row.features[column]
      if (value === null || (typeof value === 'string' && value.trim() === '')) {
        this.missing[at] = (this.missing[at] ?? 0) + 1
      }
    }
  }

  private addLabel(label: string): void {
    this.labelled++
    if (this.kind === 'class') {
      this.classes.set(label, (this.classes.get(label) ?? 0) + 1)
      return
    }
    if (this.kind === 'number') {
      if (this.labelled > this.numbers.length) {
        const grown = new Float64Array(this.numbers.length * 2)
        grown.set(this.numbers)
        this.numbers = grown
      }
      this.numbers[this.labelled - 1] = Number(label)
      if (this.texts.size < 2) this.texts.place(label)
      return
    }
    const { at } = this.texts.place(label)
    const count = this.texts.get(at, 0) + 1
    this.texts.set(at, 0, count)
    if (count > this.frequent.count) this.frequent = { label, count }
    this.longest = Math.max(this.longest, label.length)
  }

  private addFeatures(row: DatasetRow): void {
    const { at, isNew } = this.seen.place(featureText(row.features, this.columns))
    const label = hashText(row.label).low
    if (isNew) {
      this.seen.set(at, 0, 1)
      this.seen.set(at, 1, label)
      return
    }
    this.duplicates++
    const count = (this.seen.get(at, 0) & countMask) + 1
    const wasMixed = this.seen.get(at, 0) >= mixedFlag
    const isMixed = wasMixed || this.seen.get(at, 1) !== label
    if (isMixed) this.noisy += wasMixed ? 1 : count
    this.seen.set(at, 0, isMixed ? count + mixedFlag : count)
  }

  report(format: DatasetFormat, grouped: boolean): DatasetReport {
    return {
      format,
      rows: this.rows,
      labels: this.labelReport(),
      duplicates: this.duplicates,
      noise: {
        rows: this.noisy,
        share: this.labelled === 0 ? 0 : this.noisy / this.labelled,
      },
      missing: this.columns.flatMap((column, at) => {
        const rows = this.missing[at] ?? 0
        return rows > 0 ? [{ column, rows }] : []
      }),
      groups: grouped ? this.groups.size : null,
    }
  }

  private labelReport(): LabelReport {
    if (this.kind === 'class') {
      const counts = [...this.classes]
        .map(([label, count]) => ({ label, count }))
        .sort((a, b) => (a.label < b.label ? -1 : 1))
      return { kind: 'class', counts, majority: majorityOf(counts) }
    }
    if (this.kind === 'number') return numberReport(this.numbers.slice(0, this.labelled))
    const { label, count } = this.frequent
    return {
      kind: 'text',
      count: this.labelled,
      different: this.texts.size,
      longest: this.longest,
      frequent: count > 1 ? label.slice(0, 200) : null,
      frequentShare: this.labelled === 0 ? 0 : count / this.labelled,
    }
  }
}

/** One text for the features of a row, the same for the same values whatever their order inside. */
function featureText(features: Readonly<Record<string, Json>>, columns: readonly string[]): string {
  let text = ''
  for (const column of columns) {
    const value = features[column]
    text += typeof value === 'string' ? `"${value}\u0000` : `${canonicalJson(value)}\u0000`
  }
  return text
}

/** Sorts `numbers` in place. The sums run over deviations, so that large numbers lose no digits. */
function numberReport(numbers: Float64Array): LabelReport {
  numbers.sort()
  const count = numbers.length
  if (count === 0) throw new RangeError('a report of no numbers')
  const upper = numbers[count >> 1] as number
  const lower = numbers[(count - 1) >> 1] as number
  const median = lower / 2 + upper / 2
  const first = numbers[0] as number
  let shift = 0
  for (const [at, value] of numbers.entries()) shift += (value - first - shift) / (at + 1)
  const mean = first + shift
  const alwaysMean = constantError(numbers, mean)
  return {
    kind: 'number',
    count,
    mean,
    deviation: alwaysMean.rmse,
    least: first,
    most: numbers[count - 1] as number,
    median,
    alwaysMean,
    alwaysMedian: constantError(numbers, median),
  }
}

function constantError(numbers: Float64Array, answer: number): ConstantError {
  let [absolute, squared] = [0, 0]
  for (const value of numbers) {
    absolute += Math.abs(value - answer)
    squared += (value - answer) ** 2
  }
  return { mae: absolute / numbers.length, rmse: Math.sqrt(squared / numbers.length) }
}
