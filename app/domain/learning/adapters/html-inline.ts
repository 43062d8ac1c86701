import type { PhrasingContent } from 'mdast'
import { type HtmlElement, type HtmlNode, htmlText, isTag } from './html-tree'
import type { LossReason } from './loss'

/** How a page's pictures and links are carried over, and where what is lost is written down. */
export type HtmlPlace = {
  /** The picture's place in the track; a web address stays one; null where there is none. */
  pictureOf(address: string): string | null
  /** Where a link leads; null where it leads to nothing that comes along. */
  hrefOf(address: string): string | null
  lose(reason: LossReason, facts?: Readonly<Record<string, string | number>>): void
}

const text = (value: string): PhrasingContent => ({ type: 'text', value })
const raised: Readonly<Record<string, string>> = {
  ...{ 0: '⁰', 1: '¹', 2: '²', 3: '³', 4: '⁴', 5: '⁵', 6: '⁶', 7: '⁷', 8: '⁸', 9: '⁹' },
  ...{ '+': '⁺', '-': '⁻', n: 'ⁿ', i: 'ⁱ' },
}
const lowered: Readonly<Record<string, string>> = {
  ...{ 0: '₀', 1: '₁', 2: '₂', 3: '₃', 4: '₄', 5: '₅', 6: '₆', 7: '₇', 8: '₈', 9: '₉' },
  ...{ '+': '₊', '-': '₋' },
}

/** What stands in a line: words, emphasis, links, pictures and formulae. */
export function inlineOf(nodes: readonly HtmlNode[], place: HtmlPlace): PhrasingContent[] {
  return nodes.flatMap((node) => (isTag(node) ? inlineElement(node, place) : wordsOf(node.text)))
}

/** Words, with the formulae that are written among them between \( and \), \[ and \], or $$. */
function wordsOf(words: string): PhrasingContent[] {
  const formula = /\\\(([^\n]+?)\\\)|\\\[([\s\S]+?)\\\]|\$\$([\s\S]+?)\$\$/g
  const found: PhrasingContent[] = []
  let from = 0
  const plain = (part: string) => part && found.push(text(part.replace(/[\s\u00a0]+/g, ' ')))
  for (const match of words.matchAll(formula)) {
    plain(words.slice(from, match.index))
    found.push(math((match[1] ?? match[2] ?? match[3] ?? '').trim()))
    from = match.index + match[0].length
  }
  plain(words.slice(from))
  return found
}

const math = (value: string): PhrasingContent => ({
  type: 'inlineMath',
  value: value.replace(/\s+/g, ' '),
})

function inlineElement(element: HtmlElement, place: HtmlPlace): PhrasingContent[] {
  const { tag, attributes } = element
  const inner = () => inlineOf(element.children, place)
  switch (tag) {
    case 'b':
    case 'strong':
      return around('strong', inner())
    case 'i':
    case 'em':
    case 'cite':
    case 'dfn':
    case 'var':
      return around('emphasis', inner())
    case 'del':
    case 's':
    case 'strike':
      return around('delete', inner())
    case 'code':
    case 'kbd':
    case 'samp':
    case 'tt': {
      const value = htmlText(element).replace(/\s+/g, ' ').trim()
      return value ? [{ type: 'inlineCode', value }] : []
    }
    case 'br':
      return [{ type: 'break' }]
    case 'a':
      return link(element, place)
    case 'img':
      return picture(attributes, place)
    case 'sup':
    case 'sub':
      return shifted(element, place)
    case 'math':
      return formula(element, place)
    default:
      return withoutWords(element, place) ?? inner()
  }
}

/** Elements that hold nothing to read; null for those that do. */
export function withoutWords(element: HtmlElement, place: HtmlPlace): PhrasingContent[] | null {
  const { tag, attributes } = element
  if (/^(style|link|meta|title|head|template|noscript|source|track|wbr|base)$/.test(tag)) return []
  if (/^(script|canvas|applet)$/.test(tag)) {
    place.lose('script')
    return []
  }
  if (/^(iframe|video|audio|embed|object)$/.test(tag)) return medium(element, place)
  if (/^(input|select|textarea|button)$/.test(tag)) {
    place.lose('form_field')
    return tag === 'button' ? inlineOf(element.children, place) : []
  }
  if (tag === 'svg') {
    place.lose('drawing', { title: attributes['aria-label'] ?? '' })
    return []
  }
  return null
}

