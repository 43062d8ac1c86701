import { redirect } from '@remix-run/node'
import { serveFile } from '~/domain/identity/access.server'
import { previewedPackage } from '~/domain/learning/package/preview-package.server'
import { Refused } from '~/kernel/refusal'

/** Leads those who read drafts to a package, on the origin for packages. */
export const loader = serveFile('person', async ({ viewer, params, db }) => {
  const { versionId = '', itemKey = '' } = params
  const href = await previewedPackage(db, viewer, { versionId, itemKey, now: new Date() })
  if (href === null) throw new Refused('service_unavailable')
  return redirect(href, { status: 303, headers: { 'Cache-Control': 'no-store' } })
})
