import { endpointOf } from '~/domain/outcomes/endpoints/endpoint-queries.server'
import { startWatch } from '~/domain/outcomes/probes/watch-service.server'
import { addDays } from '~/kernel/clock'
import type { Tx } from '~/platform/database.server'
import { settingAt } from '~/platform/settings.server'
import type { MilestoneRow } from '../rows.server'
import { criteriaOf } from '../terms/build-terms'
import type { Terms } from '../terms/terms'

/**
 * From the release on, the address that was accepted is looked at until the part that is kept back
 * is due. Nothing is looked at where nothing can be asked.
 */
export async function watchHoldback(
  tx: Tx,
  input: { milestone: MilestoneRow; terms: Terms; at: Date },
): Promise<void> {
  const { milestone, terms, at } = input
  const endpoint = await endpointOf(tx, milestone.id, 'party')
  // Rows that are handed out as a file have no address.
  if (!endpoint?.inner || endpoint.inner.url === '') return
  await startWatch(tx, {
    reference: milestone.id,
    contractReference: milestone.contractId,
    endpointId: endpoint.endpointId,
    datasetId: terms.dataset?.id ?? null,
    criteria: criteriaOf(terms, milestone),
    everySeconds: (await settingAt(tx, 'probeMinutes', at)) * 60,
    startsAt: at,
    endsAt: addDays(at, terms.holdbackDays),
  })
}
