import { serveFile } from '~/domain/identity/access.server'
import { sitemapPieces } from '~/domain/market/search/sitemap-queries.server'
import { env } from '~/platform/env.server'
import { xmlAnswer } from './sitemaps/_xml'

/** The pieces of the map: the standing pages, then the documents of search by their first. */
export const loader = serveFile('anyone', async ({ db }) => {
  const pieces = ['pages', ...(await sitemapPieces(db))]
  const lines = pieces.map(
    (piece) => `<sitemap><loc>${env().APP_ORIGIN}/sitemaps/${piece}</loc></sitemap>`,
  )
  return xmlAnswer('sitemapindex', lines)
})
