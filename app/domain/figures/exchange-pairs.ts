import { grouped } from '~/kernel/grouped'
import type { CountryPair, PublicFigures } from './public-figures'

/** A seat in exchange in which a host has confirmed a stage: home of the person, country of the host. */
export type ExchangeSeat = CountryPair & { readonly personId: string }

/** A pair of countries of fewer people is not shown alone. */
export const leastGuests = 3

const mayShow = (seats: readonly ExchangeSeat[]) =>
  new Set(seats.map(({ personId }) => personId)).size >= leastGuests

/**
 * Seats in exchange by pairs of countries, the most first. Pairs of fewer than three people stand
 * together in one line, joined by the smallest of the others until that line has three too; where
 * even all of them together have not, nothing is shown.
 */
export function exchangesByPairs(seats: readonly ExchangeSeat[]): PublicFigures['exchanges'] {
  const pairs = [...grouped(seats, ({ from, to }) => `${from} ${to}`).values()]
  const alone = pairs.filter(mayShow).sort((a, b) => b.length - a.length)
  const together = pairs.filter((pair) => !mayShow(pair)).flat()
  while (together.length > 0 && !mayShow(together)) {
    const smallest = alone.pop()
    if (!smallest) return { shown: [], withheld: true }
    together.push(...smallest)
  }
  const rows = alone.map((of) => ({
    pair: { from: of[0]?.from ?? '', to: of[0]?.to ?? '' },
    seats: of.length,
  }))
  const others = together.length > 0 ? [{ pair: null, seats: together.length }] : []
  return { shown: [...rows, ...others], withheld: false }
}
