import type { BlockContent, ListItem, PhrasingContent, Root, RootContent, TableRow } from 'mdast'
import remarkGfm from 'remark-gfm'
import remarkMath from 'remark-math'
import remarkStringify from 'remark-stringify'
import { unified } from 'unified'
import { type HtmlPlace, inlineOf, withoutWords } from './html-inline'
import { type HtmlElement, type HtmlNode, htmlText, isTag, readHtml } from './html-tree'

const blockTags = new Set(
  (
    'address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer ' +
    'form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody tfoot thead tr td th ul'
  ).split(' '),
)

const writer = unified()
  .use(remarkStringify, {
    bullet: '-',
    rule: '-',
    emphasis: '_',
    fences: true,
    listItemIndent: 'one',
    resourceLink: true,
  })
  .use(remarkGfm)
  .use(remarkMath)

const stringify = (children: readonly RootContent[]): string =>
  writer.stringify({ type: 'root', children: [...children] } as Root)

/** HTML as Markdown; what Markdown or Samar does not know is written down as lost. */
export function htmlToMarkdown(where: string, html: string, place: HtmlPlace): string {
  const tree = readHtml(where, html)
  const blocks = blocksOf(tree.children, place)
  return stringify(withHeadingsFrom(2, blocks))
}

/** HTML as one line of Markdown, for the options of a question. */
export function htmlToLine(where: string, html: string, place: HtmlPlace): string {
  return htmlToMarkdown(where, html, place)
    .trim()
    .replace(/\s*\n\s*/g, ' ')
}

/** Text without any markup, as Markdown that says exactly that. */
export function plainToMarkdown(text: string): string {
  const paragraphs = text.split(/\n\s*\n/).map((part) => part.replace(/\s+/g, ' ').trim())
  return stringify(
    paragraphs
      .filter((part) => part !== '')
      .map((value) => ({ type: 'paragraph', children: [{ type: 'text', value }] })),
  )
}

export function plainToLine(text: string): string {
  return plainToMarkdown(text.replace(/\s+/g, ' ')).trim()
}

function withHeadingsFrom(least: number, blocks: BlockContent[]): BlockContent[] {
  const depths = blocks.flatMap((block) => (block.type === 'heading' ? [block.depth] : []))
  const shift = depths.length > 0 ? least - Math.min(...depths) : 0
  return blocks.map((block) =>
    block.type === 'heading'
      ? { ...block, depth: Math.min(6, block.depth + shift) as 1 | 2 | 3 | 4 | 5 | 6 }
      : block,
  )
}

const holdsBlock = (node: HtmlNode): boolean =>
  isTag(node) && (blockTags.has(node.tag) || node.children.some(holdsBlock))

function blocksOf(nodes: readonly HtmlNode[], place: HtmlPlace): BlockContent[] {
  const blocks: BlockContent[] = []
  let line: HtmlNode[] = []
  const flush = () => {
    const children = trimmed(inlineOf(line, place))
    line = []
    if (children.length > 0) blocks.push({ type: 'paragraph', children })
  }
  for (const node of nodes) {
    if (!holdsBlock(node)) {
      line.push(node)
      continue
    }
    flush()
    blocks.push(...blockOf(node as HtmlElement, place))
  }
  flush()
  return blocks
}

