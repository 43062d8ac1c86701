import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  cutSources,
  pairSources,
  releaseSplit,
  type Share,
  sharesAreWhole,
  splitFurther,
} from '~/domain/escrow/release-split'

const sum = (rows: readonly { amountMinor: bigint }[]) =>
  rows.reduce((total, { amountMinor }) => total + amountMinor, 0n)
const amounts = (rows: readonly { amountMinor: bigint }[]) => rows.map((row) => row.amountMinor)

/** Whole shares of one to eight people. */
const wholeShares: fc.Arbitrary<Share[]> = fc
  .uniqueArray(fc.integer({ min: 1, max: 9_999 }), { minLength: 0, maxLength: 7 })
  .map((cuts) => {
    const edges = [0, ...cuts.sort((a, b) => a - b), 10_000]
    return edges.slice(1).map((edge, index) => ({
      personId: `per_${index}`,
      shareBps: edge - (edges[index] ?? 0),
    }))
  })
const gross = fc.bigInt({ min: 1n, max: 1_000_000_000_000n })

describe('releaseSplit', () => {
  it('cuts 4,200.00 with a fee of 10 %, a holdback of 10 % and three shares', () => {
    const split = releaseSplit({
      grossMinor: 420_000n,
      feeBps: 1_000,
      holdbackBps: 1_000,
      shares: [
        { personId: 'a', shareBps: 5_000 },
        { personId: 'b', shareBps: 3_334 },
        { personId: 'c', shareBps: 1_666 },
      ],
    })
    expect([split.feeMinor, split.holdbackMinor]).toEqual([42_000n, 42_000n])
    expect(amounts(split.members)).toEqual([168_000n, 112_022n, 55_978n])
  })

  it('rounds the fee and the holdback down and leaves the rest to the members', () => {
    const shares = [{ personId: 'a', shareBps: 10_000 }]
    const split = releaseSplit({ grossMinor: 999n, feeBps: 1_000, holdbackBps: 1_000, shares })
    expect([split.feeMinor, split.holdbackMinor, ...amounts(split.members)]).toEqual([
      99n,
      99n,
      801n,
    ])
  })

  it('gives a unit that cannot be divided to the lower id', () => {
    const half = { shareBps: 5_000 }
    const split = splitFurther(
      1n,
      [
        { personId: 'b', ...half },
        { personId: 'a', ...half },
      ],
      new Map(),
    )
    expect(split.map(({ personId, amountMinor }) => [personId, amountMinor])).toEqual([
      ['b', 0n],
      ['a', 1n],
    ])
  })

  it('refuses shares that are not whole, doubled, negative or fractional, and cuts beyond the gross', () => {
    const share = (personId: string, shareBps: number) => ({ personId, shareBps })
    for (const shares of [
      [],
      [share('a', 9_999)],
      [share('a', 5_000), share('b', 5_001)],
      [share('a', 5_000), share('a', 5_000)],
      [share('a', 10_001), share('b', -1)],
      [share('a', 9_999.5), share('b', 0.5)],
      [share('a', 10_000), share('b', 0)],
    ]) {
      expect(sharesAreWhole(shares)).toBe(false)
      const input = { grossMinor: 100n, feeBps: 0, holdbackBps: 0, shares }
      expect(() => releaseSplit(input)).toThrow(RangeError)
    }
    const shares = [share('a', 10_000)]
    expect(() =>
      releaseSplit({ grossMinor: 100n, feeBps: 9_000, holdbackBps: 1_001, shares }),
    ).toThrow(RangeError)
  })

  it('is exact, never negative, and within one unit of the exact share', () => {
    fc.assert(
      fc.property(
        gross,
        fc.integer({ min: 0, max: 3_000 }),
        fc.integer({ min: 0, max: 2_500 }),
        wholeShares,
        (grossMinor, feeBps, holdbackBps, shares) => {
          const split = releaseSplit({ grossMinor, feeBps, holdbackBps, shares })
          const rest = grossMinor - split.feeMinor - split.holdbackMinor
          expect(sum(split.members)).toBe(rest)
          expect(split.feeMinor * 10_000n).toBeLessThanOrEqual(grossMinor * BigInt(feeBps))
          for (const { amountMinor, shareBps } of split.members) {
            expect(amountMinor).toBeGreaterThanOrEqual(0n)
            const off = amountMinor * 10_000n - rest * BigInt(shareBps)
            expect(off > -10_000n && off < 10_000n).toBe(true)
          }
        },
      ),
    )
  })

  it('does not depend on the order in which members are named', () => {
    fc.assert(
      fc.property(gross, wholeShares, (grossMinor, shares) => {
        const input = { grossMinor, feeBps: 1_000, holdbackBps: 500 }
        const byId = (split: { members: readonly { personId: string; amountMinor: bigint }[] }) =>
          new Map(split.members.map(({ personId, amountMinor }) => [personId, amountMinor]))
        const one = byId(releaseSplit({ ...input, shares }))
        const other = byId(releaseSplit({ ...input, shares: [...shares].reverse() }))
        for (const [personId, amountMinor] of one) expect(other.get(personId)).toBe(amountMinor)
      }),
    )
  })
})

