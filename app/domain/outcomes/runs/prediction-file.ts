import { CsvError } from 'csv-parse'
import { tableRecords, textLines } from '../datasets/file-records'
import { keptText } from '../endpoints/read-answer'
import type { Json } from '../evidence/canonical'

/** What is wrong with a file of predictions. */
export const predictionProblems = [
  'empty',
  'not_utf8',
  'columns',
  'quotes',
  'row_too_long',
  'row_ragged',
  'row_not_json',
  'id_missing',
  'id_unknown',
  'id_repeated',
  'answer_too_long',
] as const
export type PredictionProblem = (typeof predictionProblems)[number]

export type PredictionFault = {
  readonly problem: PredictionProblem
  /** The data row, from 1; left out where the file as a whole is meant. */
  readonly row?: number
  readonly id?: string
}

/** One data row: a prediction, null where it was left empty, or what is wrong with it. */
export type PredictionRow =
  | { readonly row: number; readonly id: string; readonly prediction: string | null }
  | { readonly row: number; readonly problem: PredictionProblem }

/** The file as a whole cannot be read further. */
export class PredictionsUnreadable extends Error {
  constructor(readonly fault: PredictionFault) {
    super(fault.problem)
  }
}

const longestLine = 65_536
const columns = ['id', 'prediction'] as const

/**
 * Reads predictions in a stream: JSON lines with `id` and `prediction`, or a table with these two
 * columns, set apart by commas, semicolons or tabs.
 * @throws PredictionsUnreadable where the file as a whole is wrong.
 */
export async function* readPredictions(
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<PredictionRow> {
  const chunks = decoded(source)
  let begun = ''
  let ended = false
  while (!ended && !begun.includes('\n') && begun.length < longestLine) {
    const next = await chunks.next()
    if (next.done) ended = true
    else begun += next.value
  }
  const head = begun.replace(/^\uFEFF/, '')
  if (head.trim() === '' && ended) throw new PredictionsUnreadable({ problem: 'empty' })
  const all = (async function* () {
    yield head
    yield* chunks
  })()
  if (head.trimStart().startsWith('{')) yield* jsonRows(all)
  else yield* tableRows(all, delimiterOf(head))
}

async function* decoded(source: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  const decode = (chunk?: Uint8Array) => {
    try {
      return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode()
    } catch {
      throw new PredictionsUnreadable({ problem: 'not_utf8' })
    }
  }
  for await (const chunk of source) yield decode(chunk)
  yield decode()
}

function delimiterOf(text: string): string {
  const [header = ''] = text.trimStart().split(/[\r\n]/)
  const fits = [',', ';', '\t'].find((sign) => isHeader(header.split(sign)))
  if (!fits) throw new PredictionsUnreadable({ problem: 'columns' })
  return fits
}

function isHeader(names: readonly string[]): boolean {
  const plain = names.map((name) => name.trim().replace(/^"(.*)"$/, '$1'))
  return plain.length === columns.length && columns.every((name) => plain.includes(name))
}

async function* tableRows(
  chunks: AsyncIterable<string>,
  delimiter: string,
): AsyncGenerator<PredictionRow> {
  let header: string[] | null = null
  let row = 0
  try {
    for await (const record of tableRecords(chunks, {
      delimiter,
      quoted: true,
      most: longestLine,
    })) {
      if (header === null) header = record.map((name) => name.trim())
      else if (record.length !== columns.length) yield { row: ++row, problem: 'row_ragged' }
      else {
        const [id, prediction] = columns.map((name) => record[header?.indexOf(name) ?? 0] ?? '')
        yield predictionOf(++row, id, prediction)
      }
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const problem = error.code === 'CSV_MAX_RECORD_SIZE' ? 'row_too_long' : 'quotes'
    throw new PredictionsUnreadable({ problem, row: row + 1 })
  }
}

async function* jsonRows(chunks: AsyncIterable<string>): AsyncGenerator<PredictionRow> {
  let row = 0
  for await (const line of textLines(chunks, longestLine)) {
    row += 1
    if (line === null) throw new PredictionsUnreadable({ problem: 'row_too_long', row })
    yield lineOf(row, line)
  }
}

function lineOf(row: number, line: string): PredictionRow {
  let json: Json
  try {
    json = JSON.parse(line) as Json
  } catch {
    return { row, problem: 'row_not_json' }
  }
  if (json === null || typeof json !== 'object' || Array.isArray(json)) {
    return { row, problem: 'row_not_json' }
  }
  const strange = Object.keys(json).some((name) => !columns.some((column) => column === name))
  if (strange) return { row, problem: 'row_not_json' }
  return predictionOf(row, json.id, json.prediction)
}

function predictionOf(row: number, id: Json | undefined, given: Json | undefined): PredictionRow {
  if (typeof id !== 'string' || id.trim() === '') return { row, problem: 'id_missing' }
  if (given !== undefined && given !== null && typeof given === 'object') {
    return { row, problem: 'row_not_json' }
  }
  const prediction = keptText(String(given ?? ''))
  return { row, id: keptText(id), prediction: prediction === '' ? null : prediction }
}
