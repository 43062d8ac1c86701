import type { Definition, Nodes, Parent } from 'mdast'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { markdownProblem } from '../content/markdown-tree'
import { lessonCharacters } from '../content/track-shape'
import type { HtmlPlace } from './html-inline'
import { htmlToMarkdown } from './html-to-markdown'

/** A page of Markdown as its file gives it. */
export type MarkdownPage = {
  /** What its head or its first heading calls it; null where neither does. */
  readonly title: string | null
  readonly body: string
  /** What else its head says. */
  readonly fields: readonly string[]
}

/** The page without its head (between lines of "---" or "+++") and without a heading that is its title. */
export function markdownPage(text: string): MarkdownPage {
  const whole = text.replace(/\r\n?/g, '\n')
  const head = /^(---|\+\+\+)[ \t]*\n([\s\S]*?\n)?\1[ \t]*(?:\n|$)/.exec(whole)
  const fields = new Map(
    [...(head?.[2] ?? '').matchAll(/^([\w-]+)[ \t]*[:=][ \t]*(.*)$/gm)].map(
      ([, name = '', value = '']) => [name, value] as const,
    ),
  )
  const said = unquoted(fields.get('title') ?? '')
  const body = whole.slice(head?.[0].length ?? 0)
  const heading = /^\s*#[ \t]+(.+?)[ \t]*#*\n/.exec(`${body}\n`)
  const isTitle = heading !== null && (said === '' || said === heading[1])
  return {
    title: said || (heading?.[1] ?? null),
    body: isTitle ? `${body}\n`.slice(heading[0].length) : body,
    fields: [...fields.keys()].filter((name) => name !== 'title'),
  }
}

const unquoted = (value: string) =>
  /^"(.*)"$/.exec(value.trim())?.[1]?.replaceAll('\\"', '"') ??
  /^'(.*)'$/.exec(value.trim())?.[1]?.replaceAll("''", "'") ??
  value.trim()

export type PagePlace = HtmlPlace & {
  readonly path: string
  /** The address of the lesson that an address in the folder leads to; null where there is none. */
  pageOf(address: string): string | null
}

type Edit = { readonly from: number; readonly to: number; readonly text: string }

/**
 * The text with its pictures and links leading to where they are in the track, and its HTML in the
 * signs of Markdown. Everything else stays as it was written.
 */
export function carriedMarkdown(body: string, place: PagePlace): string {
  const read = body.slice(0, lessonCharacters)
  // What no parser should be given cannot be published either; the preview says so.
  if (markdownProblem(read)) return body
  const root = unified().use(remarkParse).use(remarkGfm).parse(read)
  const tags = new Set<string>()
  const { defined, linked } = definedIn(root)
  const edits: Edit[] = []
  const see = (node: Nodes, within: Parent | null) => {
    if (node.type === 'image') edits.push(...pictureEdits(node, place))
    if (node.type === 'link') edits.push(...linkEdits(read, node, place))
    if (node.type === 'imageReference' || node.type === 'linkReference') {
      const of = defined.get(node.identifier)
      if (of && node.type === 'linkReference') edits.push(...referenceEdits(node, of.url, place))
      if (of && node.type === 'imageReference') {
        edits.push(...pictureEdits({ ...of, ...node, type: 'image' }, place))
      }
    }
    if (node.type === 'definition') {
      edits.push(...definitionEdits(node, linked.has(node.identifier), place))
    }
    if (node.type === 'html') edits.push(...htmlEdits(node, within, place, tags))
    if ('children' in node) for (const child of node.children) see(child, node)
  }
  see(root, null)
  if (tags.size > 0) place.lose('html', { tags: [...tags].join(', ') })
  return edits
    .sort((a, b) => b.from - a.from)
    .reduce((text, { from, to, text: by }) => text.slice(0, from) + by + text.slice(to), body)
}

function spanOf({ position }: Nodes): { from: number; to: number } {
  return { from: position?.start.offset ?? 0, to: position?.end.offset ?? 0 }
}

