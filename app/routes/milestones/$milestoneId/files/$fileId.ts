import { readDeliveryFile } from '~/domain/contracts/delivery-files.server'
import { serveFile } from '~/domain/identity/access.server'
import { attachmentHeader } from '~/kernel/file-name'

/** A file that a team handed over, for the parties: saved, never opened in Samar's own origin. */
export const loader = serveFile('person', async ({ viewer, params, db }) => {
  const { milestoneId = '', fileId = '' } = params
  const { name, mediaType, data } = await readDeliveryFile(db, viewer, { milestoneId, fileId })
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
