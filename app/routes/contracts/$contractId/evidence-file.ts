import { readable } from '~/domain/contracts/queries.server'
import { serve } from '~/domain/identity/access.server'
import { exportEvidence } from '~/domain/outcomes/evidence-export.server'

/** The evidence of a contract as a file, for its parties and the operator. */
export const loader = serve('person', async ({ viewer, params, url, db }) => {
  const { row } = await readable(db, viewer, params.contractId ?? '')
  const audience = url.searchParams.get('part') === 'public' ? 'public' : 'party'
  const text = await exportEvidence(db, { contractReference: row.id, audience })
  return new Response(text, {
    headers: {
      'Content-Type': 'application/x-ndjson; charset=utf-8',
      'Content-Disposition': `attachment; filename="samar-evidence-${row.id}-${audience}.jsonl"`,
      'Cache-Control': 'private, no-store',
    },
  })
})
