import PDFDocument from 'pdfkit'
import { beginsRight } from './bidi'
import type { Weight } from './fonts.server'
import { embeddable } from './picture.server'
import { linesOf, TextSetter } from './set-text.server'

/** A text of paper, by what it is. */
export type PaperText = {
  readonly kind: 'name' | 'lead' | 'heading' | 'strong' | 'text' | 'quiet' | 'address'
  readonly text: string
  /** Where it leads, for a reader of the file. */
  readonly href?: string
}
export type PaperPicture = {
  readonly kind: 'picture'
  readonly bytes: Uint8Array
  readonly alt: string
}
export type PaperBlock = PaperText | PaperPicture

export type Paper = {
  readonly title: string
  readonly author: string
  readonly language: string
  readonly rtl: boolean
  /** The date in the file. The same paper of the same moment has the same bytes. */
  readonly at: Date
  readonly foot: (page: number, pages: number) => string
  readonly blocks: readonly PaperBlock[]
}

type Look = { size: number; weight: Weight; ink: string; above: number }

const ink = '#1b1d1f'
const quiet = '#5a5d5f'
const accent = '#0e5b49'
const looks: Record<PaperText['kind'], Look> = {
  name: { size: 24, weight: 'bold', ink, above: 0 },
  lead: { size: 12.5, weight: 'plain', ink, above: 2 },
  heading: { size: 13.5, weight: 'bold', ink: accent, above: 22 },
  strong: { size: 11, weight: 'bold', ink, above: 12 },
  text: { size: 10, weight: 'plain', ink, above: 3 },
  quiet: { size: 9, weight: 'plain', ink: quiet, above: 2 },
  address: { size: 8.5, weight: 'plain', ink: accent, above: 2 },
}

/** What a part is to whoever has the file read to them. */
const tags = {
  name: 'H1',
  heading: 'H2',
  strong: 'H3',
  lead: 'P',
  text: 'P',
  quiet: 'P',
  address: 'P',
} as const satisfies Record<PaperText['kind'], string>

const margin = 56
const foot = 40
const lineHeight = 1.5
const pictureHeight = 180

/** Draws blocks down the pages of one document. */
class Sheet {
  private readonly doc: PDFKit.PDFDocument
  private readonly setter: TextSetter
  private readonly width: number
  private readonly bottom: number
  private y = margin

  constructor(private readonly paper: Paper) {
    const { title, author, at, language } = paper
    this.doc = new PDFDocument({
      ...{
        size: 'A4',
        margin: 0,
        bufferPages: true,
        lang: language,
        displayTitle: true,
        tagged: true,
      },
      ...{
        pdfVersion: '1.7',
        info: { Title: title, Author: author, CreationDate: at, ModDate: at },
      },
    })
    this.setter = new TextSetter(this.doc)
    this.width = this.doc.page.width - 2 * margin
    this.bottom = this.doc.page.height - margin - foot
  }

  /** The bytes of the file. */
  async finish(): Promise<Buffer> {
    const parts: Buffer[] = []
    const ended = new Promise<void>((done, failed) => {
      this.doc.on('data', (part: Buffer) => parts.push(part))
      this.doc.on('end', () => done())
      this.doc.on('error', failed)
    })
    const { count } = this.doc.bufferedPageRange()
    for (let page = 0; page < count; page += 1) {
      this.doc.switchToPage(page)
      this.line(this.paper.foot(page + 1, count), this.bottom + foot / 2, looks.quiet, 'page')
    }
    this.doc.end()
    await ended
    return Buffer.concat(parts)
  }

  /** Goes to the next page unless `height` is left on this one. */
  private need(height: number): void {
    if (this.y + height <= this.bottom) return
    this.doc.addPage()
    this.y = margin
  }

  text(block: PaperText): void {
    const look = looks[block.kind]
    const high = look.size * lineHeight
    const paragraphs = block.text.split(/\n+/).filter((part) => part.trim() !== '')
    // A heading does not stand alone at the end of a page.
    const after = block.kind === 'heading' ? 60 : block.kind === 'strong' ? 34 : 0
    this.need(look.above + high + after)
    if (this.y > margin) this.y += look.above
    if (block.kind === 'heading') this.rule()
    for (const paragraph of paragraphs) {
      const rtl = this.isRight(block.kind, paragraph)
      const widthOf = (line: string) => this.setter.set(line, rtl, look.weight, look.size).width
      for (const line of linesOf(paragraph, this.width, widthOf)) {
        this.need(high)
        this.line(line, this.y, look, block.kind === 'text' ? 'own' : 'page', block)
        this.y += high
      }
    }
  }

  /** Sentences of ours read as the paper does, what people wrote as it begins, addresses from the left. */
  private isRight(kind: PaperText['kind'], text: string): boolean {
    if (kind === 'address') return false
    return kind === 'quiet' || kind === 'heading'
      ? this.paper.rtl
      : beginsRight(text, this.paper.rtl)
  }

  /** A hairline above what a part of the paper is called. */
  private rule(): void {
    const y = this.y - 6
    this.doc.moveTo(margin, y).lineTo(margin + this.width, y)
    this.doc.lineWidth(0.5).strokeColor('#c9c5ba').stroke()
  }

  /**
   * One line at a height. Readers of the file that copy or speak it get the line as it is read, whatever
   * order its letters are drawn in.
   */
  private line(
    text: string,
    y: number,
    look: Look,
    side: 'own' | 'page',
    { kind, href }: Pick<PaperText, 'kind' | 'href'> = { kind: 'quiet' },
  ): void {
    const rtl = this.isRight(kind, text)
    const { pieces, width } = this.setter.set(text, rtl, look.weight, look.size)
    const atEnd = side === 'own' ? rtl : this.paper.rtl
    let x = atEnd ? margin + this.width - width : margin
    if (href) this.doc.link(x, y, width, look.size * lineHeight, href)
    const part = this.doc.struct(tags[kind], { actual: text.replace(/[\u2066-\u2069]/g, '') })
    this.doc.addStructure(part)
    part.add(this.doc.markStructureContent(tags[kind]))
    for (const piece of pieces) {
      this.doc.font(piece.font).fontSize(look.size).fillColor(look.ink)
      // Typefaces differ in height, so that they meet on the line and not at its top.
      this.doc.text(piece.text, x, y + look.size, { lineBreak: false, baseline: 'alphabetic' })
      x += piece.width
    }
    this.doc.endMarkedContent()
    part.end()
  }

  picture({ bytes, alt }: PaperPicture): void {
    const size = embeddable(bytes)
    if (!size) return
    const scale = Math.min(1, this.width / size.width, pictureHeight / size.height)
    const [width, height] = [size.width * scale, size.height * scale]
    this.need(height + 8)
    const x = this.paper.rtl ? margin + this.width - width : margin
    const part = this.doc.struct('Figure', { alt })
    this.doc.addStructure(part)
    part.add(this.doc.markStructureContent('Figure'))
    this.doc.image(Buffer.from(bytes), x, this.y + 6, { width, height })
    this.doc.endMarkedContent()
    part.end()
    this.y += height + 10
  }
}

/** Writes paper as a PDF of A4 pages with its typefaces inside. */
export async function renderPdf(paper: Paper): Promise<Buffer> {
  const sheet = new Sheet(paper)
  for (const block of paper.blocks) {
    if (block.kind === 'picture') sheet.picture(block)
    else sheet.text(block)
  }
  return sheet.finish()
}
