import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DatasetProfile, type LabelReport } from '~/domain/outcomes/datasets/dataset-report'
import { HashTable } from '~/domain/outcomes/datasets/hash-table'
import { type LabelKind, plainDecimal, readLabel } from '~/domain/outcomes/datasets/label-kind'
import type { Json } from '~/domain/outcomes/evidence/canonical'

function reportOf(
  kind: LabelKind,
  rows: readonly { x: Json; label: string; canary?: boolean; group?: string }[],
) {
  const profile = new DatasetProfile(kind, ['x'])
  for (const [at, { x, label, canary = false, group = null }] of rows.entries()) {
    profile.add({ number: at + 1, features: { x }, label, group, canary })
  }
  return profile.report('csv', true)
}

const numbers = (values: readonly number[]) =>
  reportOf(
    'number',
    values.map((value, at) => ({ x: at, label: String(value) })),
  ).labels as Extract<LabelReport, { kind: 'number' }>

describe('the report on numbers', () => {
  it('has mean, deviation, range, median and what answering always the same scores', () => {
    // By hand: deviations from the mean 4 are 3, 2, 2, 7; from the median 2.5 they are 1.5, 0.5, 0.5, 8.5.
    expect(numbers([1, 2, 2 + 1, 10])).toMatchObject({
      count: 4,
      mean: 4,
      deviation: Math.sqrt((9 + 4 + 1 + 36) / 4),
      least: 1,
      most: 10,
      median: 2.5,
      alwaysMean: { mae: 3, rmse: Math.sqrt(12.5) },
      alwaysMedian: { mae: 2.5, rmse: Math.sqrt((2.25 + 0.25 + 0.25 + 56.25) / 4) },
    })
    expect(numbers([7, 5, 6]).median).toBe(6)
  })

  it('loses no digits to large numbers', () => {
    const far = numbers([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16])
    expect(far.mean).toBe(1e9 + 10)
    expect(far.deviation).toBeCloseTo(Math.sqrt(22.5), 9)
  })

  it('agrees with the plain formulas, over more numbers than it first has room for', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -1_000, max: 1_000 }), { minLength: 2, maxLength: 3_000 }),
        (values) => {
          const found = numbers(values)
          const mean = values.reduce((sum, value) => sum + value, 0) / values.length
          const sorted = [...values].sort((a, b) => a - b)
          const middle = [sorted[(values.length - 1) >> 1] ?? 0, sorted[values.length >> 1] ?? 0]
          const mae = (answer: number) =>
            values.reduce((sum, value) => sum + Math.abs(value - answer), 0) / values.length
          expect(found.mean).toBeCloseTo(mean, 8)
          expect(found.median).toBe(((middle[0] ?? 0) + (middle[1] ?? 0)) / 2)
          expect(found.alwaysMedian.mae).toBeCloseTo(mae(found.median), 8)
        },
      ),
      { numRuns: 30 },
    )
  })
})

describe('the report on texts', () => {
  it('names the most frequent answer only where it comes twice', () => {
    const twice = ['a', 'b', 'b', 'c'].map((label, x) => ({ x, label }))
    expect(reportOf('text', twice).labels).toEqual({
      kind: 'text',
      count: 4,
      different: 3,
      longest: 1,
      frequent: 'b',
      frequentShare: 0.5,
    })
    const once = ['a', 'bbb'].map((label, x) => ({ x, label }))
    expect(reportOf('text', once).labels).toMatchObject({ frequent: null, frequentShare: 0.5 })
  })
})

