import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { twoFigures } from '~/domain/figures/graduate-funnel'
import {
  mayShowAmount,
  moneyByPairs,
  type Released,
  shownFunnel,
  shownGroups,
  shownTracks,
} from '~/domain/figures/withholding'
import type { Currency } from '~/kernel/money'

const line = (given: Partial<Released> & { client: number; team: number }): Released => ({
  ...{ currency: 'USD', from: 'DE', to: 'PK', contracts: 1, amountMinor: 1_000_000n },
  ...{ organisationId: `org_${given.client}`, teamId: `tm_${given.team}` },
  ...given,
})
const three = [1, 2, 3].map((n) => line({ client: n, team: n }))

describe('an amount between two countries', () => {
  it('is shown for three contracts of three clients and three teams', () => {
    expect(mayShowAmount(three)).toBe(true)
    expect(mayShowAmount(three.slice(1))).toBe(false)
  })

  it('is withheld where one of two clients could take its own away', () => {
    expect(mayShowAmount([...three, line({ client: 3, team: 4 })])).toBe(true)
    expect(mayShowAmount([1, 2, 1].map((client, n) => line({ client, team: n })))).toBe(false)
    expect(mayShowAmount([1, 2, 1].map((team, n) => line({ client: n, team })))).toBe(false)
    expect(mayShowAmount([line({ client: 1, team: 1, contracts: 9 })])).toBe(false)
  })

  it('is withheld where nearly all of it is one client’s', () => {
    const with3rd = (amountMinor: bigint) =>
      mayShowAmount([
        line({ client: 1, team: 1, amountMinor: 1_000_000n }),
        line({ client: 2, team: 2, amountMinor: 500_000n }),
        line({ client: 3, team: 3, amountMinor }),
      ])
    expect([with3rd(100_000n), with3rd(99_999n)]).toEqual([true, false])
  })

  it('joins pairs that are too few, and the smallest of the others where that is not enough', () => {
    const turkish = [4, 5, 6].map((n) =>
      line({ client: n, team: n, to: 'TR', amountMinor: 200_000n }),
    )
    const alone = line({ client: 7, team: 7, from: 'SA', amountMinor: 300_000n })
    expect(moneyByPairs([...three, ...turkish, alone])).toEqual({
      shown: [
        {
          ...{ currency: 'USD', pair: { from: 'DE', to: 'PK' } },
          ...{ contracts: 3, amountMinor: '3000000' },
        },
        { currency: 'USD', pair: null, contracts: 4, amountMinor: '900000' },
      ],
      withheld: [],
    })
  })

  it('keeps currencies apart, and only names one of which nothing may be shown', () => {
    const euro = line({ client: 1, team: 1, currency: 'EUR' })
    const { shown, withheld } = moneyByPairs([...three, euro])
    expect(shown.map(({ currency }) => currency)).toEqual(['USD'])
    expect(withheld).toEqual(['EUR'])
  })

  it('leaves nothing to be told by taking lines from each other, whatever was released', () => {
    const some = fc.record({
      client: fc.integer({ min: 0, max: 6 }),
      team: fc.integer({ min: 0, max: 6 }),
      contracts: fc.integer({ min: 1, max: 3 }),
      amountMinor: fc.bigInt({ min: 1n, max: 50_000_000n }),
    })
    const countries = ['DE', 'SA', 'TR']
    fc.assert(
      fc.property(fc.array(some, { maxLength: 25 }), (drawn) => {
        const lines = drawn.map((given) =>
          line({
            ...given,
            ...{ from: countries[given.client % 3] ?? '', to: countries[given.team % 2] ?? '' },
          }),
        )
        const { shown, withheld } = moneyByPairs(lines)
        const inPair = (of: Released) =>
          shown.some(({ pair }) => pair?.from === of.from && pair.to === of.to)
        // What a line stands for, each by itself: their sums and differences are sums of these.
        const parts = shown.map(({ pair }) =>
          pair === null
            ? lines.filter((of) => !inPair(of))
            : lines.filter(({ from, to }) => from === pair.from && to === pair.to),
        )
        expect(parts.every(mayShowAmount)).toBe(true)
        for (const [at, part] of parts.entries()) {
          const sum = part.reduce((total, { amountMinor }) => total + amountMinor, 0n)
          expect(BigInt(shown[at]?.amountMinor ?? '')).toBe(twoFigures(sum))
        }
        const rows = parts.reduce((total, part) => total + part.length, 0)
        expect(rows).toBe(withheld.length > 0 ? 0 : lines.length)
      }),
    )
  })
})

