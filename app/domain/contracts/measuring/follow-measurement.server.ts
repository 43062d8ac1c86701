import type { Viewer } from '~/domain/identity/viewer'
import { evaluationProgress } from '~/domain/outcomes/queries.server'
import type { Reader } from '~/platform/database.server'
import { measuringStatuses } from '../milestones/milestone'
import { readable } from '../queries.server'
import { milestoneRow } from '../rows.server'

/**
 * How the measurement of a milestone stands now, for those who may read its contract; null when
 * nothing is being measured.
 * @throws Refused not_found
 */
export async function followMeasurement(db: Reader, viewer: Viewer, milestoneId: string) {
  const { contractId, status, evaluationId } = await milestoneRow(db, milestoneId)
  await readable(db, viewer, contractId)
  if (!measuringStatuses.includes(status) || !evaluationId) return null
  return evaluationProgress(db, evaluationId)
}
