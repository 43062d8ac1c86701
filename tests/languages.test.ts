import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { money } from '~/kernel/money'
import { refusals } from '~/kernel/refusal'
import { en } from '~/platform/languages/en'
import type { MessageKey } from '~/platform/languages/keys'
import { languageFor } from '~/platform/languages/language'
import { requestLocale, requestLowData, requestTheme } from '~/platform/languages/request-locale'
import { translator } from '~/platform/languages/translator'
import { ur } from '~/platform/languages/ur'

type Catalogue = Record<string, Record<string, string>>

const flat = (catalogue: Catalogue) =>
  new Map(
    Object.entries(catalogue).flatMap(([namespace, texts]) =>
      Object.entries(texts).map(([key, text]): [string, string] => [`${namespace}.${key}`, text]),
    ),
  )
const english = flat(en)
const urdu = flat(ur)

/** The arguments of an ICU message and the words that a reader sees, whatever branch is taken. */
function read(text: string): { names: string[]; words: string } {
  const names = new Set<string>()
  let words = ''
  let at = 0
  const until = (stops: string) => {
    const from = at
    while (at < text.length && !stops.includes(text[at] ?? '')) at += 1
    return text.slice(from, at).trim()
  }
  const message = () => {
    while (at < text.length && text[at] !== '}') {
      if (text[at] !== '{') {
        words += text[at]
        at += 1
        continue
      }
      at += 1
      names.add(until(',}'))
      if (text[at] === ',') {
        at += 1
        const branches = ['plural', 'select', 'selectordinal'].includes(until(',}'))
        if (text[at] === ',') at += 1
        while (branches && until('{}') !== '' && text[at] === '{') {
          at += 1
          message()
          at += 1
        }
        until('}')
      }
      at += 1
    }
  }
  message()
  for (const [, tag] of words.matchAll(/<([a-z]+)>/g)) names.add(`<${tag}>`)
  return { names: [...names].sort(), words: words.replace(/<[^>]*>/g, '').trim() }
}

/** Texts that are the same in every script: names, codes, formats. */
const withoutArabicLetters = /^[\s\p{P}\p{S}\d]*$|^(UTC|USD|F1|p\d+|https?:\S+|[A-Z]{2,5})$/u

describe('catalogues', () => {
  it('have the same keys', () => {
    expect([...urdu.keys()].sort()).toEqual([...english.keys()].sort())
  })

  it('have no empty text and no exclamation', () => {
    for (const [key, text] of [...english, ...urdu]) {
      expect(text.trim(), key).not.toBe('')
      expect(text, key).not.toMatch(/[!！]/)
    }
  })

  it('take the same arguments', () => {
    for (const [key, text] of english) {
      expect(read(urdu.get(key) ?? '').names, key).toEqual(read(text).names)
    }
  })

  it('say Urdu in Urdu', () => {
    for (const [key, text] of urdu) {
      const { words } = read(text)
      if (withoutArabicLetters.test(words)) continue
      expect(words, key).toMatch(/[\u0600-\u06ff]/)
    }
  })

  it('have a sentence for every refusal', () => {
    for (const code of Object.keys(refusals)) {
      expect(english.has(`refusal.${code}`), code).toBe(true)
      expect(urdu.has(`refusal.${code}`), code).toBe(true)
    }
  })

  it('can all be formatted', () => {
    for (const [locale, texts] of [
      ['en', english],
      ['ur', urdu],
    ] as const) {
      for (const [key, text] of texts) {
        if (/<[a-z]+>/.test(text)) continue
        const values = Object.fromEntries(read(text).names.map((name) => [name, 1]))
        expect(translator(locale)(key as MessageKey, values), key).toBeTruthy()
      }
    }
  })

  it('have the same files', () => {
    const folder = new URL('../app/platform/languages/', import.meta.url)
    expect(readdirSync(new URL('ur/', folder)).sort()).toEqual(
      readdirSync(new URL('en/', folder)).sort(),
    )
  })
})