function blockOf(element: HtmlElement, place: HtmlPlace): BlockContent[] {
  const { tag, children } = element
  const nothing = withoutWords(element, place)
  if (nothing) return nothing.length > 0 ? [{ type: 'paragraph', children: nothing }] : []
  if (/^h[1-6]$/.test(tag)) {
    const all = trimmed(inlineOf(children, place)).filter(({ type }) => type !== 'break')
    // A heading is strong by itself.
    const words = all.flatMap((node) => (node.type === 'strong' ? node.children : [node]))
    const depth = Number(tag[1]) as 1 | 2 | 3 | 4 | 5 | 6
    return words.length > 0 ? [{ type: 'heading', depth, children: words }] : []
  }
  switch (tag) {
    case 'hr':
      return [{ type: 'thematicBreak' }]
    case 'pre': {
      const inner = children.find((child) => isTag(child) && child.tag === 'code')
      const names = `${element.attributes.class ?? ''} ${inner && isTag(inner) ? (inner.attributes.class ?? '') : ''}`
      const lang = /\blang(?:uage)?-([\w+#-]{1,30})/.exec(names)?.[1] ?? null
      return [{ type: 'code', lang, value: htmlText(element).replace(/^\n|\n$/g, '') }]
    }
    case 'ul':
    case 'ol':
      return listOf(element, place)
    case 'dt':
    case 'summary': {
      const words = trimmed(inlineOf(children, place))
      if (words.length === 0) return []
      return [{ type: 'paragraph', children: [{ type: 'strong', children: words }] }]
    }
    case 'blockquote': {
      const inner = blocksOf(children, place)
      return inner.length > 0 ? [{ type: 'blockquote', children: inner }] : []
    }
    case 'table':
      return tableOf(element, place)
    default:
      return blocksOf(children, place)
  }
}

function listOf(element: HtmlElement, place: HtmlPlace): BlockContent[] {
  const entries = element.children.filter((child) => !isTag(child) || child.tag !== 'br')
  const items: ListItem[] = []
  for (const child of entries) {
    const isItem = isTag(child) && child.tag === 'li'
    const blocks = blocksOf(isItem ? child.children : [child], place)
    const last = items.at(-1)
    // A list that lies in a list and not in an item of it belongs to the item before.
    const inner = !isItem && blocks.length === 1 && blocks[0]?.type === 'list' ? blocks[0] : null
    if (inner && last) last.children.push(inner)
    else if (inner) items.push(...inner.children)
    else if (blocks.length > 0) items.push({ type: 'listItem', spread: false, children: blocks })
  }
  if (items.length === 0) return []
  const start = Number(element.attributes.start ?? 1)
  return [
    {
      type: 'list',
      ordered: element.tag === 'ol',
      start: element.tag === 'ol' && Number.isInteger(start) && start >= 0 ? start : null,
      spread: false,
      children: items,
    },
  ]
}

const rowsOf = (element: HtmlElement): HtmlElement[] =>
  element.children.filter(isTag).flatMap((child) => {
    if (child.tag === 'tr') return [child]
    return /^(thead|tbody|tfoot)$/.test(child.tag) ? rowsOf(child) : []
  })

function tableOf(element: HtmlElement, place: HtmlPlace): BlockContent[] {
  const captions = element.children.filter((child) => isTag(child) && child.tag === 'caption')
  const before = captions.flatMap((caption) => blocksOf((caption as HtmlElement).children, place))
  const rows = rowsOf(element).map((row) =>
    row.children.filter(isTag).filter(({ tag }) => tag === 'td' || tag === 'th'),
  )
  const width = Math.max(0, ...rows.map((cells) => cells.length))
  // A table of one column is a frame around something, not a table.
  if (width <= 1) {
    return [
      ...before,
      ...rows.flatMap((cells) => cells.flatMap((cell) => blocksOf(cell.children, place))),
    ]
  }
  if (rows.some((cells) => cells.some(({ attributes }) => spans(attributes))))
    place.lose('table_span')
  if (rows.some((cells) => cells.some(holdsMuch))) place.lose('table_cell')
  const lines = rows.map(
    (cells): TableRow => ({
      type: 'tableRow',
      children: Array.from({ length: width }, (_, at) => ({
        type: 'tableCell',
        children: cellOf(cells[at], place),
      })),
    }),
  )
  const hasHead = rows[0]?.some(({ tag }) => tag === 'th') ?? false
  const empty: TableRow = {
    type: 'tableRow',
    children: Array.from({ length: width }, () => ({ type: 'tableCell', children: [] })),
  }
  return [...before, { type: 'table', children: hasHead ? lines : [empty, ...lines] }]
}

const spans = ({ colspan = '1', rowspan = '1' }: HtmlElement['attributes']) =>
  colspan !== '1' || rowspan !== '1'

/** Whether a cell holds more than a line: lists, tables, several paragraphs. */
const holdsMuch = (cell: HtmlElement): boolean =>
  cell.children.filter(holdsBlock).length > 1 ||
  cell.children.some((child) => isTag(child) && /^(ul|ol|table|pre|h[1-6])$/.test(child.tag))

function cellOf(cell: HtmlElement | undefined, place: HtmlPlace): PhrasingContent[] {
  if (!cell) return []
  return trimmed(inlineOf(spaced(cell.children), place)).map((node) =>
    node.type === 'break' ? { type: 'text', value: ' ' } : node,
  )
}

/** Blocks that come to stand in one line keep a space between them. */
const spaced = (nodes: readonly HtmlNode[]): HtmlNode[] =>
  nodes.flatMap((node) => {
    if (!isTag(node)) return [node]
    const inner = { ...node, children: spaced(node.children) }
    return blockTags.has(node.tag) ? [{ text: ' ' }, inner, { text: ' ' }] : [inner]
  })

/** Without spaces and line breaks at both ends, and with single spaces between. */
function trimmed(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  const list: PhrasingContent[] = []
  for (const node of nodes) {
    const last = list.at(-1)
    if (node.type === 'text' && last?.type === 'text') {
      list[list.length - 1] = {
        type: 'text',
        value: (last.value + node.value).replace(/ {2,}/g, ' '),
      }
    } else if (node.type === 'text' && last?.type === 'break') {
      list.push({ type: 'text', value: node.value.replace(/^ +/, '') })
    } else list.push(node)
  }
  const isEmpty = (node: PhrasingContent | undefined) =>
    node?.type === 'break' || (node?.type === 'text' && node.value.trim() === '')
  while (list.length > 0 && isEmpty(list[0])) list.shift()
  while (list.length > 0 && isEmpty(list.at(-1))) list.pop()
  return list.map((node, at) => {
    if (node.type !== 'text') return node
    const start = at === 0 ? node.value.trimStart() : node.value
    return { type: 'text', value: at === list.length - 1 ? start.trimEnd() : start }
  })
}
