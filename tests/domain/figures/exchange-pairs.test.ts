import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exchangesByPairs, leastGuests } from '~/domain/figures/exchange-pairs'

const of = (from: string, to: string, ...people: string[]) =>
  people.map((personId) => ({ from, to, personId }))

describe('seats in exchange by pairs of countries', () => {
  it('are nothing where there are none', () => {
    expect(exchangesByPairs([])).toEqual({ shown: [], withheld: false })
  })

  it('are not shown of fewer than three people, however many seats they have', () => {
    const seats = of('TR', 'PK', 'a', 'b', 'a', 'a')
    expect(exchangesByPairs(seats)).toEqual({ shown: [], withheld: true })
    expect(exchangesByPairs([...seats, ...of('TR', 'PK', 'c')])).toEqual({
      shown: [{ pair: { from: 'TR', to: 'PK' }, seats: 5 }],
      withheld: false,
    })
  })

  it('stand together where they are few, with the smallest of the others when need be', () => {
    const many = of('TR', 'PK', 'a', 'b', 'c', 'd')
    const some = of('PK', 'SA', 'e', 'f', 'g')
    expect(exchangesByPairs([...some, ...many, ...of('DE', 'TR', 'h')]).shown).toEqual([
      { pair: { from: 'TR', to: 'PK' }, seats: 4 },
      { pair: null, seats: 4 },
    ])
  })

  it('keep every seat, and no line of fewer than three people', () => {
    const seat = fc.record({
      from: fc.constantFrom('TR', 'PK', 'DE'),
      to: fc.constantFrom('SA', 'GB'),
      personId: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    })
    fc.assert(
      fc.property(fc.array(seat, { maxLength: 30 }), (seats) => {
        const { shown, withheld } = exchangesByPairs(seats)
        const sum = shown.reduce((total, row) => total + row.seats, 0)
        expect(sum).toBe(withheld ? 0 : seats.length)
        for (const { pair, seats: count } of shown) {
          const behind = pair
            ? seats.filter(({ from, to }) => from === pair.from && to === pair.to)
            : seats.filter(
                ({ from, to }) =>
                  !shown.some((row) => row.pair?.from === from && row.pair.to === to),
              )
          expect(behind).toHaveLength(count)
          expect(new Set(behind.map(({ personId }) => personId)).size).toBeGreaterThanOrEqual(
            leastGuests,
          )
        }
      }),
    )
  })
})
