import { readDeliveryFile } from '~/domain/contracts/milestones/delivery-files.server'
import { serveFile } from '~/domain/identity/access.server'
import { saved } from '../../../_saved.server'

/** A file that a team handed over, for the parties: saved, never opened in Samar's own origin. */
export const loader = serveFile('person', async ({ viewer, params, db }) => {
  const { milestoneId = '', fileId = '' } = params
  return saved(await readDeliveryFile(db, viewer, { milestoneId, fileId }))
})
