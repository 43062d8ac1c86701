import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { useDatabase } from 'tests/support/database'
import { describe, expect, it } from 'vitest'
import { fold, languageOf, spellingsOf } from '~/domain/market/search/fold'
import { deletionsOf, distance, nearest } from '~/domain/market/search/spelling'
import { readText } from '~/domain/market/search/text-query'
import { database } from '~/platform/database.server'

useDatabase()

async function foldedBySql(texts: readonly string[]): Promise<string[]> {
  const rows = await database().execute<{ folded: string }>(
    sql`select search_fold(given) as folded from unnest(${sql.param(texts)}::text[])
      with ordinality as texts(given, place) order by place`,
  )
  return rows.map(({ folded }) => folded)
}

const same: [string, string, string][] = [
  ['Turkish', 'İSTANBUL’da Öğretmen', 'istanbul da ogretmen'],
  ['Turkish dotless i', 'IĞDIR ılık', 'igdir ilik'],
  ['Arabic hamza', 'أحمد إدارة آمنة', 'احمد ادارة امنة'],
  ['Arabic vowels', 'عِيَادَةٌ', 'عيادة'],
  ['Urdu forms', 'کلینک کی تشخیص', 'كلينك كي تشخيص'],
  ['Urdu hamza', 'لاہور کے مسئلے', 'لاهور كے مسيلے'],
  ['a word with a joiner', 'می‌خواہ', 'ميخواه'],
  ['digits', '۲۰۲۶ ٢٠٢٦ 2026', '2026 2026 2026'],
  ['English', 'Café–NO-SHOW (0.92)!', 'cafe no show 0 92'],
  ['letters of their own', 'Straße Łódź Ærø', 'strasse lodz aero'],
  ['nothing', ' ،۔؟ ', ''],
]

describe('words as search compares them', () => {
  it.each(same)('%s', async (_, written, folded) => {
    expect(fold(written)).toBe(folded)
    expect(await foldedBySql([written])).toEqual([folded])
  })

  it('are the same in the database, whatever is written', async () => {
    const letter = fc.oneof(
      fc.integer({ min: 0x20, max: 0x24f }),
      fc.integer({ min: 0x600, max: 0x6ff }),
      fc.integer({ min: 0x2000, max: 0x2070 }),
      fc.integer({ min: 0xfb50, max: 0xfeff }),
    )
    const texts = fc.sample(fc.array(letter, { maxLength: 40 }), 400).map((codes) =>
      // Code points that this version of Unicode does not know may mean another thing to another one.
      String.fromCodePoint(...codes.filter((code) => /\P{Cn}/u.test(String.fromCodePoint(code)))),
    )
    expect(await foldedBySql(texts)).toEqual(texts.map(fold))
  })

  it('speak for a language by their letters', () => {
    expect(languageOf('Fewer missed appointments')).toBe('en')
    expect(languageOf('Kliniklerde kaçırılan randevuların sayısını azaltmak')).toBe('tr')
    expect(languageOf('تقليل المواعيد الفائتة')).toBe('ar')
    expect(languageOf('ملاقات سے غیر حاضری کم کرنا')).toBe('ur')
  })

  it('keep a spelling that somebody used', () => {
    expect(spellingsOf('Café کلینک no-show').get('cafe')).toBe('café')
    expect(spellingsOf('کلینک').get('كلينك')).toBe('کلینک')
  })
})

describe('what is typed', () => {
  it('has words, phrases and words that are not wanted', () => {
    expect(readText('clinic “Missed Appointments” -dental')).toEqual({
      wanted: 'clinic "missed appointments"',
      unwanted: ['"dental"'],
      words: ['clinic'],
    })
  })

  it('is never an error', async () => {
    const odd = [
      `'; drop table person; --`,
      '& | ! ( ) <-> :*',
      '"""',
      '-',
      '- -',
      "a' | b:A",
      '\\',
      'a\0b',
    ]
    for (const typed of [...odd, ...fc.sample(fc.string(), 50)]) {
      const { wanted, unwanted } = readText(typed)
      for (const text of [wanted, ...unwanted]) {
        await database().execute(sql`select websearch_to_tsquery('english', ${text})`)
      }
    }
  })
})

describe('a slip of the finger', () => {
  it('is one letter, or two in a long word', () => {
    expect(distance('apointment', 'appointment')).toBe(1)
    expect(distance('clinci', 'clinic')).toBe(1)
    const words = [
      { word: 'appointment', documents: 3 },
      { word: 'apartment', documents: 90 },
      { word: 'clinic', documents: 5 },
      { word: 'clinics', documents: 2 },
    ]
    expect(nearest('apointmnet', words)).toBe('appointment')
    expect(nearest('clinci', words)).toBe('clinic')
    expect(nearest('xyz', words)).toBeNull()
    expect(nearest('2026', [{ word: '2025', documents: 9 }])).toBeNull()
  })

  it('leaves a spelling in common, which is what the index looks for', () => {
    const common = (a: string, b: string) => {
      const of = deletionsOf(b)
      return deletionsOf(a).some((one) => of.includes(one))
    }
    expect(common('clinci', 'clinic')).toBe(true)
    expect(common('apointmnet', 'appointment')).toBe(true)
    expect(common('كلينیك', 'كلينك')).toBe(true)
    expect(common('mango', 'wheat')).toBe(false)
  })
})
