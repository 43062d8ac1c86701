import { serveFile } from '~/domain/identity/access.server'
import { publicKeys } from '~/domain/outcomes/evidence/signing.server'

/** The public keys under which verdicts are signed, as a JWK set. */
export const loader = serveFile('anyone', async ({ db }) => {
  return new Response(JSON.stringify(await publicKeys(db)), {
    headers: { 'Content-Type': 'application/jwk-set+json', 'Cache-Control': 'public, max-age=300' },
  })
})
