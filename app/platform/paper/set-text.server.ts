import { runsOf } from './bidi'
import { fontFile, fontNames, type Weight } from './fonts.server'

type Typeface = {
  readonly hasGlyphForCodePoint: (point: number) => boolean
}
/** What pdfkit knows of an embedded font beyond its types. */
type Embedded = { readonly font: Typeface }

type Piece = { readonly text: string; readonly font: string; readonly width: number }
export type Set = { readonly pieces: readonly Piece[]; readonly width: number }

const arabic = /[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]/

/** Sets lines of text with the typefaces that have their signs. One for each document. */
export class TextSetter {
  private readonly faces = new Map<string, Typeface>()
  private readonly known = new Map<string, string>()
  private readonly widths = new Map<string, number>()

  constructor(private readonly page: PDFKit.PDFDocument) {}

  /** Opens a typeface when a sign is first looked for in it. */
  private face(name: string): Typeface {
    const known = this.faces.get(name)
    if (known) return known
    this.page.registerFont(name, fontFile(name))
    this.page.font(name)
    const { font } = (this.page as unknown as { _font: Embedded })._font
    this.faces.set(name, font)
    return font
  }

  /** One line, from left to right as it is drawn. */
  set(line: string, rtl: boolean, weight: Weight, size: number): Set {
    const pieces = runsOf(line, rtl).flatMap((run) => {
      const parts = this.inOneFont(run.text, weight).flatMap((part) => this.inWords(part))
      return (run.rtl ? parts.reverse() : parts).map(({ text, font }) => {
        // The typeface turns Arabic round by itself, and nothing else.
        const drawn = run.rtl && !arabic.test(text) ? [...text].reverse().join('') : text
        return { text: drawn, font, width: this.widthOf(drawn, font) * size }
      })
    })
    return { pieces, width: pieces.reduce((sum, { width }) => sum + width, 0) }
  }

  /** Of a text at size 1. Letters are joined anew each time, which takes long: what was measured is kept. */
  private widthOf(text: string, font: string): number {
    const key = `${font} ${text}`
    let width = this.widths.get(key)
    if (width === undefined) {
      width = this.page.font(font).fontSize(1).widthOfString(text)
      this.widths.set(key, width)
    }
    return width
  }

  /** Words are drawn one by one: the typeface would set several of them from the left. */
  private inWords({ text, font }: { text: string; font: string }) {
    if (!arabic.test(text)) return [{ text, font }]
    return text.split(/( +)/).flatMap((word) => (word === '' ? [] : [{ text: word, font }]))
  }

  private inOneFont(text: string, weight: Weight): { text: string; font: string }[] {
    const parts: { text: string; font: string }[] = []
    for (const sign of text) {
      const last = parts.at(-1)
      const font = this.fontFor(sign, weight, last?.font)
      if (last && last.font === font) last.text += sign
      else parts.push({ text: sign, font })
    }
    return parts
  }

  /** A space stays with the word before it. */
  private fontFor(sign: string, weight: Weight, before: string | undefined): string {
    if (sign === ' ' && before) return before
    const key = `${weight}${sign}`
    const known = this.known.get(key)
    if (known) return known
    const point = sign.codePointAt(0) ?? 0
    const names = fontNames(weight)
    const found = names.find((name) => this.face(name).hasGlyphForCodePoint(point))
    const font = found ?? names[0] ?? ''
    this.known.set(key, font)
    return font
  }
}

/**
 * Cuts a text into lines that fit `most`; a word that is too long by itself is cut where it must be.
 * Words are measured one by one: to set whole lines again and again takes too long.
 */
export function linesOf(text: string, most: number, widthOf: (part: string) => number): string[] {
  const space = widthOf(' ')
  const lines: string[] = []
  let line = ''
  let filled = 0
  const words = text.split(/\s+/).filter(Boolean)
  for (const part of words.flatMap((word) => cut(word, most, widthOf))) {
    const width = widthOf(part)
    if (line !== '' && filled + space + width > most) {
      lines.push(line)
      line = ''
    }
    filled = line === '' ? width : filled + space + width
    line = line === '' ? part : `${line} ${part}`
  }
  return line === '' ? lines : [...lines, line]
}

function cut(word: string, most: number, widthOf: (line: string) => number): string[] {
  if (widthOf(word) <= most) return [word]
  const parts: string[] = []
  let part = ''
  for (const sign of word) {
    if (part !== '' && widthOf(part + sign) > most) {
      parts.push(part)
      part = sign
    } else part += sign
  }
  return [...parts, part]
}
