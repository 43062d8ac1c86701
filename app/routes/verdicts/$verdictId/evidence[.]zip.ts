import { verdictPage } from '~/domain/contracts/verdict-page.server'
import { serve } from '~/domain/identity/access.server'
import { builtReplay, evidenceZip } from '~/domain/outcomes/evidence/evidence-zip.server'
import { env } from '~/platform/env.server'
import { download } from '~/platform/http/download.server'

/** The public evidence behind a verdict, with the program that checks it, for whoever asks. */
export const loader = serve('anyone', async ({ params, db, at }) => {
  const { contractReference, verdictId } = await verdictPage(db, params.verdictId ?? '')
  const origin = env().APP_ORIGIN
  const program = await builtReplay()
  const pieces = evidenceZip(db, { contractReference, audience: 'public', origin, program, at })
  return download(pieces, {
    type: 'application/zip',
    name: `samar-evidence-${verdictId}.zip`,
    cache: 'public',
  })
})
