import { serveFile } from '~/domain/identity/access.server'
import { readMessageFile } from '~/domain/messages/thread-queries.server'
import { saved } from '../../../_saved.server'

/** A file of a message, for the thread's readers: saved, never opened in Samar's own origin. */
export const loader = serveFile('person', async ({ viewer, params, db, at }) => {
  const { threadId = '', fileId = '' } = params
  return saved(await readMessageFile(db, viewer, { threadId, fileId, at }))
})
