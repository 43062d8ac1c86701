import { serveFile } from '~/domain/identity/access.server'
import { reviewFile } from '~/domain/learning/reviews/review-queries.server'
import { saved } from '../../../_saved.server'

/** A file of a work, for its reviewer, under a name that says nothing of its author. */
export const loader = serveFile('person', async ({ viewer, params, db }) => {
  const { reviewId = '', fileId = '' } = params
  return saved(await reviewFile(db, viewer, { reviewId, fileId }))
})
