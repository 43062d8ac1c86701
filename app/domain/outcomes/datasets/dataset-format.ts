export const datasetFormats = ['csv', 'tsv', 'semicolons', 'jsonl'] as const
export type DatasetFormat = (typeof datasetFormats)[number]

export type FormatProblem = 'not_separated' | 'json_list'

/**
 * What kind of file this is, from its first line; its name decides only where the line leaves it
 * open. Columns set apart by semicolons are read too: with commas such a file would have one column,
 * and no dataset has one column.
 */
export function recogniseFormat(
  firstLine: string,
  fileName = '',
): { ok: true; format: DatasetFormat } | { ok: false; problem: FormatProblem } {
  const line = firstLine.trim()
  const ending = /\.([a-z]+)$/i.exec(fileName)?.[1]?.toLowerCase() ?? ''
  const table = ['csv', 'tsv', 'tab', 'txt'].includes(ending)
  const lines = ['jsonl', 'ndjson', 'json'].includes(ending)
  if (!table && (lines ? line.startsWith('[') : /^\[\s*(\{|$)/.test(line))) {
    return { ok: false, problem: 'json_list' }
  }
  if (lines || (!table && line.startsWith('{'))) return { ok: true, format: 'jsonl' }
  const bare = line.replace(/"(?:[^"]|"")*"/g, '')
  const count = (sign: string) => bare.split(sign).length - 1
  const [commas, tabs, semicolons] = [count(','), count('\t'), count(';')]
  if (commas + tabs === 0) {
    if (semicolons > 0) return { ok: true, format: 'semicolons' }
    return bare.includes('|')
      ? { ok: false, problem: 'not_separated' }
      : { ok: true, format: 'csv' }
  }
  const named = ending === 'tsv' || ending === 'tab'
  const tabbed = tabs > 0 && (named || commas === 0 || (ending !== 'csv' && tabs > commas))
  return { ok: true, format: tabbed ? 'tsv' : 'csv' }
}

/** The first bytes of PDF, zip (also of spreadsheets), PNG, JPEG, gzip, old Office and Parquet files. */
const signatures = ['25504446', '504b0304', '89504e47', 'ffd8ff', '1f8b', 'd0cf11e0', '50415231']

/** Signs that no text has. NUL is none of them: text of two bytes a letter is full of it. */
const isControl = (byte: number) => byte > 0 && byte < 32 && (byte < 9 || byte > 13) && byte !== 27

/** Whether a file that begins with these bytes is no text in any encoding. */
export function beginsAsBinary(bytes: Uint8Array): boolean {
  const start = Buffer.from(bytes.subarray(0, 4)).toString('hex')
  return signatures.some((sign) => start.startsWith(sign)) || bytes.subarray(0, 512).some(isControl)
}
