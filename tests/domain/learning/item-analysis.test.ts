import { describe, expect, it } from 'vitest'
import { analyseItems } from '~/domain/learning/content/item-analysis'

const attempt = (...shares: number[]) =>
  shares.map((share, at) => ({ question: `q${at + 1}`, share }))

describe('item analysis', () => {
  it('agrees with figures worked out by hand', () => {
    // q1 1 1 1 1 1 1 0 0 0 0, q2 1 1 1 1 0 0 1 0 0 0: means 0.6 and 0.5, phi = 0.2 / √(0.24 · 0.25).
    const q1 = [1, 1, 1, 1, 1, 1, 0, 0, 0, 0]
    const q2 = [1, 1, 1, 1, 0, 0, 1, 0, 0, 0]
    const found = analyseItems(q1.map((share, at) => attempt(share, q2[at] ?? 0)))
    expect(found.map(({ difficulty }) => difficulty)).toEqual([0.6, 0.5])
    const phi = (0.4 - 0.6 * 0.5) / Math.sqrt(0.24 * 0.25)
    expect(found[0]?.discrimination).toBeCloseTo(phi, 12)
    expect(found[1]?.discrimination).toBeCloseTo(phi, 12)
  })

  it('leaves the question itself out of the total', () => {
    const alone = analyseItems(Array.from({ length: 10 }, (_, at) => attempt(at % 2)))
    expect(alone[0]?.discrimination).toBeNull()
  })

  it('has no discrimination where everybody answers alike, and below nought where it misleads', () => {
    const rows = Array.from({ length: 12 }, (_, at) => attempt(1, at % 2, at % 2, 1 - (at % 2)))
    const [same, , , misleading] = analyseItems(rows)
    expect(same).toMatchObject({ difficulty: 1, discrimination: null })
    expect(misleading?.discrimination).toBeCloseTo(-1, 12)
  })

  it('says nothing about fewer than ten attempts', () => {
    expect(analyseItems(Array.from({ length: 9 }, () => attempt(1)))).toEqual([])
    expect(analyseItems([])).toEqual([])
  })
})
