import { verdictPage } from '~/domain/contracts/measuring/verdict-page.server'
import { serveFile } from '~/domain/identity/access.server'
import { cloudEvents, cloudEventsType, entriesOfRun } from '~/domain/outcomes/adapters/cloud-events'
import { evidenceChain } from '~/domain/outcomes/queries.server'
import { env } from '~/platform/env.server'

/** The run behind a verdict as CloudEvents, for anybody. */
export const loader = serveFile('anyone', async ({ viewer, params, db }) => {
  const { contractReference, evaluationId } = await verdictPage(db, viewer, params.verdictId ?? '')
  const chain = await evidenceChain(db, contractReference, 'public')
  const events = cloudEvents(env().APP_ORIGIN, entriesOfRun(chain, evaluationId))
  return new Response(JSON.stringify(events), {
    headers: { 'Content-Type': cloudEventsType, 'Cache-Control': 'private, no-store' },
  })
})
