import remarkGfm from 'remark-gfm'
import remarkMath from 'remark-math'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { markdownProblem } from './markdown-tree'

type Node = {
  readonly type: string
  readonly value?: string
  readonly alt?: string | null
  readonly children?: readonly unknown[]
}

function wordsOf(node: Node): string {
  if (node.type === 'html') return ''
  if (node.value !== undefined) return node.value
  if (node.type === 'image') return node.alt ?? ''
  if (node.type === 'break') return ' '
  const inline = node.type === 'paragraph' || node.type === 'heading'
  return (node.children ?? []).map((child) => wordsOf(child as Node)).join(inline ? '' : ' ')
}

/** What a Markdown text says without its marks, in one line of at most `most` characters. */
export function plainText(source: string, most = 120): string {
  const text = markdownProblem(source)
    ? source
    : wordsOf(unified().use(remarkParse).use(remarkGfm).use(remarkMath).parse(source) as Node)
  const line = [...text.replace(/\s+/gu, ' ').trim()]
  return line.length <= most
    ? line.join('')
    : `${line
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`
}
