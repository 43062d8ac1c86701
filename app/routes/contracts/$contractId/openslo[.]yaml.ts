import { contractOpenSlo } from '~/domain/contracts/contract-exports.server'
import { serveFile } from '~/domain/identity/access.server'

/** The service criteria of a contract as OpenSLO v1, for its readers. */
export const loader = serveFile('person', async ({ viewer, params, db }) => {
  const yaml = await contractOpenSlo(db, viewer, params.contractId ?? '')
  return new Response(yaml, {
    headers: {
      'Content-Type': 'application/yaml; charset=utf-8',
      'Cache-Control': 'private, no-store',
    },
  })
})
