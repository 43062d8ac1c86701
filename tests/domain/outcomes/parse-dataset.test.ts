import { describe, expect, it } from 'vitest'
import type { DatasetRow } from '~/domain/outcomes/dataset'
import { datasetProblemMessage } from '~/domain/outcomes/dataset-problem'
import { parseDataset } from '~/domain/outcomes/parse-dataset'
import { translator } from '~/platform/languages/translator'

async function read(
  file: string | Uint8Array | Iterable<Uint8Array>,
  options: { labelColumn?: string; canaryColumn?: string } = {},
) {
  const source =
    typeof file === 'string' ? [Buffer.from(file)] : file instanceof Uint8Array ? [file] : file
  const parsed = parseDataset(source, { labelColumn: 'label', ...options })
  const rows: DatasetRow[] = []
  for await (const row of parsed.rows) rows.push(row)
  const { report: summary, ...report } = parsed.result()
  return { rows, report, summary }
}

async function problemsOf(
  file: string | Uint8Array,
  options: { labelColumn?: string; canaryColumn?: string } = {},
) {
  const { report } = await read(file, options)
  for (const problem of report.problems) {
    const { key, values } = datasetProblemMessage(problem)
    expect(translator('en')(key, values)).not.toMatch(/[{}]|outcome\./)
    expect(translator('ur')(key, values)).not.toMatch(/[{}]|outcome\./)
  }
  return report.problems
}

const good = 'text,channel,label\nhello,app,a\n"one, ""two""\nthree",web,b\n'

describe('a dataset file', () => {
  it('is read with quotes, commas and line breaks inside values', async () => {
    const { rows, report, summary } = await read(good)
    expect(rows).toEqual([
      {
        number: 1,
        features: { text: 'hello', channel: 'app' },
        label: 'a',
        group: null,
        canary: false,
      },
      {
        number: 2,
        features: { text: 'one, "two"\nthree', channel: 'web' },
        label: 'b',
        group: null,
        canary: false,
      },
    ])
    expect(report).toMatchObject({
      columns: ['text', 'channel'],
      rowCount: 2,
      problemCount: 0,
    })
    expect(summary).toMatchObject({
      format: 'csv',
      rows: 2,
      labels: {
        kind: 'class',
        counts: [
          { label: 'a', count: 1 },
          { label: 'b', count: 1 },
        ],
      },
    })
  })

  it('may have a BOM, Windows line ends, old Mac line ends, empty lines, and no last line end', async () => {
    const expected = (await read(good)).rows
    const plain = 'text,channel,label\nhello,app,a\nbye,web,b'
    const plainRows = (await read(plain)).rows
    expect((await read(`\uFEFF${good}`)).rows).toEqual(expected)
    expect((await read(plain.replaceAll('\n', '\r\n'))).rows).toEqual(plainRows)
    expect((await read(`\uFEFF${plain.replaceAll('\n', '\r')}`)).rows).toEqual(plainRows)
    expect((await read(plain.replaceAll('\n', '\r\n\r\n'))).rows).toEqual(plainRows)
  })

  it('is the same however it is cut into chunks, also inside a letter', async () => {
    const file = Buffer.from('text,label\nاردو متن,a\nنمونہ,b\n')
    const whole = (await read(file)).rows
    for (const size of [1, 2, 3, 7]) {
      const chunks = Array.from({ length: Math.ceil(file.length / size) }, (_, at) =>
        file.subarray(at * size, at * size + size),
      )
      expect((await read(chunks)).rows).toEqual(whole)
    }
  })

  it('counts rows that repeat, and canaries apart from labels', async () => {
    const file = 'text,label,trap\nx,a,\nx,b,no\ny,a,yes\nz,b,1\n'
    const { report, rows, summary } = await read(file, { canaryColumn: 'trap' })
    expect(summary).toMatchObject({ duplicates: 1, noise: { rows: 2, share: 1 } })
    expect(report.canaryRows).toEqual([3, 4])
    expect(summary?.labels).toMatchObject({
      counts: [
        { label: 'a', count: 1 },
        { label: 'b', count: 1 },
      ],
    })
    expect(rows.map(({ canary }) => canary)).toEqual([false, false, true, true])
  })
})

