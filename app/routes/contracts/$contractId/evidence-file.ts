import { evidenceFile } from '~/domain/contracts/sealed-reading.server'
import { serveFile } from '~/domain/identity/access.server'

/** The evidence of a contract as a file; the parties' own part only for its readers. */
export const loader = serveFile('person', async ({ viewer, params, url, db }) => {
  const audience = url.searchParams.get('part') === 'public' ? 'public' : 'party'
  const file = await evidenceFile(db, viewer, params.contractId ?? '', audience)
  return new Response(file.text, {
    headers: {
      'Content-Type': 'application/x-ndjson; charset=utf-8',
      'Content-Disposition': `attachment; filename="samar-evidence-${file.contractId}-${audience}.jsonl"`,
      'Cache-Control': 'private, no-store',
    },
  })
})
