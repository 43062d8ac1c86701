import { CsvError } from 'csv-parse'
import type { Json } from '../evidence/canonical'
import { type DatasetRow, datasetLimits } from './dataset'
import { beginsAsBinary, type DatasetFormat, recogniseFormat } from './dataset-format'
import { type DatasetProblem, type DatasetProblemKind, foundColumns } from './dataset-problem'
import { type DatasetRecord, recordsOf } from './dataset-records'
import { DatasetProfile, type DatasetReport } from './dataset-report'
import { type LabelKind, readLabel } from './label-kind'

export type ByteSource = AsyncIterable<Uint8Array> | Iterable<Uint8Array>

export type ParseOptions = {
  readonly labelColumn: string
  readonly labelKind?: LabelKind
  /** Names the rows whose label is wrong on purpose ("1", "true", "yes"). */
  readonly canaryColumn?: string | null
  readonly groupColumn?: string | null
  /** A hint at the format where the first line leaves it open. */
  readonly fileName?: string
}

export type ParsedDataset = {
  /** Feature columns, in the order of the file. */
  readonly columns: readonly string[]
  readonly rowCount: number
  readonly canaryRows: readonly number[]
  /** The first problems, in the order of the file; a file with any is refused as a whole. */
  readonly problems: readonly DatasetProblem[]
  readonly problemCount: number
  /** What both sides see; null for a file with a problem. */
  readonly report: DatasetReport | null
}

type Columns = {
  features: { name: string; at: number }[]
  label: number
  canary: number
  group: number
}

class Stop extends Error {}

/**
 * Reads CSV, TSV or JSON lines in a stream: `rows` yields rows while no problem has been met, and
 * `result()` is complete when `rows` has ended. No row is kept, so the size of the file does not
 * matter.
 */
export function parseDataset(
  source: ByteSource,
  options: ParseOptions,
): { rows: AsyncGenerator<DatasetRow>; result(): ParsedDataset } {
  const state = new ParseState(options)
  return { rows: state.read(source), result: () => state.result() }
}

class ParseState {
  private format: DatasetFormat = 'csv'
  private columns: Columns | null = null
  private profile: DatasetProfile | null = null
  private rowCount = 0
  private problemCount = 0
  private readonly problems: DatasetProblem[] = []
  private readonly canaryRows: number[] = []
  private readonly labelKind: LabelKind

  constructor(private readonly options: ParseOptions) {
    this.labelKind = options.labelKind ?? 'class'
  }

  async *read(source: ByteSource): AsyncGenerator<DatasetRow> {
    try {
      const chunks = this.decoded(source)
      for await (const record of recordsOf(await this.sniff(chunks), this.replayed(chunks))) {
        const row = this.columns ? this.take(record, this.columns) : this.takeHeader(record)
        if (row && this.problemCount === 0) yield row
      }
    } catch (error) {
      if (!(error instanceof Stop)) this.addParserError(error)
    }
    this.finish()
  }

  private head = ''

  /** Reads on until the first line that is not empty is there, and keeps what it has read. */
  private async sniff(chunks: AsyncGenerator<string>): Promise<DatasetFormat> {
    let done = false
    while (!done && !/\S[^\r\n]*[\r\n]/.test(this.head) && this.head.length < 65_536) {
      const next = await chunks.next()
      done = next.done === true
      this.head += next.value ?? ''
    }
    const [line = ''] = this.head.trimStart().split(/[\r\n]/, 1)
    const found = recogniseFormat(line, this.options.fileName)
    if (!found.ok) this.stop({ problem: found.problem })
    this.format = found.format
    return found.format
  }

  private async *replayed(chunks: AsyncGenerator<string>): AsyncGenerator<string> {
    yield this.head
    yield* chunks
  }

  private async *decoded(source: ByteSource): AsyncGenerator<string> {
    const decoder = new TextDecoder('utf-8', { fatal: true })
    let bytes = 0
    for await (const chunk of source) {
      if (bytes === 0 && beginsAsBinary(chunk)) this.stop({ problem: 'not_text' })
      bytes += chunk.length
      if (bytes > datasetLimits.bytes) this.stop({ problem: 'too_large' })
      yield this.decode(() => decoder.decode(chunk, { stream: true }))
    }
    yield this.decode(() => decoder.decode())
  }

  private decode(work: () => string): string {
    let text = '\u0000'
    try {
      text = work()
    } catch {}
    if (text.includes('\u0000')) this.stop({ problem: 'not_utf8', row: this.rowCount + 1 })
    return text
  }

  private stop(problem: DatasetProblem): never {
    this.add(problem)
    throw new Stop()
  }

  private add(problem: DatasetProblem): void {
    this.problemCount++
    if (this.problems.length < datasetLimits.listed) this.problems.push(problem)
  }

  private refuse(problem: DatasetProblem): null {
    this.add(problem)
    return null
  }

