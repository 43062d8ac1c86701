import type { Viewer } from '~/domain/identity/viewer'
import { type DryRun, dryRunEndpoint } from '~/domain/outcomes/endpoints/dry-run.server'
import { isAsked } from '~/domain/outcomes/endpoints/endpoint'
import { endpointOf } from '~/domain/outcomes/endpoints/endpoint-queries.server'
import { Refused } from '~/kernel/refusal'
import type { Db } from '~/platform/database.server'
import { countAttempt } from '~/platform/limits.server'
import { endpointStatuses } from '../milestones/milestone'
import { readable } from '../queries.server'
import { milestoneRow, termsOf } from '../rows.server'
import { assertReadsSealed } from '../sealed-reading.server'
import { criteriaOf } from '../terms/build-terms'

/** Trials of one milestone within an hour. */
const trials = { points: 30, perSeconds: 3_600 }

/** The team sends the published rows to its address and sees what comes back. Not in a transaction. */
export async function tryEndpoint(db: Db, viewer: Viewer, milestoneId: string): Promise<DryRun> {
  const milestone = await milestoneRow(db, milestoneId)
  const standing = await readable(db, viewer, milestone.contractId, milestone.position)
  if (!standing.actors.includes('team') || !endpointStatuses.includes(milestone.status)) {
    throw new Refused('not_found')
  }
  await assertReadsSealed(db, standing)
  const endpoint = await endpointOf(db, milestone.id, 'party')
  if (!endpoint) throw new Refused('endpoint_missing')
  await countAttempt(db, `dry-run:${milestone.id}`, trials)
  if (!isAsked(endpoint.kind)) throw new Refused('not_found')
  const terms = await termsOf(db, milestone.contractId)
  if (!terms.dataset) throw new Refused('endpoint_not_needed')
  return dryRunEndpoint(db, {
    endpointId: endpoint.endpointId,
    datasetId: terms.dataset.id,
    criteria: criteriaOf(terms, milestone),
  })
}
