import { describe, expect, it } from 'vitest'
import { funnelOf, type Learner, twoFigures } from '~/domain/figures/graduate-funnel'
import { addDays } from '~/kernel/clock'

const at = new Date('2026-11-01T00:00:00Z')
const learner = (given: Partial<Learner> = {}): Learner => ({
  ...{ submitted: false, passed: false, credentialAt: null, firstPaidAt: null, income: [] },
  ...given,
})
const graduate = (days: number, amountMinor?: bigint): Learner =>
  learner({
    ...{ submitted: true, passed: true, credentialAt: addDays(at, -days) },
    ...(amountMinor
      ? { firstPaidAt: addDays(at, -days + 5), income: [{ currency: 'USD', amountMinor }] }
      : {}),
  })

describe('from enrolling to income', () => {
  it('counts each step', () => {
    const group = [learner(), learner({ submitted: true }), graduate(10), graduate(10, 500n)]
    expect(funnelOf(group, at).counts).toEqual({
      ...{ enrolled: 4, submitted: 3, passed: 2, credential: 2, paid: 1 },
    })
  })

  it('shows no income of nine graduates, nor of those whose 90 days are not over', () => {
    const nine = Array.from({ length: 9 }, () => graduate(90, 40_000n))
    expect(funnelOf(nine, at)).toMatchObject({ matured: 9, earning: null, income: [] })
    expect(funnelOf([...nine, graduate(89, 40_000n)], at).income).toEqual([])
    expect(funnelOf([...nine, graduate(90)], at)).toMatchObject({ matured: 10, earning: 9 })
  })

  it('gives quartiles over everybody, cut to two figures', () => {
    const amounts = [0n, 0n, 0n, 12_345n, 23_456n, 34_567n, 45_678n, 56_789n, 67_890n, 78_901n]
    const group = amounts.map((amount) => graduate(120, amount))
    expect(funnelOf(group, at).income).toEqual([
      {
        ...{ currency: 'USD', earning: 7 },
        ...{ lowerMinor: 0n, medianMinor: 34_000n, upperMinor: 56_000n },
      },
    ])
  })

  it('keeps currencies apart', () => {
    const group = Array.from({ length: 10 }, (_, index) => ({
      ...graduate(100, 1_000n),
      income: [{ currency: index % 2 ? ('PKR' as const) : ('USD' as const), amountMinor: 1_000n }],
    }))
    expect(funnelOf(group, at).income.map(({ currency, earning }) => [currency, earning])).toEqual([
      ['PKR', 5],
      ['USD', 5],
    ])
  })
})

it('cuts amounts to two figures', () => {
  expect([0n, 7n, 99n, 123n, 98_765n].map(twoFigures)).toEqual([0n, 7n, 99n, 120n, 98_000n])
})
