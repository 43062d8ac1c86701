import { type DefaultTreeAdapterMap, parseFragment } from 'parse5'
import { ImportRefused } from './import-refused'

export type HtmlNode = HtmlElement | { readonly text: string }
export type HtmlElement = {
  readonly tag: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly HtmlNode[]
}

const limits = { characters: 3_000_000, open: 1_500, depth: 200 }
/** What takes no end, or is often left without one. */
const endless = /^(br|hr|img|input|meta|link|col|source|area|base|embed|param|wbr|track)$/i

type Given = DefaultTreeAdapterMap['childNode']

/**
 * Reads a page or a part of one. Parsing takes longer the deeper tags lie in one another, so what
 * is open at once is counted first; below a certain depth only the words are kept.
 * @throws ImportRefused
 */
export function readHtml(place: string, html: string): HtmlElement {
  if (html.length > limits.characters) throw new ImportRefused('html_too_large', place)
  let open = 0
  for (const [, end, name] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)/gi)) {
    if (endless.test(name ?? '')) continue
    open += end ? -1 : 1
    if (open > limits.open) throw new ImportRefused('html_too_deep', place)
  }
  const body = /<body[^>]*>([\s\S]*?)(<\/body>|$)/i.exec(html)?.[1] ?? html
  const fragment = parseFragment(body)
  return {
    tag: 'body',
    attributes: {},
    children: fragment.childNodes.flatMap((node) => read(node, 0)),
  }
}

function read(node: Given, depth: number): HtmlNode[] {
  if (node.nodeName === '#text' && 'value' in node) return [{ text: node.value }]
  if (!('tagName' in node)) return []
  const inner = 'content' in node ? node.content.childNodes : node.childNodes
  if (depth > limits.depth) return [{ text: wordsBelow(inner) }]
  return [
    {
      tag: node.tagName,
      attributes: Object.fromEntries(node.attrs.map(({ name, value }) => [name, value])),
      children: inner.flatMap((child) => read(child, depth + 1)),
    },
  ]
}

function wordsBelow(nodes: readonly Given[]): string {
  const words: string[] = []
  const left = [...nodes].reverse()
  for (let node = left.pop(); node !== undefined; node = left.pop()) {
    if (node.nodeName === '#text' && 'value' in node) words.push(node.value)
    else if ('childNodes' in node) left.push(...[...node.childNodes].reverse())
  }
  return words.join(' ')
}

export function isTag(node: HtmlNode): node is HtmlElement {
  return 'tag' in node
}

export function htmlText(node: HtmlNode): string {
  return isTag(node) ? node.children.map(htmlText).join('') : node.text
}

/** The title that a page gives itself. */
export function titleOf(html: string): string {
  const title = /<title[^>]*>([^<]{1,500})/i.exec(html)?.[1] ?? ''
  return title ? htmlText(readHtml('', title)).replace(/\s+/g, ' ').trim() : ''
}