describe('repeated rows', () => {
  it('are counted, and those with different labels as noise: every row of the question', () => {
    const rows = [
      { x: 'same', label: 'a' },
      { x: 'same', label: 'a' },
      { x: 'other', label: 'b' },
      { x: 'same', label: 'b' },
      { x: 'same', label: 'b' },
      { x: 'other', label: 'b' },
    ]
    expect(reportOf('class', rows)).toMatchObject({
      duplicates: 4,
      noise: { rows: 4, share: 4 / 6 },
    })
  })

  it('do not count rows that are wrong on purpose', () => {
    const rows = [
      { x: 'same', label: 'a' },
      { x: 'same', label: 'b', canary: true },
      { x: 'z', label: 'b' },
    ]
    expect(reportOf('class', rows)).toMatchObject({ duplicates: 0, noise: { rows: 0, share: 0 } })
  })

  it('tell a text from a number, and see through the order of names', () => {
    expect(
      reportOf('class', [
        { x: '1', label: 'a' },
        { x: 1, label: 'b' },
      ]),
    ).toMatchObject({
      duplicates: 0,
    })
    const rows = [
      { x: { p: 1, q: 2 }, label: 'a' },
      { x: { q: 2, p: 1 }, label: 'a' },
    ]
    expect(reportOf('class', rows).duplicates).toBe(1)
  })

  it('counts empty and null values, and groups', () => {
    const rows = [
      { x: ' ', label: 'a', group: 'g1' },
      { x: null, label: 'b', group: 'g2' },
      { x: 0, label: 'b', group: 'g1' },
    ]
    expect(reportOf('class', rows)).toMatchObject({
      missing: [{ column: 'x', rows: 2 }],
      groups: 2,
    })
  })
})

describe('the table of hashes', () => {
  it('holds what a map would, also after it has grown', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 3 }), { maxLength: 4_000 }), (texts) => {
        const table = new HashTable(4)
        const map = new Map<string, number>()
        for (const text of texts) {
          const { at, isNew } = table.place(text)
          expect(isNew).toBe(!map.has(text))
          const count = (map.get(text) ?? 0) + 1
          map.set(text, count)
          table.set(at, 0, table.get(at, 0) + 1)
          expect(table.get(at, 0)).toBe(count)
        }
        expect(table.size).toBe(map.size)
      }),
      { numRuns: 40 },
    )
  })

  it('takes 200,000 neighbouring texts for different ones', () => {
    const table = new HashTable()
    for (let at = 0; at < 200_000; at += 1) table.place(`message number ${at} `)
    expect(table.size).toBe(200_000)
  })
})

describe('a number as a label', () => {
  it.each([
    ['+٠٧٫٥٠', '7.5'],
    ['۱۲۳', '123'],
    ['-0', '0'],
    ['\u22125', '-5'],
    ['1e3', '1000'],
    ['12.5e-3', '0.0125'],
    ['.5', '0.5'],
    ['5.', '5'],
    ['0010', '10'],
    ['123456789012345678.9', '123456789012345678.9'],
  ])('%s becomes %s', (typed, plain) => {
    expect(plainDecimal(typed)).toBe(plain)
  })

  it.each(['', '.', 'e5', '1,000', '1 000', '12a', 'NaN', 'Infinity', '1e999', '0x10', '--1'])(
    '%j is none',
    (typed) => {
      expect(plainDecimal(typed)).toBeNull()
    },
  )

  it('keeps the value of every number', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const plain = plainDecimal(String(value))
        expect(plain).not.toMatch(/e/i)
        expect(Number(plain)).toBe(value === 0 ? 0 : value)
      }),
    )
  })

  it('says what is wrong with a label of each kind', () => {
    expect(readLabel('class', ' ')).toEqual({ ok: false, problem: 'label_missing' })
    expect(readLabel('number', 'ten')).toEqual({ ok: false, problem: 'label_not_number' })
    expect(readLabel('class', 'x'.repeat(201))).toEqual({ ok: false, problem: 'label_too_long' })
    expect(readLabel('text', 'x'.repeat(8_000))).toMatchObject({ ok: true })
    expect(readLabel('text', 'x'.repeat(8_001))).toEqual({ ok: false, problem: 'label_too_long' })
  })
})
