import { readInputFile } from '~/domain/contracts/inputs/input-queries.server'
import { serveFile } from '~/domain/identity/access.server'
import { saved } from '../../../_saved.server'

/** A file that a client handed in, for the parties: saved, never opened in Samar's own origin. */
export const loader = serveFile('person', async ({ viewer, params, db }) => {
  const { contractId = '', fileId = '' } = params
  return saved(await readInputFile(db, viewer, { contractId, fileId }))
})
