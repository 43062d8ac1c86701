import { verdictPage } from '~/domain/contracts/measuring/verdict-page.server'
import { serveFile } from '~/domain/identity/access.server'
import { exportEvidence } from '~/domain/outcomes/evidence/evidence-export.server'

/** The public part of the evidence behind a verdict, for whoever wants to check it. */
export const loader = serveFile('anyone', async ({ viewer, params, db }) => {
  const { contractReference, verdictId } = await verdictPage(db, viewer, params.verdictId ?? '')
  const text = await exportEvidence(db, { contractReference, audience: 'public' })
  return new Response(text, {
    headers: {
      'Content-Type': 'application/x-ndjson; charset=utf-8',
      'Cache-Control': 'private, no-store',
      'Content-Disposition': `attachment; filename="samar-evidence-${verdictId}.jsonl"`,
    },
  })
})