describe('names in a sentence', () => {
  it('keep together where they run the other way, and nothing else is touched', () => {
    const values = { team: 'Ravi Studio', client: 'Al Noor' }
    expect(translator('ur')('home.verdict_by', values)).toBe(
      '\u2068Ravi Studio\u2069، \u2068Al Noor\u2069 کے لیے',
    )
    expect(translator('en')('home.verdict_by', values)).toBe('Ravi Studio for Al Noor')
    expect(translator('en')('home.verdict_by', { ...values, client: 'ثمر' })).toBe(
      'Ravi Studio for \u2068ثمر\u2069',
    )
  })
})

describe('formats', () => {
  const reader = languageFor('en', 'Asia/Karachi')
  const at = new Date('2026-12-04T12:00:00Z')

  it('write amounts exactly, whatever their size', () => {
    expect(reader.money(money('USD', 420_000n))).toBe('4,200.00\u00a0USD')
    expect(reader.money(money('JPY', 987_000n))).toBe('987,000\u00a0JPY')
    expect(reader.money(money('KWD', 1_005n))).toBe('1.005\u00a0KWD')
    expect(reader.amount(money('USD', 12_345_678_901_234_567_899n))).toBe(
      '123,456,789,012,345,678.99',
    )
    expect(reader.amount(money('EUR', -1n))).toBe('-0.01')
  })

  it('write times in the reader’s zone and name it', () => {
    expect(reader.dateTime(at)).toBe('4 Dec 2026, 17:00, Pakistan time')
    expect(languageFor('en', 'UTC').dateTime(at)).toBe('4 Dec 2026, 12:00, UTC')
    expect(languageFor('ur', 'Asia/Karachi').dateTime(at)).toBe(
      '4 دسمبر، 2026، 17:00، پاکستان کا وقت',
    )
    expect(languageFor('en', 'Not/AZone').timeZone).toBe('UTC')
  })

  it('say how far away a time is', () => {
    const from = new Date('2026-11-30T06:00:00Z')
    expect(reader.relative(at, from)).toBe('in 4 days')
    expect(reader.relative(new Date('2026-11-30T04:30:00Z'), from)).toBe('1 hour ago')
  })

  it('write figures in Urdu with the same digits, kept together', () => {
    const urdu = languageFor('ur', 'Asia/Karachi')
    expect(urdu.money(money('PKR', 420_000n))).toBe('\u20664,200.00\u00a0PKR\u2069')
    expect(urdu.number(12_345.5)).toBe('12,345.5')
    expect(urdu.shareBps(3333)).toBe('\u206633.33%\u2069')
  })
})

describe('the request', () => {
  const asking = (headers: Record<string, string>) => new Request('http://x.test/', { headers })

  it('chooses the language by cookie, then by the browser', () => {
    expect(requestLocale(asking({}))).toBe('en')
    expect(requestLocale(asking({ 'Accept-Language': 'fr, ur-PK;q=0.8, en;q=0.5' }))).toBe('ur')
    expect(requestLocale(asking({ 'Accept-Language': 'en;q=0.2, ur;q=0' }))).toBe('en')
    expect(requestLocale(asking({ Cookie: 'a=1; locale=ur', 'Accept-Language': 'en' }))).toBe('ur')
    expect(requestLocale(asking({ Cookie: 'locale=xx' }))).toBe('en')
  })

  it('knows appearance and low data', () => {
    expect(requestTheme(asking({ Cookie: 'theme=dark' }))).toBe('dark')
    expect(requestTheme(asking({ Cookie: 'theme=pink' }))).toBeNull()
    expect(requestLowData(asking({ 'Save-Data': 'on' }))).toBe(true)
    expect(requestLowData(asking({ 'Save-Data': 'on', Cookie: 'data=full' }))).toBe(false)
  })
})
