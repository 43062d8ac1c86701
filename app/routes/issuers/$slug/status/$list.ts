import { publicJson } from '~/domain/credentials/files.server'
import { statusListDocument } from '~/domain/credentials/status-list-document.server'
import { serveFile } from '~/domain/identity/access.server'

/** A signed list of what is revoked or suspended. A cache may keep it for half a minute, no longer. */
export const loader = serveFile('anyone', async ({ params, db, at }) => {
  const { slug = '', list: name = '' } = params
  const list = await statusListDocument(db, { slug, name, at })
  return publicJson(list, 'application/vc+ld+json', 30)
})
