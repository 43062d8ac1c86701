import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatId, type IdKind, idPrefixes, isId } from '~/kernel/ids'
import { newId } from '~/platform/ids.server'

const kinds = Object.keys(idPrefixes) as IdKind[]
const times = fc.integer({ min: 0, max: 2 ** 48 - 1 })
const chance = fc.uint8Array({ minLength: 10, maxLength: 10 })

describe('ids', () => {
  it('say what they are of, and nothing else passes for one', () => {
    fc.assert(
      fc.property(fc.constantFrom(...kinds), times, chance, (kind, time, random) => {
        const id = formatId(kind, time, random)
        for (const other of kinds) {
          expect(isId(other, id)).toBe(idPrefixes[other] === idPrefixes[kind])
        }
        expect(isId(kind, id.toUpperCase())).toBe(false)
        expect(isId(kind, `${id}0`)).toBe(false)
        expect(isId(kind, `${id}\n`)).toBe(false)
      }),
    )
  })

  it('sort by the time they were made', () => {
    fc.assert(
      fc.property(times, times, chance, chance, (a, b, first, second) => {
        fc.pre(a !== b)
        const earlier = formatId('brief', Math.min(a, b), first)
        const later = formatId('brief', Math.max(a, b), second)
        expect(earlier < later).toBe(true)
      }),
    )
  })

  it('differ where chance differs', () => {
    fc.assert(
      fc.property(times, chance, chance, (time, first, second) => {
        const same = first.every((byte, index) => byte === second[index])
        expect(formatId('brief', time, first) === formatId('brief', time, second)).toBe(same)
      }),
    )
    expect(new Set(Array.from({ length: 1_000 }, () => newId('brief'))).size).toBe(1_000)
  })

  it('have a prefix of their own for every kind', () => {
    expect(new Set(Object.values(idPrefixes)).size).toBe(kinds.length)
  })
})
