import { readInputFile } from '~/domain/contracts/input-queries.server'
import { serve } from '~/domain/identity/access.server'
import { attachmentHeader } from '~/kernel/file-name'

/** A file that a client handed in, for the parties: saved, never opened in Samar's own origin. */
export const loader = serve('person', async ({ viewer, params, db }) => {
  const { contractId = '', fileId = '' } = params
  const { name, mediaType, data } = await readInputFile(db, viewer, { contractId, fileId })
  return new Response(new Uint8Array(data), {
    headers: {
      'Content-Type': mediaType,
      'Content-Length': String(data.byteLength),
      'Content-Disposition': attachmentHeader(name),
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'private, no-store',
    },
  })
})
