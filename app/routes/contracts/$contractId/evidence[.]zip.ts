import { evidenceArchive } from '~/domain/contracts/contract-exports.server'
import { serveFile } from '~/domain/identity/access.server'
import { builtReplay } from '~/domain/outcomes/evidence/evidence-zip.server'
import { env } from '~/platform/env.server'
import { download } from '~/platform/http/download.server'

/** The evidence of a contract with the program that replays it; the parties' part for its readers. */
export const loader = serveFile('person', async ({ viewer, params, url, db, at }) => {
  const audience = url.searchParams.get('part') === 'public' ? 'public' : 'party'
  const wanted = { audience, origin: env().APP_ORIGIN, program: await builtReplay(), at } as const
  const { contractId, pieces } = await evidenceArchive(db, viewer, params.contractId ?? '', wanted)
  return download(pieces, {
    type: 'application/zip',
    name: `samar-evidence-${contractId}-${audience}.zip`,
    cache: 'private',
  })
})
