import { Readable } from 'node:stream'
import { CsvError, type Info, parse } from 'csv-parse'
import { canonicalJson, sha256 } from './canonical'
import { type DatasetRow, datasetLimits, type LabelCount } from './dataset'
import type { DatasetProblem, DatasetProblemKind } from './dataset-problem'

export type ByteSource = AsyncIterable<Uint8Array> | Iterable<Uint8Array>

export type DatasetReport = {
  /** Feature columns, in the order of the file. */
  readonly columns: readonly string[]
  readonly labels: readonly LabelCount[]
  readonly rowCount: number
  readonly canaryRows: readonly number[]
  /** Rows whose features repeat an earlier row's. */
  readonly duplicates: number
  /** The first problems, in the order of the file; a file with any is refused as a whole. */
  readonly problems: readonly DatasetProblem[]
  readonly problemCount: number
}

type Columns = {
  features: { name: string; at: number }[]
  label: number
  canary: number | null
  width: number
}

class Stop extends Error {}

/**
 * Reads a CSV in a stream: `rows` yields rows while no problem has been met, and `report()` is
 * complete when `rows` has ended. Nothing is kept but counts, so the size of the file does not matter.
 */
export function parseDataset(
  source: ByteSource,
  options: { labelColumn: string; canaryColumn?: string | null },
): { rows: AsyncGenerator<DatasetRow>; report(): DatasetReport } {
  const state = new ParseState(options.labelColumn, options.canaryColumn ?? null)
  return { rows: state.read(source), report: () => state.report() }
}

class ParseState {
  private columns: Columns | null = null
  private rowCount = 0
  private problemCount = 0
  private duplicates = 0
  private readonly problems: DatasetProblem[] = []
  private readonly labels = new Map<string, number>()
  private readonly canaryRows: number[] = []
  private readonly seen = new Set<number>()

  constructor(
    private readonly labelColumn: string,
    private readonly canaryColumn: string | null,
  ) {}

  async *read(source: ByteSource): AsyncGenerator<DatasetRow> {
    const parser = parse({
      info: true,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: 4 * 1024 * 1024,
    })
    const input = Readable.from(this.decoded(source))
    input.on('error', (error) => parser.destroy(error))
    input.pipe(parser)
    try {
      for await (const { record } of parser as AsyncIterable<{ record: string[]; info: Info }>) {
        const row = this.columns ? this.take(record, this.columns) : this.takeHeader(record)
        if (row && this.problemCount === 0) yield row
      }
    } catch (error) {
      if (!(error instanceof Stop)) this.addParserError(error)
    } finally {
      input.destroy()
      parser.destroy()
    }
    this.finish()
  }

  private async *decoded(source: ByteSource): AsyncGenerator<string> {
    const decoder = new TextDecoder('utf-8', { fatal: true })
    let bytes = 0
    for await (const chunk of source) {
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

  private addParserError(error: unknown): void {
    if (!(error instanceof CsvError)) throw error
    const kinds: Partial<Record<CsvError['code'], DatasetProblemKind>> = {
      CSV_MAX_RECORD_SIZE: 'row_too_long',
      CSV_QUOTE_NOT_CLOSED: 'quote_open',
      CSV_INVALID_CLOSING_QUOTE: 'quote_open',
      CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE: 'quote_open',
      INVALID_OPENING_QUOTE: 'quote_open',
    }
    // The parser counts the records before the broken one; the first of them is the header.
    const row = Number(error.records)
    this.add({ problem: kinds[error.code] ?? 'quote_open', ...(row > 0 ? { row } : {}) })
  }

  private takeHeader(record: string[]): null {
    const names = record.map((name) => name.trim())
    const [only = ''] = names
    if (names.length === 1 && /[;\t|]/.test(only)) this.stop({ problem: 'not_comma_separated' })
    if (names.length > datasetLimits.columns) this.stop({ problem: 'too_large' })
    const repeated = names.find((name, at) => names.indexOf(name) !== at && name !== '')
    if (repeated !== undefined) this.stop({ problem: 'column_repeated', column: repeated })
    if (names.includes('')) this.stop({ problem: 'column_unnamed' })
    const label = names.indexOf(this.labelColumn)
    if (label < 0) this.stop({ problem: 'label_column_missing', column: this.labelColumn })
    const canary = this.canaryColumn === null ? null : names.indexOf(this.canaryColumn)
    if (canary === -1) {
      this.stop({ problem: 'canary_column_missing', column: this.canaryColumn ?? '' })
    }
    const features = names
      .map((name, at) => ({ name, at }))
      .filter(({ at }) => at !== label && at !== canary)
    if (features.length === 0) this.stop({ problem: 'no_feature' })
    this.columns = { features, label, canary, width: names.length }
    return null
  }

  private take(record: string[], columns: Columns): DatasetRow | null {
    const row = ++this.rowCount
    if (row > datasetLimits.rows) this.stop({ problem: 'too_many_rows' })
    if (record.length !== columns.width) return this.refuse({ problem: 'ragged_row', row })
    const bytes = record.reduce((sum, value) => sum + Buffer.byteLength(value), 0)
    if (bytes > datasetLimits.rowBytes) return this.refuse({ problem: 'row_too_long', row })
    const label = (record[columns.label] ?? '').trim()
    if (label === '') {
      return this.refuse({ problem: 'label_missing', row, column: this.labelColumn })
    }
    if (label.length > datasetLimits.labelLength) {
      return this.refuse({ problem: 'label_too_long', row, column: this.labelColumn })
    }
    const canary = columns.canary !== null && isYes(record[columns.canary] ?? '')
    if (canary) this.canaryRows.push(row)
    else this.labels.set(label, (this.labels.get(label) ?? 0) + 1)
    if (this.labels.size > datasetLimits.labels) {
      this.stop({ problem: 'labels_too_many', row, column: this.labelColumn })
    }
    const features: Record<string, string> = {}
    for (const { name, at } of columns.features) features[name] = record[at] ?? ''
    this.countDuplicate(features)
    return { number: row, features, label, canary }
  }

  private refuse(problem: DatasetProblem): null {
    this.add(problem)
    return null
  }

  private countDuplicate(features: Record<string, string>): void {
    const digest = sha256(canonicalJson(features)).readUIntBE(0, 6)
    if (this.seen.has(digest)) this.duplicates++
    else this.seen.add(digest)
  }

  private finish(): void {
    if (this.problemCount > 0) return
    if (!this.columns) this.add({ problem: 'header_missing' })
    else if (this.rowCount === 0) this.add({ problem: 'no_rows' })
    else if (this.labels.size < 2) this.add({ problem: 'labels_too_few', column: this.labelColumn })
  }

  report(): DatasetReport {
    return {
      columns: this.columns?.features.map(({ name }) => name) ?? [],
      labels: [...this.labels]
        .map(([label, count]) => ({ label, count }))
        .sort((a, b) => (a.label < b.label ? -1 : 1)),
      rowCount: this.rowCount,
      canaryRows: this.canaryRows,
      duplicates: this.duplicates,
      problems: this.problems,
      problemCount: this.problemCount,
    }
  }
}

function isYes(text: string): boolean {
  return ['1', 'true', 'yes'].includes(text.trim().toLowerCase())
}
