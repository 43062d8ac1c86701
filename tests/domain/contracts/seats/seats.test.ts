import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { laterChanges, possibleStarts, seatChanges } from '~/domain/contracts/seats/hand-over'
import {
  type ContractSeat,
  concernedBy,
  everyMember,
  membersAt,
  seatSpan,
  withSeatsFrom,
  worksAt,
} from '~/domain/contracts/seats/seats'
import type { Terms } from '~/domain/contracts/terms/terms'
import { termsText } from '~/domain/contracts/terms/terms-text.server'
import { releaseSplit } from '~/domain/escrow/release-split'
import { allocate } from '~/kernel/money'

const people = ['per_a', 'per_b', 'per_c', 'per_d', 'per_e']

/** Shares of some of the people that sum to the whole, none of them 0. */
const seats = fc
  .record({
    who: fc.uniqueArray(fc.constantFrom(...people), { minLength: 1, maxLength: 5 }),
    weights: fc.array(fc.integer({ min: 1, max: 1_000 }), { minLength: 5, maxLength: 5 }),
  })
  .map(({ who, weights }): ContractSeat[] => {
    const parts = allocate(
      10_000n - BigInt(who.length),
      who.map((id, index) => ({ id, weight: BigInt(weights[index] ?? 1) })),
    )
    return who.map((personId) => ({
      ...{ personId, name: personId, role: 'localiser' as const },
      shareBps: Number(parts.get(personId) ?? 0n) + 1,
    }))
  })

const termsOf = (members: ContractSeat[], count: number) =>
  ({
    version: 1,
    members,
    milestones: Array.from({ length: count }, (_, index) => ({ position: index + 1 })),
  }) as unknown as Terms

const story = fc.record({
  first: seats,
  count: fc.integer({ min: 1, max: 6 }),
  changes: fc.array(fc.record({ from: fc.integer({ min: 1, max: 6 }), seats }), { maxLength: 5 }),
})

const play = ({
  first,
  count,
  changes,
}: typeof story extends fc.Arbitrary<infer S> ? S : never) => {
  const versions = [termsOf(first, count)]
  for (const change of changes) {
    const last = versions.at(-1) as Terms
    versions.push(withSeatsFrom(last, Math.min(change.from, count), change.seats))
  }
  return versions
}

describe('the seats of each milestone', () => {
  it('share out the whole, whatever was handed over how often', () => {
    fc.assert(
      fc.property(story, (given) => {
        const terms = play(given).at(-1)
        for (const { position } of terms?.milestones ?? []) {
          const sum = membersAt(terms as Terms, position).reduce((all, s) => all + s.shareBps, 0)
          expect(sum).toBe(10_000)
        }
      }),
    )
  })

  it('before the milestone of a hand-over are as they were, to the minor unit', () => {
    const money = fc.bigInt({ min: 1n, max: 10_000_000_000n })
    fc.assert(
      fc.property(story, money, (given, grossMinor) => {
        const versions = play(given)
        const paid = (terms: Terms, position: number) =>
          releaseSplit({
            ...{ grossMinor, feeBps: 500, holdbackBps: 1_000 },
            shares: membersAt(terms, position),
          }).members
        versions.slice(1).forEach((after, index) => {
          const before = versions[index] as Terms
          const from = Math.min(given.changes[index]?.from ?? 1, given.count)
          for (const { position } of after.milestones) {
            const wanted =
              position < from
                ? paid(before, position)
                : paid(
                    { ...after, members: given.changes[index]?.seats ?? [], laterSeats: [] },
                    position,
                  )
            expect(paid(after, position)).toEqual(wanted)
          }
        })
      }),
    )
  })

  it('need the word of everybody whose share would be another, and of nobody whose seats stay', () => {
    fc.assert(
      fc.property(story, (given) => {
        const versions = play(given)
        versions.slice(1).forEach((after, index) => {
          const before = versions[index] as Terms
          const share = (terms: Terms, position: number, id: string) =>
            membersAt(terms, position).find(({ personId }) => personId === id)?.shareBps ?? 0
          const asked = concernedBy(before, after)
          for (const id of people) {
            const rows = before.milestones.map(({ position }) => [
              share(before, position, id),
              share(after, position, id),
            ])
            expect(asked.includes(id)).toBe(rows.some(([was, is]) => is !== was))
          }
        })
      }),
    )
  })

  it('end and begin where the spans of their people say', () => {
    fc.assert(
      fc.property(story, (given) => {
        const terms = play(given).at(-1) as Terms
        for (const { personId } of everyMember(terms)) {
          const span = seatSpan(terms, personId)
          for (const { position } of terms.milestones) {
            if (!membersAt(terms, position).some((seat) => seat.personId === personId)) continue
            expect(worksAt(span, position)).toBe(true)
            expect(position).toBeGreaterThanOrEqual(span.seatFrom)
          }
        }
      }),
    )
  })
})

