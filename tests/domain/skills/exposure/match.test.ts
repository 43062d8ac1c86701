import { describe, expect, it } from 'vitest'
import {
  answersOf,
  checkRows,
  mostServices,
  readAnswers,
  servicesOf,
  sharesChanged,
} from '~/domain/skills/exposure/exposure-check'
import { matchService } from '~/domain/skills/exposure/match-service'
import { occupations } from '~/domain/skills/exposure/occupations'
import { wholeDigits } from '~/kernel/digits'

const matched = (text: string) => {
  const match = matchService(text)
  if (match.kind === 'found') return match.occupation.id
  return match.kind === 'unsure' ? match.candidates.map(({ id }) => id) : null
}

describe('what people type', () => {
  it.each([
    ['web developer', 'web-development'],
    ['web develper', 'web-development'],
    ['I do data entry in excel', 'data-entry'],
    ['virtual assistent', 'virtual-assistance'],
    ['video editng', 'video-editing'],
    ['Medical Biling', 'medical-coding'],
    ['photshop', 'graphic-design'],
    ['urdu tarjma karta hun', 'translation'],
    ['hisab kitab', 'bookkeeping'],
    ['website banwana', 'web-development'],
    ['home tuition', 'tutoring'],
    ['میں ترجمہ کرتا ہوں', 'translation'],
    ['ويب سائٹ', 'web-development'],
    ['ڈیٹا اینٹری', 'data-entry'],
    ['گرافِک ڈیزائنر', 'graphic-design'],
    ['React and node js', 'software-development'],
    ['WORDPRESS!!!', 'wordpress'],
  ])('%s is %s', (text, id) => {
    expect(matched(text)).toBe(id)
  })

  it('is asked back about, with at most three candidates, where it could be several', () => {
    for (const text of ['design', 'developer', 'data', 'teacher', 'writer']) {
      const found = matched(text)
      expect(Array.isArray(found), text).toBe(true)
      expect(found?.length).toBeGreaterThanOrEqual(1)
      expect(found?.length).toBeLessThanOrEqual(3)
    }
    expect(matched('tarjma')).toContain('translation')
    expect(matched('developer')).toContain('web-development')
  })

  it('is not guessed at when nothing is near', () => {
    for (const text of [
      '',
      '   ',
      '!!!',
      'x',
      'asdfgh qwerty',
      'plumber',
      'I fix washing machines',
      'farming',
      'کاشت کاری',
      'lorem ipsum dolor sit amet',
      '\u0000\u200f\u202e',
      '<script>alert(1)</script>',
      "'; drop table skill_claim; --",
    ]) {
      expect(matched(text), text).toBeNull()
    }
  })

  it('may be very long, at no cost', () => {
    const began = performance.now()
    expect(matched('translator '.repeat(1_000))).toContain('translation')
    matched('ا'.repeat(10_000))
    matched('web develper designs '.repeat(500))
    expect(performance.now() - began).toBeLessThan(500)
  })

  it('finds every service by its own names and by each word it lists', () => {
    for (const { id, name, aliases } of occupations) {
      expect(matched(name.en), name.en).toBe(id)
      expect(matched(name.ur), name.ur).toBe(id)
      for (const alias of aliases) {
        const found = matched(alias)
        expect(
          found === id || (Array.isArray(found) && found.includes(id)),
          `${id}: ${alias}`,
        ).toBe(true)
      }
    }
  })
})

const rows = (...typed: [text: string, share?: string][]) =>
  checkRows(
    typed.map(([text, share = '']) => ({ text, share })),
    wholeDigits,
  )

const shares = (...typed: [text: string, share?: string][]) =>
  answersOf(rows(...typed)).map(({ occupationId, shareBps }) => [occupationId, shareBps])

describe('shares of the time', () => {
  it('sum to the whole, whatever was typed', () => {
    expect(shares(['seo'])).toEqual([['seo', 10_000]])
    expect(shares(['seo', '70'], ['logo design', '30'])).toEqual([
      ['seo', 7_000],
      ['logo-branding', 3_000],
    ])
    expect(shares(['seo', '40'], ['translation'], ['typing'])).toEqual([
      ['seo', 4_000],
      ['translation', 3_000],
      ['typing', 3_000],
    ])
    expect(shares(['seo', '100'], ['typing'])).toEqual([
      ['seo', 5_000],
      ['typing', 5_000],
    ])
    expect(shares(['seo', '0'], ['typing', '0'])).toEqual([
      ['seo', 5_000],
      ['typing', 5_000],
    ])
    expect(shares(['seo', '0'], ['typing', '50'])).toEqual([['typing', 10_000]])
    expect(shares(['seo', '20'], ['SEO expert', '20'], ['typing', '60'])).toEqual([
      ['typing', 6_000],
      ['seo', 4_000],
    ])
    const three = shares(['seo'], ['typing'], ['translation'])
    expect(three.reduce((sum, [, share]) => sum + Number(share), 0)).toBe(10_000)
  })

  it('are said to have been changed when they were', () => {
    expect(sharesChanged(rows(['seo', '70'], ['typing', '30']))).toBe(false)
    expect(sharesChanged(rows(['seo', '70'], ['typing', '70']))).toBe(true)
    expect(sharesChanged(rows(['seo', '70'], ['typing']))).toBe(false)
    expect(sharesChanged(rows(['seo', '60'], ['plumber', '40']))).toBe(false)
    expect(sharesChanged(rows(['seo']))).toBe(false)
  })

  it('may be typed in other digits and must be whole numbers up to 100', () => {
    expect(rows(['seo', '۷۰'])[0]).toMatchObject({ sharePercent: 70, shareWrong: false })
    expect(rows(['seo', '70 %'])[0]).toMatchObject({ sharePercent: 70 })
    for (const wrong of ['-1', '101', 'half', '1e2', '0.5', '9'.repeat(400)]) {
      expect(rows(['seo', wrong])[0], wrong).toMatchObject({ shareWrong: true })
    }
  })

  it('come from six services at the most, and unmatched ones do not count', () => {
    const many = rows(...Array.from({ length: 40 }, (): [string] => ['seo']))
    expect(many).toHaveLength(mostServices)
    expect(shares(['plumber', '90'], ['seo', '10'])).toEqual([['seo', 10_000]])
    expect(answersOf(rows(['plumber']))).toEqual([])
    expect(rows([''], ['  '])).toEqual([])
  })
})

describe('answers that come back', () => {
  const good = [
    { occupationId: 'seo', shareBps: 6_000 },
    { occupationId: 'typing', shareBps: 4_000 },
  ]

  it('are taken only when they are whole', () => {
    expect(readAnswers(good)).toEqual(good)
    for (const bad of [
      null,
      [],
      'seo',
      [null],
      [{ occupationId: 'alchemy', shareBps: 10_000 }],
      [{ occupationId: 'seo', shareBps: 9_999 }],
      [{ occupationId: 'seo', shareBps: '10000' }],
      [
        { occupationId: 'seo', shareBps: 5_000 },
        { occupationId: 'seo', shareBps: 5_000 },
      ],
      [
        { occupationId: 'seo', shareBps: 10_001 },
        { occupationId: 'typing', shareBps: -1 },
      ],
      Array.from({ length: 50 }, () => good[0]),
    ]) {
      expect(readAnswers(bad)).toBeNull()
    }
  })

  it('leave out a service that the table no longer has', () => {
    expect(servicesOf([...good, { occupationId: 'gone', shareBps: 1 }])).toHaveLength(2)
  })
})
