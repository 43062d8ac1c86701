import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Answered } from '~/domain/outcomes/metrics/classification'
import { parseNumber } from '~/domain/outcomes/metrics/numeric-answer'
import { rocAucStatistic } from '~/domain/outcomes/metrics/ranking'
import { estimateOf } from '~/domain/outcomes/metrics/statistic'
import { expectClose } from './reference/closeness'
import reference from './reference/scikit-learn-1.2.json'

const rocAuc = (rows: readonly Answered[], positiveClass: string) =>
  estimateOf(rocAucStatistic(rows, positiveClass))

const row = fc.record({
  label: fc.constantFrom('yes', 'no'),
  output: fc.oneof(
    fc.constantFrom(null, 'high', '0', '1', '1e3'),
    fc.double({ noNaN: true }).map(String),
  ),
})

describe('ROC-AUC', () => {
  it.each(reference.ranking)('agrees with scikit-learn: $name', ({ name, rows, value }) => {
    expectClose(rocAuc(rows, 'yes'), value, name)
  })

  it('is the share of pairs in the right order, counted one by one', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 30 }), (rows) => {
        const score = (output: string | null, missing: number) => parseNumber(output) ?? missing
        const positives = rows.filter(({ label }) => label === 'yes')
        const negatives = rows.filter(({ label }) => label === 'no')
        let right = 0
        for (const up of positives) {
          for (const down of negatives) {
            const a = score(up.output, -Infinity)
            const b = score(down.output, Infinity)
            right += a > b ? 1 : a === b ? 0.5 : 0
          }
        }
        const pairs = positives.length * negatives.length
        expect(rocAuc(rows, 'yes')).toBe(pairs === 0 ? null : right / pairs)
      }),
    )
  })

  it('does not depend on the order of rows', () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 2, maxLength: 40 }), fc.nat(), (rows, by) => {
        const turned = rows.map((_, at) => rows[(at + by) % rows.length] ?? rows[0])
        expect(rocAuc(turned as typeof rows, 'yes')).toBe(rocAuc([...rows].reverse(), 'yes'))
      }),
    )
  })

  it('never gains from leaving out an answer', () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 2, maxLength: 20 }), fc.nat(), (rows, which) => {
        const without = rows.map((one, at) =>
          at === which % rows.length ? { ...one, output: null } : one,
        )
        const before = rocAuc(rows, 'yes')
        if (before === null) return
        expect(rocAuc(without, 'yes') ?? 0).toBeLessThanOrEqual(before)
      }),
    )
  })

  it('counts a row drawn twice like two rows', () => {
    const rows = [
      { label: 'yes', output: '2' },
      { label: 'no', output: '2' },
      { label: 'no', output: '1' },
      { label: 'yes', output: '0' },
    ]
    const [a, b, c] = rows
    if (!a || !b || !c) throw new Error('three rows')
    const weighted = rocAucStatistic(rows, 'yes').evaluate(Int32Array.of(2, 1, 3, 0))
    expect(weighted).toBe(rocAuc([a, a, b, c, c, c], 'yes'))
    expect(rocAucStatistic(rows, 'yes').evaluate(Int32Array.of(4, 0, 0, 0))).toBeNull()
  })
})

describe('a numeric answer', () => {
  it.each([
    ['1', 1],
    [' -2.50\n', -2.5],
    ['+.5', 0.5],
    ['3.', 3],
    ['1e-3', 0.001],
    ['-0', -0],
    ['1e-999', 0],
  ])('reads %j', (text, value) => {
    expect(parseNumber(text)).toBe(value)
  })

  it.each([
    null,
    '',
    '  ',
    'NaN',
    'Infinity',
    '-inf',
    '0x10',
    '1,5',
    '1 000',
    '12 kg',
    '1e',
    '.',
    '1e151',
    '1e400',
    '٣',
    '1_0',
    `1${'0'.repeat(9_000)}`,
  ])('does not take %j for a number', (text) => {
    expect(parseNumber(text)).toBeNull()
  })
})
