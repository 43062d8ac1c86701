import { serveFile } from '~/domain/identity/access.server'
import { sitemapPiece } from '~/domain/market/search/sitemap-queries.server'
import { Refused } from '~/kernel/refusal'
import { env } from '~/platform/env.server'
import { xmlAnswer } from './_xml'

const standing = [
  '/',
  ...[
    '/search',
    '/offers',
    '/briefs',
    '/exchange',
    '/teams',
    '/people',
    '/tracks',
    '/skills',
    '/exposure',
  ],
  ...['/verdicts', '/measuring', '/sealing', '/verify'],
]

/** One piece of the map, named by its first subject. Our own paths need no escaping. */
export const loader = serveFile('anyone', async ({ db, params }) => {
  const piece = params.piece ?? ''
  const origin = env().APP_ORIGIN
  if (piece === 'pages') {
    return xmlAnswer(
      'urlset',
      standing.map((path) => `<url><loc>${origin}${path}</loc></url>`),
    )
  }
  if (!/^[a-z]+_\w+$/.test(piece)) throw new Refused('not_found')
  const rows = await sitemapPiece(db, piece)
  if (rows.length === 0) throw new Refused('not_found')
  return xmlAnswer(
    'urlset',
    rows.map(
      ({ url, changedAt }) =>
        `<url><loc>${origin}${url}</loc><lastmod>${changedAt.toISOString().slice(0, 10)}</lastmod></url>`,
    ),
  )
})