/** A film or frame: its address stays as a link where it is on the web. */
function medium(element: HtmlElement, place: HtmlPlace): PhrasingContent[] {
  const source = element.children.find((child) => isTag(child) && child.tag === 'source')
  const inner = source && isTag(source) ? source.attributes.src : undefined
  const address = element.attributes.src ?? element.attributes.data ?? inner ?? ''
  const href = address.replace(/^(http:)?\/\//i, 'https://')
  place.lose('media', { address: href.slice(0, 300) })
  if (!/^https?:\/\//i.test(href)) return []
  const title = element.attributes.title || href
  return [{ type: 'link', url: href, children: [text(title)] }]
}

function link(element: HtmlElement, place: HtmlPlace): PhrasingContent[] {
  const address = (element.attributes.href ?? '').trim()
  const children = inlineOf(element.children, place)
  if (address === '' || address.startsWith('#')) return children
  const url = place.hrefOf(address)
  if (url === null) return children
  // A link around a picture or with no words in it says by its address where it leads.
  const words = htmlText(element).trim()
  if (children.length === 0) return [{ type: 'link', url, children: [text(url)] }]
  if (!words) return [...children, text(' '), { type: 'link', url, children: [text(url)] }]
  const linked = children.filter((child) => child.type !== 'link')
  return [{ type: 'link', url, children: linked as never }]
}

function picture(attributes: HtmlElement['attributes'], place: HtmlPlace): PhrasingContent[] {
  const alt = (attributes.alt ?? '').replace(/\s+/g, ' ').trim()
  const tex = attributes['data-equation-content'] ?? /^LaTeX: (.*)$/.exec(alt)?.[1]
  if (tex) return [math(tex)]
  const address = (attributes.src ?? '').trim()
  const url = place.pictureOf(address)
  if (url === null) return alt ? [text(alt)] : []
  if (!/^https?:/i.test(url)) return [{ type: 'image', url, alt }]
  place.lose('picture_outside', { address: url.slice(0, 300) })
  if (!alt) return []
  return [{ type: 'link', url, children: [text(alt)] }]
}

function shifted(element: HtmlElement, place: HtmlPlace): PhrasingContent[] {
  const words = htmlText(element)
  const signs = element.tag === 'sup' ? raised : lowered
  const mapped = [...words].map((sign) => signs[sign])
  if (words && mapped.every((sign) => sign !== undefined)) return [text(mapped.join(''))]
  place.lose('raised', { text: words.slice(0, 100) })
  return inlineOf(element.children, place)
}

function formula(element: HtmlElement, place: HtmlPlace): PhrasingContent[] {
  const annotation = findTag(element, 'annotation')
  if (annotation && /tex/i.test(annotation.attributes.encoding ?? '')) {
    return [math(htmlText(annotation).trim())]
  }
  const words = htmlText(element).replace(/\s+/g, ' ').trim()
  place.lose('formula', { text: words.slice(0, 100) })
  return words ? [text(words)] : []
}

function findTag(element: HtmlElement, tag: string): HtmlElement | null {
  for (const child of element.children.filter(isTag)) {
    const found = child.tag === tag ? child : findTag(child, tag)
    if (found) return found
  }
  return null
}

/** Emphasis cannot begin or end with a space in Markdown: the space goes outside. */
function around(
  type: 'strong' | 'emphasis' | 'delete',
  children: PhrasingContent[],
): PhrasingContent[] {
  const start: PhrasingContent[] = []
  const end: PhrasingContent[] = []
  const inner = [...children]
  const head = inner[0]
  if (head?.type === 'text' && /^ /.test(head.value)) {
    start.push(text(' '))
    inner[0] = text(head.value.replace(/^ +/, ''))
  }
  while (inner.at(-1)?.type === 'break') end.unshift(inner.pop() as PhrasingContent)
  const tail = inner.at(-1)
  if (tail?.type === 'text' && / $/.test(tail.value)) {
    end.unshift(text(' '))
    inner[inner.length - 1] = text(tail.value.replace(/ +$/, ''))
  }
  const kept = inner.filter((node) => node.type !== 'text' || node.value !== '')
  // Strong within strong, or emphasis around nothing, says nothing more.
  const only = kept[0]
  if (kept.length === 1 && only?.type === type) return [...start, only, ...end]
  if (kept.length === 0) return start.length + end.length > 0 ? [text(' ')] : []
  return [...start, { type, children: kept }, ...end]
}
