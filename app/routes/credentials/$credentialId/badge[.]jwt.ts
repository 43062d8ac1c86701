import { credentialFile } from '~/domain/credentials/files.server'
import { serveFile } from '~/domain/identity/access.server'

/** The signed credential as a file; a private one is there for its holder and its issuer only. */
export const loader = serveFile('anyone', ({ viewer, params, db }) =>
  credentialFile(db, viewer, params.credentialId ?? '', 'jwt'),
)
