import rehypeShikiFromHighlighter from '@shikijs/rehype/core'
import type { Element, ElementContent, Root } from 'hast'
import rehypeKatex from 'rehype-katex'
import rehypeSanitize, { defaultSchema, type Options as Schema } from 'rehype-sanitize'
import rehypeStringify from 'rehype-stringify'
import remarkGfm from 'remark-gfm'
import remarkMath from 'remark-math'
import remarkParse from 'remark-parse'
import remarkRehype from 'remark-rehype'
import { type BundledLanguage, createHighlighter, type HighlighterGeneric } from 'shiki'
import { unified } from 'unified'
import { Refused } from '~/kernel/refusal'
import { assetName, markdownLimits, markdownProblem, textOf, visitElements } from './markdown-tree'

/** Languages that code in lessons is coloured in; others stay plain. */
const languages = [
  ...(['bash', 'css', 'csv', 'diff', 'docker', 'html', 'http', 'ini', 'javascript'] as const),
  ...([
    'json',
    'jsx',
    'nginx',
    'python',
    'sql',
    'toml',
    'tsx',
    'typescript',
    'xml',
    'yaml',
  ] as const),
] satisfies BundledLanguage[]
const themes = { light: 'github-light', dark: 'github-dark' } as const

type Highlighter = HighlighterGeneric<BundledLanguage, (typeof themes)[keyof typeof themes]>
let highlighter: Promise<Highlighter> | undefined

/** Made once: loading the grammars takes a second. */
function sharedHighlighter(): Promise<Highlighter> {
  highlighter ??= createHighlighter({ langs: [...languages], themes: Object.values(themes) })
  return highlighter
}

/** No HTML of the author's own, no address but https, mail and places within the site. */
const schema: Schema = {
  ...defaultSchema,
  clobberPrefix: 'l-',
  protocols: { href: ['https', 'mailto'], src: ['https'], cite: ['https'] },
  tagNames: defaultSchema.tagNames?.filter((name) => name !== 'picture' && name !== 'source'),
  attributes: {
    ...defaultSchema.attributes,
    code: [['className', /^language-[\w+-]{1,30}$/, 'math-inline', 'math-display']],
    img: ['src', 'alt', 'title'],
  },
}

export type MarkdownOptions = {
  /** The address of a file of the version (`assets/…`), or null where there is none. */
  readonly hrefOf: (path: string) => string | null
}
export type Heading = { readonly id: string; readonly text: string }

/**
 * Markdown as sanitised HTML: tables, task lists, footnotes, coloured code in two themes, formulae as
 * MathML. The author's HTML is dropped. Pictures come from the version's own files alone.
 * @throws Refused markdown_too_deep, markdown_too_long
 */
export async function renderMarkdown(
  source: string,
  options: MarkdownOptions,
): Promise<{ html: string; headings: Heading[] }> {
  const problem = markdownProblem(source)
  if (problem) throw new Refused(problem, markdownLimits)
  const headings: Heading[] = []
  const file = await unified()
    .use(remarkParse)
    .use(remarkGfm)
    .use(remarkMath)
    .use(remarkRehype)
    .use(rehypeSanitize, schema)
    .use(() => (tree: Root) => finish(tree, options, headings))
    .use(rehypeKatex, {
      output: 'mathml',
      trust: false,
      maxExpand: 200,
      maxSize: 20,
      strict: false,
    })
    .use(rehypeShikiFromHighlighter, await sharedHighlighter(), {
      themes,
      defaultColor: false,
      fallbackLanguage: 'text',
      onError: () => {},
    })
    .use(rehypeStringify)
    .process(source)
  return { html: String(file), headings }
}

/** One paragraph's worth: an option of a quiz. Blocks lose their frame. */
export async function renderInline(source: string, options: MarkdownOptions): Promise<string> {
  const { html } = await renderMarkdown(source, options)
  const only = /^<p>((?:(?!<p>)[\s\S])*)<\/p>$/.exec(html)
  return only?.[1] ?? html
}

/** Links leave safely, pictures get their address, tables can be scrolled, headings be linked to. */
function finish(tree: Root, { hrefOf }: MarkdownOptions, headings: Heading[]): void {
  const used = new Map<string, number>()
  visitElements(tree, (element, replace) => {
    const { properties, tagName } = element
    if (tagName === 'a') {
      const href = String(properties.href ?? '')
      // An address without its scheme leads away and does not say so.
      if (href.startsWith('//')) delete properties.href
      else if (/^https:/i.test(href)) properties.rel = ['noopener', 'noreferrer', 'nofollow']
    }
    if (tagName === 'img') {
      const path = assetName(String(properties.src ?? ''))
      const href = path === null ? null : hrefOf(path)
      if (href === null) replace(missingPicture(element))
      else Object.assign(properties, { src: href, loading: 'lazy', decoding: 'async' })
    }
    // A tick of a task list says by itself whether it is set; it has no other label.
    if (tagName === 'input') properties.ariaLabel = properties.checked ? '☑' : '☐'
    if (tagName === 'table') replace(scrolling(element))
    if (tagName === 'h2' || tagName === 'h3') {
      const text = textOf(element)
      const id = properties.id ? String(properties.id) : anchorOf(text, used)
      properties.id = id
      if (tagName === 'h2') headings.push({ id, text })
    }
    if (tagName === 'h1') element.tagName = 'h2'
  })
}

function missingPicture(image: Element): Element {
  const alt = String(image.properties.alt ?? '')
  return {
    type: 'element',
    tagName: 'em',
    properties: {},
    children: [{ type: 'text', value: alt }],
  }
}

function scrolling(table: Element): Element {
  const children: ElementContent[] = [{ ...table }]
  const properties = { className: ['scrolls'], tabIndex: 0 }
  return { type: 'element', tagName: 'div', properties, children }
}

function anchorOf(text: string, used: Map<string, number>): string {
  const stem =
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 60) || 'part'
  const times = (used.get(stem) ?? 0) + 1
  used.set(stem, times)
  return times === 1 ? `l-${stem}` : `l-${stem}-${times}`
}
