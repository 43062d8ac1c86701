import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  fileNameForReviewers,
  isWorkLink,
  namesAuthor,
  workFileProblem,
} from '~/domain/learning/attempts/capstone-work'
import {
  decide,
  differMuch,
  isDoubleMarked,
  mostPoints,
  passes,
  shownAs,
  totalOf,
} from '~/domain/learning/reviews/capstone-marks'
import { reviewDue } from '~/domain/learning/reviews/review-clock'
import { byLoad } from '~/domain/learning/reviews/reviewer-choice'

const line = (key: string) => ({
  key,
  title: key,
  levels: [0, 1, 2, 3, 4, 5].map((points) => ({ points, text: '' })),
})
const rules = { rubric: ['a', 'b', 'c', 'd'].map(line), passMark: 0.6 }

describe('marks', () => {
  it('sum up only when every line has one of its levels', () => {
    expect(mostPoints(rules)).toBe(20)
    expect(totalOf(rules, { a: 5, b: 5, c: 0, d: 1 })).toBe(11)
    expect(totalOf(rules, { a: 5, b: 5, c: 0 })).toBeNull()
    expect(totalOf(rules, { a: 5, b: 5, c: 0, d: 2.5 })).toBeNull()
    expect(totalOf(rules, null)).toBeNull()
  })

  it('of two who agree decide by their mean', () => {
    expect(decide(rules, [14, 17, null])).toEqual({ kind: 'decided', points: 16, passed: true })
    expect(decide(rules, [12, 16, null])).toEqual({ kind: 'decided', points: 14, passed: true })
    expect(decide(rules, [8, 11, null])).toEqual({ kind: 'decided', points: 10, passed: false })
    expect(decide(rules, [null, 11, null])).toEqual({ kind: 'waits' })
  })

  it('ask for a third when they lie far apart, or on both sides of the pass mark', () => {
    expect(differMuch(rules, 12, 16)).toBe(false)
    expect(differMuch(rules, 12, 17)).toBe(true)
    expect(differMuch(rules, 11, 12)).toBe(true)
    expect(decide(rules, [11, 12, null])).toEqual({ kind: 'third' })
    expect(decide(rules, [11, 12, 20])).toEqual({ kind: 'decided', points: 12, passed: true })
    expect(decide(rules, [20, 2, 11])).toEqual({ kind: 'decided', points: 11, passed: false })
  })

  it('never cross the pass mark by rounding, and pass exactly by majority', () => {
    const total = fc.integer({ min: 0, max: 20 })
    const mark = fc.double({ min: 0.05, max: 1, noNaN: true })
    fc.assert(
      fc.property(total, total, total, mark, (a, b, c, passMark) => {
        const own = { ...rules, passMark }
        const found = decide(own, [a, b, c])
        if (found.kind !== 'decided') return false
        const votes = [a, b, c].filter((one) => passes(own, one)).length
        if (differMuch(own, a, b)) expect(found.passed).toBe(votes >= 2)
        expect(passes(own, found.points)).toBe(found.passed)
        return true
      }),
    )
  })

  it('do not change by a third one where the first two agree', () => {
    expect(decide(rules, [14, 16, 0])).toEqual(decide(rules, [14, 16, null]))
  })

  it('are looked at by a third for one attempt in five, by a lot that can be repeated', () => {
    const drawn = Array.from({ length: 5_000 }, (_, at) => isDoubleMarked(`att_${at}`))
    const share = drawn.filter(Boolean).length / drawn.length
    expect(share).toBeGreaterThan(0.18)
    expect(share).toBeLessThan(0.22)
    expect(isDoubleMarked('att_7')).toBe(isDoubleMarked('att_7'))
    expect(shownAs('att_7')).toMatch(/^[0-9a-f]{4}$/)
  })
})

describe('a reviewer', () => {
  it('is the one with the least before them, and among equals not always the same', () => {
    const loads = new Map([
      ['a', 2],
      ['b', 1],
    ])
    expect(byLoad(['a', 'b', 'c'], loads, 'att_1')).toEqual(['c', 'b', 'a'])
    const first = new Set(
      Array.from({ length: 40 }, (_, at) => byLoad(['a', 'b', 'c'], new Map(), `att_${at}`)[0]),
    )
    expect(first).toEqual(new Set(['a', 'b', 'c']))
  })

  it('is reminded at half time and a day before, and is late at the end', () => {
    const clock = {
      assignedAt: new Date('2026-03-09T09:00:00Z'),
      dueAt: new Date('2026-03-16T09:00:00Z'),
      reminded: 0,
    }
    const at = (day: string, reminded = 0) =>
      reviewDue({ ...clock, reminded }, new Date(`2026-03-${day}:00Z`))
    expect(at('12T20:59')).toEqual({ kind: 'nothing' })
    expect(at('12T21:00')).toEqual({ kind: 'remind', reminded: 1 })
    expect(at('12T21:00', 1)).toEqual({ kind: 'nothing' })
    expect(at('15T09:00', 1)).toEqual({ kind: 'remind', reminded: 2 })
    expect(at('15T09:00', 0)).toEqual({ kind: 'remind', reminded: 2 })
    expect(at('16T09:00', 2)).toEqual({ kind: 'late' })
  })
})

describe('what is handed in', () => {
  const file = (name: string, size = 10) => ({ name, size })
  it('is bounded in number, size and kind', () => {
    expect(workFileProblem([file('a.pdf'), file('b.IPYNB')], [])).toBeNull()
    expect(workFileProblem([file('a.html')], [])).toBe('kind')
    expect(workFileProblem([file('a.svg')], [])).toBe('kind')
    expect(workFileProblem([file('a.pdf.exe')], [])).toBe('kind')
    expect(workFileProblem([file('noending')], [])).toBe('kind')
    expect(workFileProblem([file('a.pdf', 0)], [])).toBe('empty')
    expect(workFileProblem([file('a.pdf', 10_000_001)], [])).toBe('too_large')
    expect(workFileProblem([file('a.pdf', 9_000_000)], [{ bytes: 25_000_000 }])).toBe(
      'all_too_large',
    )
    const six = Array.from({ length: 6 }, () => ({ bytes: 1 }))
    expect(workFileProblem([file('a.pdf')], six)).toBe('too_many')
  })

  it('has links that go to the web, and names that say nothing', () => {
    expect(isWorkLink('https://example.org/x?y#z')).toBe(true)
    for (const bad of [
      'javascript:alert(1)',
      'data:text/html,x',
      'https://u:p@x.org',
      'http://x',
      'x',
    ])
      expect(isWorkLink(bad), bad).toBe(false)
    expect(fileNameForReviewers('Amina Rehman report.PDF', 0)).toBe('1.pdf')
    expect(namesAuthor('I, Amina  Rehman', 'Amina Rehman')).toBe(false)
    expect(namesAuthor('I, amina rehman, found', 'Amina Rehman')).toBe(true)
  })
})
