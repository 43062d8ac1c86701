import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type KappaWeights,
  raterKappa,
  truthKappaStatistic,
} from '~/domain/outcomes/metrics/agreement'
import type { Answered } from '~/domain/outcomes/metrics/classification'
import { estimateOf } from '~/domain/outcomes/metrics/statistic'
import { expectClose } from './reference/closeness'
import reference from './reference/scikit-learn-1.2.json'

const truthKappa = (rows: readonly Answered[], labels: readonly string[], weights: KappaWeights) =>
  estimateOf(truthKappaStatistic(rows, labels, weights))

const five = ['1', '2', '3', '4', '5']
const pair = fc.record({ first: fc.constantFrom(...five), second: fc.constantFrom(...five) })

describe('kappa between truth and answers', () => {
  it.each(reference.agreement)('agrees with scikit-learn: $name', (one) => {
    const { rows, labels, quadratic, none, name } = one
    expectClose(truthKappa(rows, labels, 'quadratic'), quadratic, `${name}, quadratic`)
    expectClose(truthKappa(rows, labels, 'none'), none, `${name}, plain`)
  })

  it('has no value without rows, and refuses a true label outside the list', () => {
    expect(truthKappa([], five, 'quadratic')).toBeNull()
    expect(() => truthKappa([{ label: '6', output: '1' }], five, 'none')).toThrow(RangeError)
  })

  it('weighs a far answer more than a near one, and a missing one as the farthest', () => {
    const rows = (output: string | null) =>
      ['1', '2', '3', '4', '5', '4'].map((label, at) => ({
        label,
        output: at === 5 ? output : label,
      }))
    const near = truthKappa(rows('5'), five, 'quadratic') ?? 0
    const far = truthKappa(rows('1'), five, 'quadratic') ?? 0
    expect(near).toBeGreaterThan(far)
    expect(truthKappa(rows(null), five, 'quadratic')).toBe(far)
    expect(truthKappa(rows('none of these'), five, 'quadratic')).toBe(far)
  })
})

describe('kappa between two raters', () => {
  it('is between -1 and 1, the same both ways round, and 1 only in complete agreement', () => {
    fc.assert(
      fc.property(
        fc.array(pair, { minLength: 1, maxLength: 40 }),
        fc.constantFrom('none' as const, 'quadratic' as const),
        (pairs, weights) => {
          const value = raterKappa(pairs, five, weights)
          const swapped = pairs.map(({ first, second }) => ({ first: second, second: first }))
          const other = raterKappa(swapped, five, weights)
          if (value === null || other === null) {
            expect(other).toBe(value)
            expect(new Set(pairs.flatMap(({ first, second }) => [first, second])).size).toBe(1)
            return
          }
          expect(other).toBeCloseTo(value, 12)
          expect(value).toBeGreaterThanOrEqual(-1 - 1e-12)
          expect(value).toBeLessThanOrEqual(1)
          expect(value === 1).toBe(pairs.every(({ first, second }) => first === second))
        },
      ),
    )
  })

  it('agrees with truth and answers when every rating is inside the list', () => {
    const rows = reference.agreement[0]?.rows ?? []
    const pairs = rows.map(({ label, output }) => ({ first: label, second: output ?? '' }))
    expect(raterKappa(pairs, five, 'quadratic')).toBe(truthKappa(rows, five, 'quadratic'))
    expect(() => raterKappa([{ first: '1', second: '' }], five, 'none')).toThrow(RangeError)
  })
})
