import { serveFile } from '~/domain/identity/access.server'
import { appealFile } from '~/domain/learning/reviews/marking-queries.server'
import { saved } from '../../../../_saved.server'

/** A file of a work whose marks were appealed against, for those who may decide it. */
export const loader = serveFile('person', async ({ viewer, params, db }) => {
  const { attemptId = '', fileId = '' } = params
  return saved(await appealFile(db, viewer, { attemptId, fileId }))
})
