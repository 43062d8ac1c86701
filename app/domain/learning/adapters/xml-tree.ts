import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { ImportRefused } from './import-refused'

/** An element without its namespace's prefix, in the order in which everything stands. */
export type XmlElement = {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly XmlNode[]
}
export type XmlNode = XmlElement | string

const limits = { characters: 12_000_000, depth: 120, tag: 100_000 }

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  allowBooleanAttributes: false,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  removeNSPrefix: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  processEntities: false,
  htmlEntities: false,
  cdataPropName: '#cdata',
  maxNestedTags: limits.depth,
})

/**
 * Reads XML. It may declare nothing of its own: a DOCTYPE, and so every entity, is refused.
 * @throws ImportRefused
 */
export function readXml(path: string, bytes: Uint8Array): XmlElement {
  if (bytes.length > limits.characters) throw new ImportRefused('xml_too_large', path)
  const text = textOf(path, bytes)
  assertBounded(path, text)
  if (XMLValidator.validate(text) !== true) throw new ImportRefused('xml_broken', path)
  let raw: unknown
  try {
    raw = parser.parse(text)
  } catch {
    throw new ImportRefused('xml_broken', path)
  }
  const root = childrenOf(raw).find((node) => typeof node !== 'string')
  if (root === undefined || typeof root === 'string') throw new ImportRefused('xml_broken', path)
  return root
}

/** The encodings that courses come in; everything else is asked for as UTF-8. */
function textOf(path: string, bytes: Uint8Array): string {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 200))
  const said = /^<\?xml[^>]*encoding=["']([\w-]+)["']/i.exec(start)?.[1]?.toLowerCase() ?? 'utf-8'
  const isWide =
    (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
  const wide = bytes[0] === 0xff ? 'utf-16le' : 'utf-16be'
  const narrow = /^(iso-8859-1|windows-1252|us-ascii)$/.test(said) ? 'windows-1252' : 'utf-8'
  try {
    const text = new TextDecoder(isWide ? wide : narrow, { fatal: true }).decode(bytes)
    if (text.includes('\u0000')) throw new ImportRefused('not_text', path)
    return text
  } catch {
    throw new ImportRefused('not_text', path)
  }
}

/** Depth and the size of a tag are counted before the parser builds anything. */
function assertBounded(path: string, text: string): void {
  let depth = 0
  let at = text.indexOf('<')
  while (at !== -1) {
    const special = [
      ['<!--', '-->'],
      ['<![CDATA[', ']]>'],
      ['<?', '?>'],
    ].find(([start]) => text.startsWith(start as string, at))
    if (!special && text[at + 1] === '!') throw new ImportRefused('xml_doctype', path)
    const end = special ? text.indexOf(special[1] as string, at) : tagEnd(text, at)
    if (end === -1) throw new ImportRefused('xml_broken', path)
    if (!special) {
      if (end - at > limits.tag) throw new ImportRefused('xml_too_large', path)
      if (text[at + 1] === '/') depth -= 1
      else if (text[end - 1] !== '/') depth += 1
      if (depth > limits.depth) throw new ImportRefused('xml_too_deep', path)
    }
    at = text.indexOf('<', end + 1)
  }
}

/** Where a tag ends: a ">" may stand in the value of an attribute. */
function tagEnd(text: string, from: number): number {
  let quote = ''
  for (let at = from; at < text.length; at++) {
    const sign = text[at] as string
    if (quote) quote = sign === quote ? '' : quote
    else if (sign === '"' || sign === "'") quote = sign
    else if (sign === '>') return at
    if (at - from > limits.tag) return at
  }
  return -1
}

function childrenOf(raw: unknown): XmlNode[] {
  if (!Array.isArray(raw)) return []
  return raw.flatMap((node: Record<string, unknown>): XmlNode[] => {
    if ('#text' in node) return [decoded(String(node['#text']))]
    if ('#cdata' in node) {
      const inner = node['#cdata'] as { '#text'?: unknown }[]
      return [inner.map((part) => String(part['#text'] ?? '')).join('')]
    }
    const name = Object.keys(node).find((key) => key !== ':@')
    if (name === undefined) return []
    const given = (node[':@'] ?? {}) as Record<string, unknown>
    const attributes = Object.fromEntries(
      Object.entries(given).map(([key, value]) => [key, decoded(String(value))]),
    )
    return [{ name, attributes, children: childrenOf(node[name]) }]
  })
}

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

/** The five names and the numbers that XML knows by itself; others stay as they were written. */
function decoded(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w+));/gi, (whole, ten, hex, name) => {
    if (name !== undefined) return named[name] ?? whole
    const code = ten === undefined ? Number.parseInt(hex, 16) : Number(ten)
    const isSign = code > 8 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
    return isSign ? String.fromCodePoint(code) : ''
  })
}

export function isElement(node: XmlNode): node is XmlElement {
  return typeof node !== 'string'
}

/** The children of that name, in order. */
export function all(of: XmlElement | null | undefined, name: string): XmlElement[] {
  return (of?.children ?? []).filter(isElement).filter((child) => child.name === name)
}

/** The first child at the end of a path of names; null where there is none. */
export function first(of: XmlElement | null | undefined, ...names: string[]): XmlElement | null {
  let here = of ?? null
  for (const name of names) here = all(here, name)[0] ?? null
  return here
}

/** Every element of that name below, in the order of the document. */
export function below(of: XmlElement | null, name: string): XmlElement[] {
  return (of?.children ?? [])
    .filter(isElement)
    .flatMap((child) => [...(child.name === name ? [child] : []), ...below(child, name)])
}

/** All text below, as it stands. */
export function innerText(of: XmlElement | null | undefined): string {
  return (of?.children ?? []).map((child) => (isElement(child) ? innerText(child) : child)).join('')
}

/** Text in one line. */
export function plainText(of: XmlElement | null | undefined): string {
  return innerText(of).replace(/\s+/g, ' ').trim()
}

const escaped = (text: string) =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')

/** The children as HTML again; `replace` may put something else in an element's place. */
export function innerHtml(
  of: XmlElement | null | undefined,
  replace: (element: XmlElement) => string | null = () => null,
): string {
  return (of?.children ?? [])
    .map((child) => {
      if (!isElement(child)) return escaped(child)
      const other = replace(child)
      if (other !== null) return other
      const attributes = Object.entries(child.attributes)
        .map(([name, value]) => ` ${name}="${escaped(value)}"`)
        .join('')
      const isVoid = /^(br|hr|img|input|source|col)$/.test(child.name)
      const start = `<${child.name}${attributes}>`
      return isVoid ? start : `${start}${innerHtml(child, replace)}</${child.name}>`
    })
    .join('')
}
