import { serveFile } from '~/domain/identity/access.server'
import { isShownPicture } from '~/domain/reputation/artefact'
import { portfolioFile } from '~/domain/reputation/portfolio-page.server'
import { attachmentHeader } from '~/kernel/file-name'

/**
 * A file of a portfolio, for whoever may open the portfolio. A picture is shown in a sandbox in which
 * nothing runs; anything else is saved, never opened in Samar's own origin.
 */
export const loader = serveFile('anyone', async ({ viewer, params, url, db }) => {
  const { personId = '', artefactId = '' } = params
  const asked = { personId, artefactId, code: url.searchParams.get('code') }
  const file = await portfolioFile(db, viewer, asked)
  const headers = new Headers({
    'Content-Type': file.mediaType,
    'Content-Length': String(file.data.byteLength),
    'Content-Disposition': isShownPicture(file) ? 'inline' : attachmentHeader(file.name),
    'Content-Security-Policy':
      "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:",
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Cache-Control': 'private, no-cache',
  })
  if (!file.listed) headers.set('X-Robots-Tag', 'noindex')
  return new Response(new Uint8Array(file.data), { headers })
})
