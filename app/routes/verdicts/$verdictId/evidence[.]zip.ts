import { verdictPage } from '~/domain/contracts/measuring/verdict-page.server'
import { serveFile } from '~/domain/identity/access.server'
import { builtReplay, evidenceZip } from '~/domain/outcomes/evidence/evidence-zip.server'
import { env } from '~/platform/env.server'
import { download } from '~/platform/http/download.server'

/** The public evidence behind a verdict, with the program that checks it, for whoever asks. */
export const loader = serveFile('anyone', async ({ viewer, params, db, at }) => {
  const page = await verdictPage(db, viewer, params.verdictId ?? '')
  const { contractReference, reference, verdictId } = page
  const origin = env().APP_ORIGIN
  const program = await builtReplay()
  // Whoever reads a verdict reads the title of its own milestone, and of no other.
  const title = page.about?.title ?? page.exercise?.title
  const titles = new Map(title ? [[reference, title] as const] : [])
  const wanted = { audience: 'public', origin, program, titles, at } as const
  const pieces = evidenceZip(db, { contractReference, ...wanted })
  return download(pieces, {
    type: 'application/zip',
    name: `samar-evidence-${verdictId}.zip`,
    // What a learner shows today they may take back tomorrow.
    cache: page.exercise ? 'private' : 'public',
  })
})