describe('counts of people', () => {
  const counts = { enrolled: 40, submitted: 30, passed: 12, credential: 9, paid: 0 }

  it('are shown from ten on, and where they are of nobody', () => {
    const shown = shownFunnel({ counts, matured: 9, earning: null, income: [] })
    expect(shown.counts).toEqual({ ...counts, credential: null })
    expect(shown).toMatchObject({ matured: null, earning: null, income: [] })
  })

  it('leave out what fewer than ten earned in a currency, quartiles too', () => {
    const of = (currency: Currency, earning: number) => ({
      ...{ currency, earning, lowerMinor: 0n, medianMinor: 120n, upperMinor: 340n },
    })
    const income = [of('EUR', 7), of('USD', 10)]
    const shown = shownFunnel({ counts, matured: 20, earning: 15, income })
    expect(shown).toMatchObject({ matured: 20, earning: 15, incomeWithheld: ['EUR'] })
    expect(shown.income).toEqual([
      { currency: 'USD', earning: 10, lowerMinor: '0', medianMinor: '120', upperMinor: '340' },
    ])
    const few = shownFunnel({ counts, matured: 20, earning: 9, income: [of('PKR', 9)] })
    expect(few).toMatchObject({ earning: null, income: [], incomeWithheld: ['PKR'] })
    expect(JSON.stringify(few)).not.toMatch(/340/)
  })

  it('are all withheld where fewer than ten began', () => {
    const few = { enrolled: 9, submitted: 0, passed: 0, credential: 0, paid: 0 }
    const shown = shownFunnel({ counts: few, matured: 0, earning: null, income: [] })
    expect(Object.values(shown.counts)).toEqual([null, null, null, null, null])
  })

  it('do not leave a small group to be told from the whole', () => {
    const groups = [30, 14, 4].map((count) => ({ count }))
    expect(shownGroups(48, groups)).toEqual([{ count: 30 }])
    expect(shownGroups(54, [...groups, { count: 6 }]).map(({ count }) => count)).toEqual([30, 14])
    expect(shownGroups(44, groups.slice(0, 2))).toHaveLength(2)
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 60 })), (sizes) => {
        const whole = sizes.reduce((sum, size) => sum + size, 0)
        const shown = shownGroups(
          whole,
          sizes.map((count) => ({ count })),
        )
        const rest = whole - shown.reduce((sum, { count }) => sum + count, 0)
        // Of fewer than ten in all, the whole is not shown either.
        expect(rest === 0 || rest >= 10 || whole < 10).toBe(true)
        expect(shown.every(({ count }) => count === 0 || count >= 10)).toBe(true)
      }),
    )
  })

  it('leave out a track that is too small, and steps of the others', () => {
    const of = (enrolled: number, credential: number) => ({
      ...{ enrolled, submitted: enrolled, passed: enrolled, credential, paid: 0 },
    })
    const tracks = [
      { trackId: 'a', counts: of(30, 20) },
      { trackId: 'b', counts: of(25, 11) },
      { trackId: 'c', counts: of(20, 4) },
      { trackId: 'd', counts: of(8, 8) },
      { trackId: 'e', counts: of(7, 7) },
    ]
    const shown = shownTracks(of(90, 50), tracks)
    expect(shown.map(({ trackId, counts: { enrolled } }) => [trackId, enrolled])).toEqual([
      ['a', 30],
      ['b', 25],
      ['c', 20],
    ])
    expect(shown.map(({ counts: { credential } }) => credential)).toEqual([20, 11, null])
    expect(shownTracks(of(83, 43), tracks.slice(0, 4)).map(({ trackId }) => trackId)).toEqual([
      ...['a', 'b'],
    ])
  })
})
