import { writeFileSync } from 'node:fs'
import { deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { linesOfPdf, partsOfPdf } from 'tests/support/pdf'
import { describe, expect, it } from 'vitest'
import { beginsRight, runsOf } from '~/platform/paper/bidi'
import { embeddable } from '~/platform/paper/picture.server'
import { type Paper, renderPdf } from '~/platform/paper/render-pdf.server'
import { linesOf } from '~/platform/paper/set-text.server'

const words = (line: string, rtl: boolean) => runsOf(line, rtl).map(({ text }) => text)

describe('a line with both directions', () => {
  it('leaves Latin as it is', () => {
    expect(words('F1 of 0.94 (n = 600)', false)).toEqual(['F1 of 0.94 (n = 600)'])
  })

  it('puts Latin and numbers into Urdu from the right', () => {
    expect(words('ٹیم Ravi Studio کے ساتھ', true)).toEqual([' کے ساتھ', 'Ravi Studio', 'ٹیم '])
    expect(words('قدر 0.94 اور 4,200.50 روپے', true)).toEqual([
      ' روپے',
      '4,200.50',
      ' اور ',
      '0.94',
      'قدر ',
    ])
  })

  it('keeps Urdu together inside English, brackets and all', () => {
    expect(runsOf('by صائمہ (لاہور) today', false)).toEqual([
      { text: 'by ', rtl: false },
      { text: 'صائمہ (لاہور'.replace('(', ')'), rtl: true },
      { text: ') today', rtl: false },
    ])
  })

  it('keeps what is isolated apart from its sentence', () => {
    expect(words('\u2068Ravi\u2069، \u2068Indus\u2069', true)).toEqual(['Indus', '، ', 'Ravi'])
  })

  it('loses no sign, whatever it is given', () => {
    const signs = fc.constantFrom(...'ab 1.,(ا ب۱\u2066\u2067\u2068\u2069\u202e%'.split(''))
    fc.assert(
      fc.property(fc.array(signs, { maxLength: 30 }), fc.boolean(), (all, rtl) => {
        const plain = (text: string) =>
          [...text.replace(/[\u2066-\u2069\u202e]/g, '').replaceAll(')', '(')].sort().join('')
        expect(plain(words(all.join(''), rtl).join(''))).toBe(plain(all.join('')))
      }),
    )
  })

  it('knows where a text begins', () => {
    expect(beginsRight('۱۲ اردو', false)).toBe(true)
    expect(beginsRight('12 English', true)).toBe(false)
    expect(beginsRight('12 …', true)).toBe(true)
  })
})

it('cuts lines that fit, and words that fit no line', () => {
  const width = (text: string) => text.length
  expect(linesOf('one two three', 7, width)).toEqual(['one two', 'three'])
  expect(linesOf('abcdefghij k', 4, width)).toEqual(['abcd', 'efgh', 'ij k'])
  expect(linesOf('   ', 4, width)).toEqual([])
})

function pngOf(width: number, height: number, rows = height): Buffer {
  const chunk = (name: string, data: Buffer) => {
    const head = Buffer.alloc(8)
    head.writeUInt32BE(data.length)
    head.write(name, 4, 'latin1')
    return Buffer.concat([head, data, Buffer.alloc(4)])
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width)
  head.writeUInt32BE(height, 4)
  head.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.alloc(rows * (1 + 3 * width), 90))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

describe('a picture on paper', () => {
  it('is what its head says', () => {
    expect(embeddable(pngOf(40, 30))).toEqual({ width: 40, height: 30 })
    expect(embeddable(pngOf(40, 30, 29))).toBeNull()
  })

  it('is refused before it fills the memory', () => {
    expect(embeddable(pngOf(40, 30, 4_000))).toBeNull()
    expect(embeddable(pngOf(60_000, 60_000, 1))).toBeNull()
  })

  it('is no picture whatever its bytes are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(embeddable(bytes)).toBeNull()
        embeddable(Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), bytes]))
        embeddable(Buffer.concat([pngOf(2, 2).subarray(0, 33), bytes]))
      }),
    )
  })
})

const urdu = 'میں فیصل آباد میں رہتی ہوں، اور پانچ سال سے ڈیٹا صاف کرنے کا کام کرتی ہوں۔'

const paper = (given: Partial<Paper> = {}): Paper => ({
  title: 'Portfolio of Iqra Shahid',
  author: 'Iqra Shahid',
  language: 'ur',
  rtl: true,
  at: new Date('2026-11-28T08:00:00Z'),
  foot: (page, pages) => `صفحہ ${page} از ${pages}`,
  blocks: [
    { kind: 'name', text: 'Iqra Shahid اقرا شاہد' },
    { kind: 'lead', text: 'ڈیٹا صاف کرنے سے ماڈل جانچنے تک' },
    { kind: 'heading', text: 'ناپے گئے نتائج' },
    { kind: 'strong', text: 'Every message labelled on arrival' },
    { kind: 'text', text: `${urdu} `.repeat(4) },
    { kind: 'quiet', text: 'F1: \u2068urgent\u2069، 0.941، 95% وقفہ 0.927 تا 0.955 (600 سطریں)' },
    {
      kind: 'address',
      text: 'https://samar.example/verdicts/vrd_01',
      href: 'https://samar.example/verdicts/vrd_01',
    },
    { kind: 'picture', bytes: pngOf(300, 120), alt: 'A table' },
    { kind: 'text', text: 'Yılmaz, İzmir; “quoted” and plain. '.repeat(6) },
  ],
  ...given,
})

describe('a paper', () => {
  it('holds its text as it is read, in Urdu too, with links and the typefaces inside', async () => {
    const pdf = await renderPdf(paper())
    if (process.env.SAMAR_PAPER) writeFileSync(process.env.SAMAR_PAPER, pdf)
    const lines = linesOfPdf(pdf)
    expect(lines).toContain('ڈیٹا صاف کرنے سے ماڈل جانچنے تک')
    expect(lines.join(' ')).toContain(urdu)
    expect(lines).toContain('F1: urgent، 0.941، 95% وقفہ 0.927 تا 0.955 (600 سطریں)')
    expect(lines).toContain('صفحہ 1 از 1')
    const { pages, links, whole } = partsOfPdf(pdf)
    expect({ pages, links, whole }).toEqual({
      pages: 1,
      links: ['https://samar.example/verdicts/vrd_01'],
      whole: true,
    })
    expect(pdf.includes('/FontFile2')).toBe(true)
    expect(pdf.includes('(D:20261128080000Z)')).toBe(true)
  })

  it('is the same at the same moment', async () => {
    const [one, other] = [await renderPdf(paper()), await renderPdf(paper())]
    expect(one.equals(other)).toBe(true)
  })

  it('goes on over pages, and does not leave a heading at the end of one', async () => {
    const text = { kind: 'text', text: 'One line of text.\n'.repeat(41) } as const
    const blocks = [text, { kind: 'heading', text: 'Next' } as const, text]
    const pdf = await renderPdf(paper({ blocks, rtl: false, language: 'en' }))
    expect(partsOfPdf(pdf).pages).toBeGreaterThan(1)
    expect(linesOfPdf(pdf)).toContain('Next')
  })
})
