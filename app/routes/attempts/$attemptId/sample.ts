import { serveFile } from '~/domain/identity/access.server'
import { sampleFile } from '~/domain/learning/attempts/exercise-queries.server'
import { saved } from '../../_saved.server'

/** The published rows of an exercise with their labels, to try things on. */
export const loader = serveFile('person', async ({ viewer, params, db }) => {
  const text = await sampleFile(db, viewer, params.attemptId ?? '')
  return saved({ name: 'sample.csv', data: Buffer.from(text) })
})
