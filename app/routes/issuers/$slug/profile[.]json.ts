import { publicJson } from '~/domain/credentials/files.server'
import { issuerProfile } from '~/domain/credentials/open-badge'
import { issuerPage } from '~/domain/credentials/queries.server'
import { serveFile } from '~/domain/identity/access.server'
import { env } from '~/platform/env.server'

/** The issuer as an Open Badges profile. */
export const loader = serveFile('anyone', async ({ params, db, at }) => {
  const { issuer, name } = await issuerPage(db, null, params.slug ?? '', at)
  const profile = issuerProfile(env().APP_ORIGIN, { ...issuer, name })
  return publicJson(profile, 'application/json', 60)
})
