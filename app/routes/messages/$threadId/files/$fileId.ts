import { serveFile } from '~/domain/identity/access.server'
import { readMessageFile } from '~/domain/messages/thread-queries.server'
import { attachmentHeader } from '~/kernel/file-name'

/** A file of a message, for the thread's readers: saved, never opened in Samar's own origin. */
export const loader = serveFile('person', async ({ viewer, params, db, at }) => {
  const { threadId = '', fileId = '' } = params
  const file = await readMessageFile(db, viewer, { threadId, fileId, at })
  return new Response(new Uint8Array(file.data), {
    headers: {
      'Content-Type': file.mediaType,
      'Content-Length': String(file.data.byteLength),
      'Content-Disposition': attachmentHeader(file.name),
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'private, no-store',
    },
  })
})
