import { serveFile } from '~/domain/identity/access.server'
import { exportTrack } from '~/domain/learning/versions/export-track.server'
import { download } from '~/platform/http/download.server'

/** The version as a zip that can be imported again. */
export const loader = serveFile('person', async ({ viewer, params, db }) => {
  const { name, pieces } = await exportTrack(db, viewer, {
    organisationId: params.organisationId ?? '',
    trackId: params.trackId ?? '',
    versionId: params.versionId ?? '',
  })
  return download(pieces, { type: 'application/zip', name, cache: 'private' })
})
