import { serveFile } from '~/domain/identity/access.server'
import { env, isPlayground } from '~/platform/env.server'

const privatePlaces = [
  '/dashboard',
  '/contracts',
  '/money',
  '/inbox',
  '/settings',
  '/desk',
  '/exposure/shared',
  '/mailbox',
  '/messages',
]

/** What searching machines may read: the public pages, and nothing at all of a practice copy. */
export const loader = serveFile('anyone', () => {
  const lines = isPlayground()
    ? ['Disallow: /']
    : privatePlaces.map((place) => `Disallow: ${place}`)
  const map = isPlayground() ? '' : `\nSitemap: ${env().APP_ORIGIN}/sitemap.xml\n`
  return new Response(`User-agent: *\n${lines.join('\n')}\n${map}`, {
    headers: {
      'Content-Type': 'text/plain; charset=utf-8',
      'Cache-Control': 'public, max-age=3600',
    },
  })
})
