import type { Element, ElementContent, Root } from 'hast'
import type { Nodes } from 'mdast'
import remarkParse from 'remark-parse'
import { unified } from 'unified'

export const markdownLimits = { characters: 200_000, depth: 40 }

export type MarkdownProblem = 'markdown_too_long' | 'markdown_too_deep'

/** What would take a parser long or deep: quotes in quotes in quotes, a hundred brackets in a row. */
export function markdownProblem(source: string): MarkdownProblem | null {
  if (source.length > markdownLimits.characters) return 'markdown_too_long'
  const deep = source.split('\n').some((line) => {
    const marks = /^(?:\s*(?:>|[-*+]\s|\d+[.)]\s))+/.exec(line)?.[0].replace(/\s/g, '').length ?? 0
    const indent = /^[ \t]*/.exec(line)?.[0].replaceAll('\t', '    ').length ?? 0
    return marks > markdownLimits.depth || indent > 400 || /[[*_]{100}/.test(line)
  })
  return deep ? 'markdown_too_deep' : null
}

/** "assets/plot.svg" of an address in a text; null where it is not a file of the version. */
export function assetName(address: string): string | null {
  const plain = address.replace(/^\.\//, '')
  return /^assets\/[a-z0-9][a-z0-9._-]{0,99}$/i.test(plain) && !plain.includes('..') ? plain : null
}

/** The files of the version that a text shows as pictures, as it names them; code names none. */
export function picturesOf(source: string): string[] {
  if (!source.includes('assets/')) return []
  const found: string[] = []
  const defined = new Map<string, string>()
  const referred: string[] = []
  const see = (node: Nodes) => {
    if (node.type === 'image') found.push(node.url)
    if (node.type === 'imageReference') referred.push(node.identifier)
    if (node.type === 'definition') defined.set(node.identifier, node.url)
    if ('children' in node) node.children.forEach(see)
  }
  see(unified().use(remarkParse).parse(source))
  const all = [...found, ...referred.flatMap((name) => defined.get(name) ?? [])]
  return [...new Set(all.map((url) => url.replace(/^\.\//, '')))].filter((url) =>
    url.startsWith('assets/'),
  )
}

/** Calls `see` for each element from the outside in; what it replaces is not entered again. */
export function visitElements(
  parent: Root | Element,
  see: (element: Element, replace: (by: ElementContent) => void) => void,
): void {
  parent.children.forEach((child, index) => {
    if (child.type !== 'element') return
    see(child, (by) => {
      parent.children[index] = by
    })
    visitElements(child, see)
  })
}

export function textOf(element: Element): string {
  return element.children
    .map((child) =>
      child.type === 'text' ? child.value : child.type === 'element' ? textOf(child) : '',
    )
    .join('')
    .trim()
}
