import { describe, expect, it } from 'vitest'
import { picturesOf } from '~/domain/learning/content/markdown-tree'
import { renderInline, renderMarkdown } from '~/domain/learning/content/render-markdown.server'

const options = {
  hrefOf: (path: string) => (path === 'assets/line.svg' ? '/track-files/v/line.svg' : null),
}
const html = async (source: string) => (await renderMarkdown(source, options)).html

describe('what lessons are made of', () => {
  it('renders headings with anchors, tables, footnotes and task lists', async () => {
    const made = await renderMarkdown('## One thing\n\n| a | b |\n|---|---|\n| 1 | 2 |\n', options)
    expect(made.headings).toEqual([{ id: 'l-one-thing', text: 'One thing' }])
    expect(made.html).toContain('<h2 id="l-one-thing">')
    expect(made.html).toContain('<div class="scrolls" tabindex="0"><table>')
    expect(await html('- [x] done')).toContain('checked')
    expect(await html('A claim.[^1]\n\n[^1]: Its source.')).toContain('data-footnotes')
  })

  it('gives two equal headings two anchors, in any script', async () => {
    const made = await renderMarkdown('## پیمائش\n\n## پیمائش\n', options)
    expect(made.headings.map(({ id }) => id)).toEqual(['l-پیمائش', 'l-پیمائش-2'])
  })

  it('colours code in both themes and writes formulae as MathML', async () => {
    expect(await html('```python\nprint(1)\n```')).toMatch(/--shiki-light:.*--shiki-dark:/)
    expect(await html('```nosuchlanguage\nprint(1)\n```')).toContain('print(1)')
    expect(await html('$x^2$')).toContain('<math')
    expect(await html('$$\\frac{1}{2}$$')).toContain('<mfrac>')
  })

  it('shows the pictures of the version, and says what is missing of the others', async () => {
    expect(await html('![A line](assets/line.svg)')).toContain('src="/track-files/v/line.svg"')
    expect(await html('![A map](assets/map.png)')).toBe('<p><em>A map</em></p>')
    expect(await html('![x](https://elsewhere.example/p.png)')).not.toContain('<img')
  })

  it('finds the pictures that a text shows, and none that its code only speaks of', () => {
    const text = '![a](./assets/a.png) `![b](assets/b.png)` ![c][c]\n\n[c]: assets/c.svg "C"\n'
    expect(picturesOf(text)).toEqual(['assets/a.png', 'assets/c.svg'])
    expect(picturesOf('```md\n![d](assets/d.png)\n```')).toEqual([])
  })

  it('takes the paragraph off a line of text', async () => {
    expect(await renderInline('One *word*', options)).toBe('One <em>word</em>')
  })
})

describe('Markdown that tries', () => {
  it.each([
    ['a script', '<script>alert(1)</script>'],
    ['an event', '<img src=x onerror=alert(1)>'],
    ['an address of script', '[x](javascript:alert(1))'],
    ['one in capitals with a tab', '[x](JaVa\tScRiPt:alert(1))'],
    ['one by entity', '[x](&#106;avascript:alert(1))'],
    ['a data address', '[x](data:text/html;base64,PHNjcmlwdD4=)'],
    ['a data picture', '![x](data:image/svg+xml;base64,PHN2Zz4=)'],
    ['an autolink', '<javascript:alert(1)>'],
    ['a frame', '<iframe src="https://x.example"></iframe>'],
    ['a style', '<style>*{display:none}</style>'],
    ['a formula with a link', '$\\href{javascript:alert(1)}{x}$'],
    ['a formula with a picture', '$\\includegraphics{https://x.example/p.png}$'],
    ['a formula with html', '$\\htmlData{onclick=alert(1)}{x}$'],
    ['a definition', '[x]\n\n[x]: javascript:alert(1)'],
  ])('gets nowhere with %s', async (_, source) => {
    const made = await html(source)
    const tags = made.match(/<[^>]*>/g)?.join('') ?? ''
    expect(tags).not.toMatch(/script|iframe|<style|onerror|onclick|javascript:|data:|<img/i)
  })

  it.each([
    ['the scheme of the page', '[d](//evil.example)'],
    ['http', '[d](http://evil.example)'],
    ['http by itself', 'See http://evil.example/x now.'],
  ])('makes no link of %s', async (_, source) => {
    expect(await html(source)).not.toContain('href')
  })

  it('lets links leave with https alone, and says nothing of the page they leave', async () => {
    const rel = 'rel="noopener noreferrer nofollow"'
    expect(await html('[d](https://a.example)')).toContain(`href="https://a.example" ${rel}`)
    expect(await html('[d](other-lesson)')).toBe('<p><a href="other-lesson">d</a></p>')
  })

  it('cannot take the place of an element of the page', async () => {
    expect(await html('<a id="main">x</a>\n\n## main')).not.toMatch(/id="main"/)
  })

  it.each([
    ['quotes', `${'>'.repeat(5_000)} x`],
    ['lists', `${'- '.repeat(5_000)}x`],
    ['brackets', `${'['.repeat(5_000)}x`],
    ['stars', `${'*'.repeat(5_000)}x`],
  ])('is refused when it nests %s without end', async (_, source) => {
    await expect(html(source)).rejects.toMatchObject({ code: 'markdown_too_deep' })
  })

  it('is refused when it is too long', async () => {
    await expect(html('x'.repeat(200_001))).rejects.toMatchObject({ code: 'markdown_too_long' })
  })
})
