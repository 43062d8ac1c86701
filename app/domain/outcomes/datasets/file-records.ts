import { Readable } from 'node:stream'
import { type Parser, parse } from 'csv-parse'

/**
 * The records of a table one after another, header and all; lines that are empty are passed over.
 * `most` is the most that is ever held of one record, in bytes.
 * @throws CsvError for a quote that does not close or a record longer than `most`, and what
 * `chunks` throws.
 */
export function tableRecords(
  chunks: AsyncIterable<string>,
  table: { readonly delimiter: string; readonly quoted: boolean; readonly most: number },
): AsyncIterable<string[]> {
  const parser: Parser = parse({
    delimiter: table.delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: table.most,
    ...(table.quoted ? {} : { quote: false }),
  })
  const input = Readable.from(chunks)
  input.on('error', (error) => parser.destroy(error))
  // Whoever stops reading closes the parser, and the parser closes what it reads.
  parser.on('close', () => input.destroy())
  return input.pipe(parser)
}

/** Lines without their ends, but for empty ones; null, and no more, for one longer than `most`. */
export async function* textLines(
  chunks: AsyncIterable<string>,
  most: number,
): AsyncGenerator<string | null> {
  let rest = ''
  for await (const chunk of chunks) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) if (line.trim() !== '') yield line
    if (rest.length > most) {
      yield null
      return
    }
  }
  if (rest.trim() !== '') yield rest
}
