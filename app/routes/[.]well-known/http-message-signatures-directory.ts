import { serveFile } from '~/domain/identity/access.server'
import { requestKeys } from '~/domain/outcomes/evidence/signing.server'

/** The public keys under which requests to endpoints are signed, as a JWK set. */
export const loader = serveFile('anyone', async ({ db }) => {
  return new Response(JSON.stringify(await requestKeys(db)), {
    headers: {
      'Content-Type': 'application/http-message-signatures-directory+json',
      'Cache-Control': 'public, max-age=300',
    },
  })
})
