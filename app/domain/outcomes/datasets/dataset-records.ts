import type { Json } from '../evidence/canonical'
import { datasetLimits } from './dataset'
import type { DatasetFormat } from './dataset-format'
import type { DatasetProblemKind } from './dataset-problem'
import { tableRecords, textLines } from './file-records'

/** The values of a row in the order of the header, or what is wrong with it. */
export type DatasetRecord =
  | { readonly values: readonly Json[] }
  | { readonly fault: DatasetProblemKind; readonly column?: string; readonly last?: boolean }

/** The most that is ever held of one record; a longer one ends the reading. */
const heldBytes = 4 * 1024 * 1024
const delimiters = { csv: ',', tsv: '\t', semicolons: ';' } as const

/**
 * The records of a file one after another; the first holds the names of the columns.
 * @throws CsvError for quotes that do not close, and what `chunks` throws.
 */
export function recordsOf(
  format: DatasetFormat,
  chunks: AsyncIterable<string>,
): AsyncGenerator<DatasetRecord> {
  return format === 'jsonl' ? jsonRecords(chunks) : valuesOf(chunks, format)
}

/** In a TSV a quotation mark is a sign like others: the format knows no quoting. */
async function* valuesOf(
  chunks: AsyncIterable<string>,
  format: keyof typeof delimiters,
): AsyncGenerator<DatasetRecord> {
  const table = { delimiter: delimiters[format], quoted: format !== 'tsv', most: heldBytes }
  let width = -1
  for await (const values of tableRecords(chunks, table)) {
    if (width < 0) width = values.length
    if (values.length !== width) yield { fault: 'ragged_row' }
    else if (isTooLong(values)) yield { fault: 'row_too_long' }
    else yield { values }
  }
}

function isTooLong(values: readonly string[]): boolean {
  const signs = values.reduce((sum, { length }) => sum + length, 0)
  // No sign of UTF-16 takes more than three bytes of UTF-8.
  if (signs * 3 <= datasetLimits.rowBytes) return false
  const bytes = values.reduce((sum, value) => sum + Buffer.byteLength(value), 0)
  return bytes > datasetLimits.rowBytes
}

/** The first object's names are the columns; every later one must have the same. */
async function* jsonRecords(chunks: AsyncIterable<string>): AsyncGenerator<DatasetRecord> {
  let header: readonly string[] | null = null
  for await (const line of textLines(chunks, heldBytes)) {
    if (line === null) {
      yield { fault: 'row_too_long', last: true }
      return
    }
    const read = readLine(line)
    if (header === null) {
      // Without a first object nobody can say what the columns are.
      if ('fault' in read) {
        yield { ...read, last: true }
        return
      }
      header = Object.keys(read.object)
      yield { values: header }
    }
    yield 'fault' in read ? read : inOrder(read.object, header)
  }
}

type JsonObject = { [key: string]: Json }

function readLine(line: string): { object: JsonObject } | { fault: DatasetProblemKind } {
  if (line.length * 3 > datasetLimits.rowBytes) {
    if (Buffer.byteLength(line) > datasetLimits.rowBytes) return { fault: 'row_too_long' }
  }
  let json: Json
  try {
    json = JSON.parse(line) as Json
  } catch {
    return { fault: 'json_broken' }
  }
  if (json === null || typeof json !== 'object' || Array.isArray(json)) {
    return { fault: 'json_broken' }
  }
  return isKept(json, 0) ? { object: json } : { fault: 'json_value' }
}

/** Whether a value can be hashed and stored: finite, not too deep, and whole Unicode without NUL. */
function isKept(json: Json, depth: number): boolean {
  if (typeof json === 'number') return Number.isFinite(json)
  if (typeof json === 'string') return !json.includes('\u0000') && !/\p{Surrogate}/u.test(json)
  if (json === null || typeof json === 'boolean') return true
  if (depth >= datasetLimits.depth) return false
  if (Array.isArray(json)) return json.every((value) => isKept(value, depth + 1))
  return Object.entries(json).every(
    ([key, value]) => isKept(key, depth) && isKept(value, depth + 1),
  )
}

function inOrder(object: JsonObject, header: readonly string[]): DatasetRecord {
  const missing = header.find((name) => !Object.hasOwn(object, name))
  if (missing !== undefined) return { fault: 'column_missing', column: missing }
  const names = Object.keys(object)
  if (names.length > header.length) {
    const unknown = names.find((name) => !header.includes(name)) ?? ''
    return { fault: 'column_unknown', column: unknown }
  }
  return { values: header.map((name) => object[name] as Json) }
}