/** What references refer to, and which of it by links. */
function definedIn(root: Nodes): { defined: Map<string, Definition>; linked: Set<string> } {
  const defined = new Map<string, Definition>()
  const linked = new Set<string>()
  const see = (node: Nodes) => {
    if (node.type === 'definition' && !defined.has(node.identifier)) {
      defined.set(node.identifier, node)
    }
    if (node.type === 'linkReference') linked.add(node.identifier)
    if ('children' in node) node.children.forEach(see)
  }
  see(root)
  return { defined, linked }
}

const words = (text: string) => text.replace(/[[\]\\]/g, '\\$&')
const address = (url: string) => (/[\s()<>]/.test(url) ? `<${url}>` : url)
const titled = (title: string | null | undefined) =>
  title ? ` "${title.replaceAll('"', '\\"')}"` : ''

function pictureEdits(node: Nodes & { type: 'image' }, place: PagePlace): Edit[] {
  const url = place.pictureOf(node.url)
  const alt = words(node.alt ?? '')
  if (url === null) return [{ ...spanOf(node), text: alt }]
  if (!/^https?:/i.test(url)) {
    return [{ ...spanOf(node), text: `![${alt}](${address(url)}${titled(node.title)})` }]
  }
  place.lose('picture_outside', { address: url.slice(0, 300) })
  return [{ ...spanOf(node), text: `[${alt || url}](${address(url)})` }]
}

/** Where a link leads in the track; null where only its words are left. */
function leadsTo(url: string, place: PagePlace): string | null {
  if (url.startsWith('#')) return url
  if (!/^([a-z][a-z0-9+.-]*:|\/\/)/i.test(url)) {
    const page = place.pageOf(url)
    if (page !== null) return page
  }
  return place.hrefOf(url)
}

function linkEdits(read: string, node: Nodes & { type: 'link' }, place: PagePlace): Edit[] {
  const { from, to } = spanOf(node)
  const url = leadsTo(node.url, place)
  if (url === node.url) return []
  const [first, last] = [node.children[0], node.children.at(-1)]
  const isPlain = read[from] !== '['
  // An address that stands for itself: as <https://…>, or bare.
  if (isPlain || !first || !last) {
    const shown = isPlain ? read.slice(from, to).replace(/^<|>$/g, '') : ''
    return [{ from, to, text: url === null ? shown : `<${url}>` }]
  }
  const [start, end] = [spanOf(first).from, spanOf(last).to]
  if (url === null) {
    return [
      { from, to: start, text: '' },
      { from: end, to, text: '' },
    ]
  }
  return [{ from: end, to, text: `](${address(url)}${titled(node.title)})` }]
}

/** What stands in brackets is its words where the reference leads nowhere. */
function referenceEdits(
  node: Nodes & { type: 'linkReference' },
  url: string,
  place: PagePlace,
): Edit[] {
  const [first, last] = [node.children[0], node.children.at(-1)]
  if (!first || !last || leadsTo(url, place) !== null) return []
  const { from, to } = spanOf(node)
  return [
    { from, to: spanOf(first).from, text: '' },
    { from: spanOf(last).to, to, text: '' },
  ]
}

function definitionEdits(node: Definition, isLinked: boolean, place: PagePlace): Edit[] {
  // A picture takes its address with it.
  const url = isLinked ? leadsTo(node.url, place) : null
  if (url === node.url) return []
  const label = node.label ?? node.identifier
  const text = url === null ? '' : `[${label}]: ${address(url)}${titled(node.title)}`
  return [{ ...spanOf(node), text }]
}

function htmlEdits(
  node: Nodes & { type: 'html' },
  within: Parent | null,
  place: PagePlace,
  tags: Set<string>,
): Edit[] {
  for (const [, tag = ''] of node.value.matchAll(/<\s*([a-z][a-z0-9-]*)/gi)) {
    tags.add(tag.toLowerCase())
  }
  const isBlock = within?.type !== 'paragraph' && within?.type !== 'heading'
  const text = htmlToMarkdown(place.path, node.value, place).trim()
  if (isBlock) return [{ ...spanOf(node), text }]
  const isBreak = /^<br\s*\/?>$/i.test(node.value)
  return [{ ...spanOf(node), text: isBreak ? ' ' : text }]
}
