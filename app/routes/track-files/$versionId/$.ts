import { serve } from '~/domain/identity/access.server'
import { servedPicture } from '~/domain/learning/picture-queries.server'

/**
 * A picture of a track's version. A published version never changes, so its files are kept for a
 * year; those of a draft are for its writers alone. A drawing may neither run nor fetch
 * anything; that no browser guesses another type is said of every answer.
 */
export const loader = serve('anyone', async ({ viewer, params, db }) => {
  const { bytes, mediaType, isPublic } = await servedPicture(db, viewer, {
    versionId: params.versionId ?? '',
    name: params['*'] ?? '',
  })
  return new Response(new Uint8Array(bytes), {
    headers: {
      'Content-Type': mediaType,
      'Content-Length': String(bytes.byteLength),
      'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
      'Cache-Control': isPublic ? 'public, max-age=31536000, immutable' : 'private, no-store',
    },
  })
})