describe('splitFurther', () => {
  it('over any number of releases stays within one unit of the exact share and takes nothing back', () => {
    fc.assert(
      fc.property(
        fc.array(fc.bigInt({ min: 0n, max: 10_000n }), { minLength: 1, maxLength: 6 }),
        wholeShares,
        (releases, shares) => {
          const paid = new Map<string, bigint>()
          let total = 0n
          for (const release of releases) {
            const parts = splitFurther(release, shares, paid)
            expect(sum(parts)).toBe(release)
            for (const { personId, amountMinor } of parts) {
              expect(amountMinor).toBeGreaterThanOrEqual(0n)
              paid.set(personId, (paid.get(personId) ?? 0n) + amountMinor)
            }
            total += release
            for (const { personId, shareBps } of shares) {
              const off = (paid.get(personId) ?? 0n) * 10_000n - total * BigInt(shareBps)
              expect(off > -20_000n && off < 20_000n).toBe(true)
            }
          }
        },
      ),
    )
  })
})

describe('sources', () => {
  const someSources = fc
    .array(fc.bigInt({ min: 1n, max: 1_000_000n }), { minLength: 1, maxLength: 5 })
    .map((list) => list.map((amountMinor, index) => ({ id: `ch_${index}`, amountMinor })))

  it('are cut exactly, none below zero, twice in a row', () => {
    fc.assert(
      fc.property(
        someSources,
        fc.integer({ min: 0, max: 5_000 }),
        fc.integer({ min: 0, max: 5_000 }),
        (sources, first, second) => {
          const total = sum(sources)
          const fee = (total * BigInt(first)) / 10_000n
          const kept = (total * BigInt(second)) / 10_000n
          const one = cutSources(sources, fee)
          const two = cutSources(one.left, kept)
          expect(sum(two.left)).toBe(total - fee - kept)
          expect(two.left.every(({ amountMinor }) => amountMinor >= 0n)).toBe(true)
        },
      ),
    )
  })

  it('are paired with members exactly, with at most sources + members − 1 transfers', () => {
    fc.assert(
      fc.property(someSources, wholeShares, (sources, shares) => {
        const members = splitFurther(sum(sources), shares, new Map())
        const pairs = pairSources(sources, members)
        expect(pairs.length).toBeLessThanOrEqual(sources.length + members.length - 1)
        for (const { id, amountMinor } of sources) {
          expect(sum(pairs.filter(({ sourceId }) => sourceId === id))).toBe(amountMinor)
        }
        for (const { personId, amountMinor } of members) {
          expect(sum(pairs.filter((pair) => pair.personId === personId))).toBe(amountMinor)
        }
        expect(pairs.every(({ amountMinor }) => amountMinor > 0n)).toBe(true)
      }),
    )
  })

  it('are refused when the two sides differ', () => {
    const sources = [{ id: 'ch', amountMinor: 10n }]
    expect(() => pairSources(sources, [{ personId: 'a', amountMinor: 11n }])).toThrow(RangeError)
    expect(() => pairSources(sources, [{ personId: 'a', amountMinor: 9n }])).toThrow(RangeError)
  })
})
