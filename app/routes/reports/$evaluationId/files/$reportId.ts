import { readReportFile } from '~/domain/contracts/judging-queries.server'
import { serveFile } from '~/domain/identity/access.server'
import { attachmentHeader } from '~/kernel/file-name'

/** The file behind reported figures, for its measurer and both sides: saved, never opened here. */
export const loader = serveFile('person', async ({ viewer, params, db, at }) => {
  const { evaluationId = '', reportId = '' } = params
  const { name, mediaType, data } = await readReportFile(db, viewer, { evaluationId, reportId, at })
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