it('are not in terms without a hand-over, so that their hash is as it was', () => {
  const terms = termsOf([], 1)
  expect(termsText(terms).canonical).not.toContain('laterSeats')
  expect(laterChanges({ before: terms, after: { ...terms, version: 2 } })).toEqual([])
})

describe('who is asked', () => {
  const seat = (personId: string, shareBps: number, role: 'localiser' | 'measurer' = 'localiser') =>
    ({ personId, name: personId, role, shareBps }) as ContractSeat
  const guest = (hostId: string): ContractSeat => ({
    ...seat('per_c', 2_000),
    exchange: { hostId, milestones: ['pair'], from: 'TR', to: 'PK' },
  })
  const asked = (before: ContractSeat[], after: ContractSeat[]) =>
    concernedBy(termsOf(before, 1), withSeatsFrom(termsOf(before, 1), 1, after)).sort()

  it('is who gets less, who gets more, and who gets another role', () => {
    expect(asked([seat('per_a', 5_000), seat('per_b', 5_000)], [seat('per_a', 10_000)])).toEqual([
      'per_a',
      'per_b',
    ])
    expect(
      asked(
        [seat('per_a', 5_000), seat('per_b', 5_000)],
        [seat('per_a', 5_000), seat('per_b', 5_000, 'measurer')],
      ),
    ).toEqual(['per_b'])
  })

  it('is a guest whose host changes, and the new host; not a host whose guest goes', () => {
    const two = [seat('per_a', 4_000), seat('per_b', 4_000)]
    expect(asked([...two, guest('per_a')], [...two, guest('per_b')])).toEqual(['per_b', 'per_c'])
    expect(asked([...two, guest('per_a')], [...two, seat('per_c', 2_000)])).toEqual(['per_c'])
    expect(asked([...two, guest('per_a')], [...two, seat('per_d', 2_000)])).toEqual([
      'per_c',
      'per_d',
    ])
  })

  it('sees a line for everybody, before and after', () => {
    const before = termsOf([seat('per_a', 6_000), seat('per_b', 4_000)], 2)
    const after = withSeatsFrom(before, 2, [seat('per_a', 6_000), seat('per_d', 4_000)])
    const shown = seatChanges({ before, after }, 2)
    expect(
      shown.map((row) => [row.personId, row.before?.shareBps ?? 0, row.after?.shareBps ?? 0]),
    ).toEqual([
      ['per_a', 6_000, 6_000],
      ['per_b', 4_000, 0],
      ['per_d', 0, 4_000],
    ])
    expect(laterChanges({ before, after })).toEqual(shown)
  })
})

describe('from which milestone on seats may change', () => {
  const row = (
    position: number,
    status: Parameters<typeof possibleStarts>[0][number]['status'],
    submitted = false,
  ) => ({ position, status, submitted })

  it('is one of which nothing was delivered, nor of a later one', () => {
    expect(
      possibleStarts([row(1, 'released', true), row(2, 'funded'), row(3, 'unfunded')]),
    ).toEqual([2, 3])
    expect(possibleStarts([row(1, 'funded', true), row(2, 'unfunded')])).toEqual([2])
    expect(possibleStarts([row(1, 'funded'), row(2, 'measuring', true)])).toEqual([])
    expect(possibleStarts([row(1, 'unfunded'), row(2, 'funding')])).toEqual([1, 2])
    expect(possibleStarts([row(1, 'paid', true), row(2, 'cancelled')])).toEqual([])
  })
})
