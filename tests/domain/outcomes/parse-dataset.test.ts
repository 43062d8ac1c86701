import { describe, expect, it } from 'vitest'
import type { DatasetRow } from '~/domain/outcomes/datasets/dataset'
import {
  type DatasetProblem,
  datasetProblemMessage,
} from '~/domain/outcomes/datasets/dataset-problem'
import { type ParseOptions, parseDataset } from '~/domain/outcomes/datasets/parse-dataset'
import { translator } from '~/platform/languages/translator'

async function read(
  file: string | Uint8Array | Iterable<Uint8Array>,
  options: Partial<ParseOptions> = {},
) {
  const source =
    typeof file === 'string' ? [Buffer.from(file)] : file instanceof Uint8Array ? [file] : file
  const parsed = parseDataset(source, { labelColumn: 'label', ...options })
  const rows: DatasetRow[] = []
  for await (const row of parsed.rows) rows.push(row)
  const { report: summary, ...report } = parsed.result()
  return { rows, report, summary }
}

async function problemsOf(file: string | Uint8Array, options: Partial<ParseOptions> = {}) {
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
    [
      'text,kind\nx,a\n',
      [
        {
          ...{ problem: 'label_column_missing', column: 'label' },
          ...{ found: ['text', 'kind'], foundMore: 0 },
        },
      ],
    ],
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
    expect(await problemsOf(good, { canaryColumn: 'trap' })).toMatchObject([
      { problem: 'canary_column_missing', column: 'trap' },
    ])
  })

  it('names the columns that it does have, ten at most, in words that hold for old refusals too', async () => {
    const header = Array.from({ length: 13 }, (_, at) => `c${at}`).join(',')
    const [problem] = await problemsOf(`${header}\n${header}\n`)
    expect(problem).toMatchObject({ found: expect.arrayContaining(['c0', 'c9']), foundMore: 3 })
    const say = (given: DatasetProblem, locale: 'en' | 'ur' = 'en') => {
      const { key, values } = datasetProblemMessage(given)
      return translator(locale)(key, values).replace(/[\u2066-\u2069]/g, '')
    }
    expect(say(problem as DatasetProblem)).toBe(
      'There is no column named label. The file has c0, c1, c2, c3, c4, c5, c6, c7, c8, c9 and 3 more.',
    )
    expect(say(problem as DatasetProblem, 'ur')).toContain('c0, c1')
    const old = { problem: 'group_column_missing', column: 'farm' } as const
    expect(say(old)).toBe('There is no column named farm.')
  })

  it('is no text at all: a PDF, a spreadsheet, a picture, a program', async () => {
    const starts = ['%PDF-1.7\ntext,label\n', 'PK\x03\x04', '\x89PNG\r\n', '\x7fELF\x02\x01']
    for (const start of starts) {
      const file = Buffer.from(`${start}\n1 0 obj`, 'latin1')
      expect(await problemsOf(file)).toEqual([{ problem: 'not_text' }])
    }
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

const values = async (file: string, options: Partial<ParseOptions> = {}) => {
  const { rows, report, summary } = await read(file, options)
  expect(report.problems).toEqual([])
  return { rows: rows.map(({ features, label }) => ({ ...features, label })), summary }
}

describe('other formats', () => {
  it('TSV is known by its tabs, and a quotation mark in it is a sign like others', async () => {
    const file = 'text\tlabel\nsay "hi, all\ta\n"quoted"\tb\n'
    const { rows, summary } = await values(file)
    expect(summary?.format).toBe('tsv')
    expect(rows).toEqual([
      { text: 'say "hi, all', label: 'a' },
      { text: '"quoted"', label: 'b' },
    ])
  })

  it('columns set apart by semicolons are read, with quotes', async () => {
    const { rows, summary } = await values('text;label\n"a;b, c";x\n3,5;y\n')
    expect(summary?.format).toBe('semicolons')
    expect(rows).toEqual([
      { text: 'a;b, c', label: 'x' },
      { text: '3,5', label: 'y' },
    ])
  })

  it('the name decides where commas and tabs stand in the first line', async () => {
    const file = 'a,b\tlabel\n1,2\tx\n3,4\ty\n'
    const [tsv, csv] = [
      await read(file, { fileName: 'rows.tsv' }),
      await read(file, { fileName: 'rows.csv', labelColumn: 'b\tlabel' }),
    ]
    expect(tsv.rows[0]).toMatchObject({ features: { 'a,b': '1,2' }, label: 'x' })
    expect(csv.rows[0]).toMatchObject({ features: { a: '1' }, label: '2\tx' })
  })

  it('JSON lines keep the types of their values, with CRLF, blank lines and names in any order', async () => {
    const file = [
      '{"text":"a","n":1.5,"ok":true,"none":null,"list":[1,{"k":"v"}],"label":7}',
      '',
      '{"label":"b","list":[],"none":0,"ok":false,"n":-2,"text":"\\u0627"}',
    ].join('\r\n')
    const { rows, summary } = await values(`\uFEFF${file}`)
    expect(summary?.format).toBe('jsonl')
    expect(rows).toEqual([
      { text: 'a', n: 1.5, ok: true, none: null, list: [1, { k: 'v' }], label: '7' },
      { text: 'ا', n: -2, ok: false, none: 0, list: [], label: 'b' },
    ])
  })

  it('JSON lines are the same however they are cut into chunks', async () => {
    const file = Buffer.from('{"text":"اردو","label":"a"}\n{"text":"b","label":"c"}\n')
    const whole = (await read(file)).rows
    expect(whole).toHaveLength(2)
    for (const size of [1, 3, 10]) {
      const chunks = Array.from({ length: Math.ceil(file.length / size) }, (_, at) =>
        file.subarray(at * size, at * size + size),
      )
      expect((await read(chunks)).rows).toEqual(whole)
    }
  })

  const first = '{"text":"x","label":"a"}\n'
  it.each([
    [`${first}not json\n`, [{ problem: 'json_broken', row: 2 }]],
    [`${first}[1]\n`, [{ problem: 'json_broken', row: 2 }]],
    [`${first}{"text":"x"}\n`, [{ problem: 'column_missing', row: 2, column: 'label' }]],
    [
      `${first}{"text":"x","label":"b","more":1}\n`,
      [{ problem: 'column_unknown', row: 2, column: 'more' }],
    ],
    [
      `${first}{"text":"x","label":null}\n`,
      [{ problem: 'label_missing', row: 2, column: 'label' }],
    ],
    [`${first}{"text":"x","label":[]}\n`, [{ problem: 'label_missing', row: 2, column: 'label' }]],
    [`${first}{"text":1e999,"label":"b"}\n`, [{ problem: 'json_value', row: 2 }]],
    [`${first}{"text":"\\u0000","label":"b"}\n`, [{ problem: 'json_value', row: 2 }]],
    [`${first}{"text":"\\ud800","label":"b"}\n`, [{ problem: 'json_value', row: 2 }]],
    [
      `${first}{"text":${'['.repeat(20_000)}${']'.repeat(20_000)},"label":"b"}\n`,
      [{ problem: 'json_value', row: 2 }],
    ],
    [
      `${first}{"text":"${'m'.repeat(70_000)}","label":"b"}\n`,
      [{ problem: 'row_too_long', row: 2 }],
    ],
    [`${first}{"text":"${'m'.repeat(5_000_000)}`, [{ problem: 'row_too_long', row: 2 }]],
    ['{"text":"x"\n', [{ problem: 'json_broken', row: 1 }]],
    ['{"__proto__":"x","label":"b"}\n', [{ problem: 'column_reserved', column: '__proto__' }]],
  ])('%.60j is refused by its row', async (file, expected) => {
    expect(await problemsOf(file)).toEqual(expected)
  })
})

describe('kinds of label', () => {
  it('numbers are written in one way, and what is none is named by its row', async () => {
    const file = 'text,label\nx,۱۲٫۵\ny,1e2\nz,-3\n'
    const { rows, summary } = await values(file, { labelKind: 'number' })
    expect(rows.map(({ label }) => label)).toEqual(['12.5', '100', '-3'])
    expect(summary?.labels).toMatchObject({ kind: 'number', count: 3, least: -3, most: 100 })
    const broken = 'text,label\nx,1\ny,"1,000"\nz,many\n'
    expect(await problemsOf(broken, { labelKind: 'number' })).toEqual([
      { problem: 'label_not_number', row: 2, column: 'label' },
      { problem: 'label_not_number', row: 3, column: 'label' },
    ])
  })

  it('texts may be many and long, up to 8,000 characters', async () => {
    const lines = Array.from({ length: 500 }, (_, at) => `q${at},answer ${at}`)
    const { rows } = await values(`text,label\n${lines.join('\n')}\n`, { labelKind: 'text' })
    expect(rows).toHaveLength(500)
    const long = `text,label\nx,a\ny,${'m'.repeat(8_001)}\n`
    expect(await problemsOf(long, { labelKind: 'text' })).toEqual([
      { problem: 'text_label_too_long', row: 2, column: 'label' },
    ])
  })

  it('one answer for all rows is no dataset of any kind', async () => {
    for (const labelKind of ['class', 'number', 'text'] as const) {
      expect(await problemsOf('text,label\nx,5\ny,5\n', { labelKind })).toEqual([
        { problem: 'labels_too_few', column: 'label' },
      ])
    }
  })
})

describe('a group column', () => {
  it('is kept with the row and is no feature', async () => {
    const file = 'patient,text,label\np1,x,a\np1,y,b\np2,z,b\n'
    const { rows, summary } = await read(file, { groupColumn: 'patient' })
    expect(rows.map(({ group, features }) => [group, features])).toEqual([
      ['p1', { text: 'x' }],
      ['p1', { text: 'y' }],
      ['p2', { text: 'z' }],
    ])
    expect(summary?.groups).toBe(2)
  })

  it('must be there, filled in, and another column than the label', async () => {
    const file = 'patient,text,label\np1,x,a\n,y,b\n'
    expect(await problemsOf(file, { groupColumn: 'patient' })).toEqual([
      { problem: 'group_missing', row: 2 },
    ])
    expect(await problemsOf(file, { groupColumn: 'farm' })).toMatchObject([
      { problem: 'group_column_missing', column: 'farm' },
    ])
    expect(await problemsOf(file, { groupColumn: 'label' })).toEqual([
      { problem: 'column_two_roles', column: 'label' },
    ])
  })
})
