import { issuerBySlug } from '~/domain/credentials/credential-rows.server'
import { publicJson } from '~/domain/credentials/files.server'
import { ownDidDocument } from '~/domain/credentials/own-issuers.server'
import { serveFile } from '~/domain/identity/access.server'

/** did:web: every key that has signed for this issuer, also after the issuer has left. */
export const loader = serveFile('anyone', async ({ params, db }) => {
  const { did } = await issuerBySlug(db, params.slug ?? '')
  return publicJson(await ownDidDocument(db, did), 'application/did+ld+json', 60)
})