  private addParserError(error: unknown): void {
    if (!(error instanceof CsvError)) throw error
    const tooLong = error.code === 'CSV_MAX_RECORD_SIZE'
    // The parser counts the records before the broken one; the first of them is the header.
    const row = Number(error.records)
    this.add({ problem: tooLong ? 'row_too_long' : 'quote_open', ...(row > 0 ? { row } : {}) })
  }

  private takeHeader(record: DatasetRecord): null {
    if ('fault' in record) {
      this.stop({ problem: record.fault, ...(this.format === 'jsonl' ? { row: 1 } : {}) })
    }
    const names = record.values.map((name) => String(name).trim())
    if (names.length > datasetLimits.columns) this.stop({ problem: 'too_many_columns' })
    const repeated = names.find((name, at) => names.indexOf(name) !== at && name !== '')
    if (repeated !== undefined) this.stop({ problem: 'column_repeated', column: repeated })
    if (names.includes('')) this.stop({ problem: 'column_unnamed' })
    if (names.includes('__proto__')) this.stop({ problem: 'column_reserved', column: '__proto__' })
    const { labelColumn, canaryColumn, groupColumn } = this.options
    const label = this.role(names, labelColumn, 'label_column_missing')
    const canary = this.role(names, canaryColumn, 'canary_column_missing')
    const group = this.role(names, groupColumn, 'group_column_missing')
    const roles = [label, canary, group].filter((at) => at >= 0)
    const twice = roles.find((at, index) => roles.indexOf(at) !== index)
    if (twice !== undefined) {
      this.stop({ problem: 'column_two_roles', column: names[twice] ?? '' })
    }
    const features = names.map((name, at) => ({ name, at })).filter(({ at }) => !roles.includes(at))
    if (features.length === 0) this.stop({ problem: 'no_feature' })
    this.columns = { features, label, canary, group }
    this.profile = new DatasetProfile(
      this.labelKind,
      features.map(({ name }) => name),
    )
    return null
  }

  private role(
    names: readonly string[],
    wanted: string | null | undefined,
    problem: DatasetProblemKind,
  ): number {
    if (!wanted) return -1
    const at = names.indexOf(wanted)
    if (at >= 0) return at
    return this.stop({ problem, column: wanted, ...foundColumns(names) })
  }

  private take(record: DatasetRecord, columns: Columns): DatasetRow | null {
    const row = ++this.rowCount
    if (row > datasetLimits.rows) this.stop({ problem: 'too_many_rows' })
    if ('fault' in record) {
      const { fault, column, last } = record
      const problem = { problem: fault, row, ...(column === undefined ? {} : { column }) }
      return last ? this.stop(problem) : this.refuse(problem)
    }
    const { values } = record
    const column = this.options.labelColumn
    const read = readLabel(this.labelKind, plain(values[columns.label]))
    if (!read.ok) {
      const long = read.problem === 'label_too_long' && this.labelKind === 'text'
      return this.refuse({ problem: long ? 'text_label_too_long' : read.problem, row, column })
    }
    const group = columns.group < 0 ? null : plain(values[columns.group]).trim()
    if (group === '') return this.refuse({ problem: 'group_missing', row })
    if (group !== null && group.length > datasetLimits.groupLength) {
      return this.refuse({ problem: 'group_too_long', row })
    }
    const canary = columns.canary >= 0 && isYes(plain(values[columns.canary]))
    if (canary) this.canaryRows.push(row)
    const features: Record<string, Json> = {}
    for (const { name, at } of columns.features) features[name] = values[at] ?? null
    const taken = { number: row, features, label: read.label, group, canary }
    this.profile?.add(taken)
    if (this.labelKind === 'class' && (this.profile?.labels ?? 0) > datasetLimits.labels) {
      this.stop({ problem: 'labels_too_many', row, column })
    }
    return taken
  }

  private finish(): void {
    if (this.problemCount > 0) return
    const column = this.options.labelColumn
    if (!this.columns) this.add({ problem: 'header_missing' })
    else if (this.rowCount === 0) this.add({ problem: 'no_rows' })
    else if ((this.profile?.labels ?? 0) < 2) this.add({ problem: 'labels_too_few', column })
  }

  result(): ParsedDataset {
    const grouped = (this.columns?.group ?? -1) >= 0
    return {
      columns: this.columns?.features.map(({ name }) => name) ?? [],
      rowCount: this.rowCount,
      canaryRows: this.canaryRows,
      problems: this.problems,
      problemCount: this.problemCount,
      report: this.problemCount > 0 ? null : (this.profile?.report(this.format, grouped) ?? null),
    }
  }
}

/** A label, a group or a mark as text; a list or an object is none. */
function plain(value: Json | undefined): string {
  return value === null || value === undefined || typeof value === 'object' ? '' : String(value)
}

function isYes(text: string): boolean {
  return ['1', 'true', 'yes'].includes(text.trim().toLowerCase())
}