describe('a file that cannot be used', () => {
  it('names each ragged row and each row without a label by its number', async () => {
    const file = 'text,label\nx,a\nonly\ny,b,extra\nz,\n w , \nv,b\n'
    expect(await problemsOf(file)).toEqual([
      { problem: 'ragged_row', row: 2 },
      { problem: 'ragged_row', row: 3 },
      { problem: 'label_missing', row: 4, column: 'label' },
      { problem: 'label_missing', row: 5, column: 'label' },
    ])
  })

  it('yields no row after the first problem and lists at most fifty', async () => {
    const file = `text,label\nx,a\n${'y,\n'.repeat(80)}z,b\n`
    const { rows, report } = await read(file)
    expect(rows).toHaveLength(1)
    expect(report.problems).toHaveLength(50)
    expect(report.problemCount).toBe(80)
  })

  it.each([
    ['', [{ problem: 'header_missing' }]],
    ['\n\n', [{ problem: 'header_missing' }]],
    ['text,label\n', [{ problem: 'no_rows' }]],
    ['text,label\nx,a\ny,a\n', [{ problem: 'labels_too_few', column: 'label' }]],
    ['text|label\nx|a\n', [{ problem: 'not_separated' }]],
    ['[{"text":"x","label":"a"}]\n', [{ problem: 'json_list' }]],
    ['text,kind\nx,a\n', [{ problem: 'label_column_missing', column: 'label' }]],
    ['text,text,label\nx,y,a\n', [{ problem: 'column_repeated', column: 'text' }]],
    ['text,,label\nx,y,a\n', [{ problem: 'column_unnamed' }]],
    ['label\na\nb\n', [{ problem: 'no_feature' }]],
    ['text,label\nx,a\n"y,b\nz,a\n', [{ problem: 'quote_open', row: 2 }]],
    ['text,label\nx,a\ny "z,b\n', [{ problem: 'quote_open', row: 2 }]],
    ['text,label\nx,a\n"y"z,b\n', [{ problem: 'quote_open', row: 2 }]],
  ])('%j', async (file, expected) => {
    expect(await problemsOf(file)).toEqual(expected)
  })

  it('names a canary column that is not there', async () => {
    expect(await problemsOf(good, { canaryColumn: 'trap' })).toEqual([
      { problem: 'canary_column_missing', column: 'trap' },
    ])
  })

  it('is not UTF-8: Latin-1, UTF-16, or with NUL bytes', async () => {
    const latin = Buffer.from('text,label\ncaf\xe9,a\nx,b\n', 'latin1')
    const wide = Buffer.from('\uFEFFtext,label\nx,a\ny,b\n', 'utf16le')
    for (const file of [latin, wide, Buffer.from('text,label\nx\0,a\ny,b\n')]) {
      expect(await problemsOf(file)).toMatchObject([{ problem: 'not_utf8' }])
    }
  })

  it('has a row of 1 MB, or just over 64 KB: each is named, the others are still checked', async () => {
    const file = `text,label\nx,a\n${'m'.repeat(1_048_576)},b\ny,\n${'k'.repeat(65_540)},a\n`
    expect(await problemsOf(file)).toEqual([
      { problem: 'row_too_long', row: 2 },
      { problem: 'label_missing', row: 3, column: 'label' },
      { problem: 'row_too_long', row: 4 },
    ])
  })

  it('has a row of 8 MB: reading stops there instead of holding it', async () => {
    const file = `text,label\nx,a\n"${'m'.repeat(8 * 1_048_576)}",b\n`
    expect(await problemsOf(file)).toEqual([{ problem: 'row_too_long', row: 2 }])
  })

  it('has more than 200 labels', async () => {
    const file = `text,label\n${Array.from({ length: 300 }, (_, at) => `x,l${at}`).join('\n')}\n`
    expect(await problemsOf(file)).toEqual([
      { problem: 'labels_too_many', row: 201, column: 'label' },
    ])
  })
})
