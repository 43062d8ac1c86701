import { serveFile } from '~/domain/identity/access.server'
import { ownFile } from '~/domain/learning/attempts/capstone-queries.server'
import { saved } from '../../../_saved.server'

/** A file that the learner put beside their own work. */
export const loader = serveFile('person', async ({ viewer, params, db }) => {
  const { attemptId = '', fileId = '' } = params
  return saved(await ownFile(db, viewer, { attemptId, fileId }))
})
