import { readReportFile } from '~/domain/contracts/measuring/judging-queries.server'
import { serveFile } from '~/domain/identity/access.server'
import { saved } from '../../../_saved.server'

/** The file behind reported figures, for its measurer and both sides: saved, never opened here. */
export const loader = serveFile('person', async ({ viewer, params, db, at }) => {
  const { evaluationId = '', reportId = '' } = params
  return saved(await readReportFile(db, viewer, { evaluationId, reportId, at }))
})
