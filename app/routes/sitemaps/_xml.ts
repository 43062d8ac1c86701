/** A file of the sitemap protocol (sitemaps.org, version 0.9); readers may keep it for an hour. */
export function xmlAnswer(root: 'sitemapindex' | 'urlset', lines: readonly string[]): Response {
  const open = `<${root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">`
  return new Response(
    `<?xml version="1.0" encoding="UTF-8"?>\n${open}\n${lines.join('\n')}\n</${root}>\n`,
    {
      headers: {
        'Content-Type': 'application/xml; charset=utf-8',
        'Cache-Control': 'public, max-age=3600',
      },
    },
  )
}
