import { publicJson } from '~/domain/credentials/files.server'
import { issuerKeysPage } from '~/domain/credentials/queries.server'
import { serveFile } from '~/domain/identity/access.server'

/** The same public keys as a JWK set. */
export const loader = serveFile('anyone', async ({ viewer, params, db }) => {
  const { keys } = await issuerKeysPage(db, viewer, params.slug ?? '')
  return publicJson(
    { keys: keys.map(({ publicJwk }) => publicJwk) },
    'application/jwk-set+json',
    60,
  )
})
