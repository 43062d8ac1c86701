import { serveFile } from '~/domain/identity/access.server'
import { picture } from '~/domain/learning/versions/picture-queries.server'

/**
 * A picture of a track. A drawing may hold what it likes: opened by itself it is in a sandbox in which
 * nothing runs and nothing is loaded, and it is never taken for anything but what it says it is.
 */
export const loader = serveFile('anyone', async ({ viewer, params, request, db }) => {
  const { versionId = '', name = '' } = params
  const found = await picture(db, viewer, { versionId, name })
  const tag = `"${found.sha256}"`
  const headers = {
    'Content-Type': found.mediaType,
    'Content-Security-Policy':
      "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:",
    'Content-Disposition': 'inline',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Cache-Control': found.open ? 'public, max-age=31536000, immutable' : 'private, no-cache',
    ETag: tag,
  }
  if (request.headers.get('If-None-Match') === tag) {
    return new Response(null, { status: 304, headers })
  }
  return new Response(new Uint8Array(found.bytes), { headers })
})
