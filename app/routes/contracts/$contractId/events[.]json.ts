import { contractEvents } from '~/domain/contracts/contract-exports.server'
import { serveFile } from '~/domain/identity/access.server'
import { cloudEventsType } from '~/domain/outcomes/adapters/cloud-events'
import { env } from '~/platform/env.server'

/** Every run and verdict of a contract as CloudEvents, for its readers. */
export const loader = serveFile('person', async ({ viewer, params, db }) => {
  const events = await contractEvents(db, viewer, params.contractId ?? '', env().APP_ORIGIN)
  return new Response(JSON.stringify(events), {
    headers: { 'Content-Type': cloudEventsType, 'Cache-Control': 'private, no-store' },
  })
})
