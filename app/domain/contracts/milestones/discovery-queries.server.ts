import type { Viewer } from '~/domain/identity/viewer'
import type { Reader } from '~/platform/database.server'
import { readable, signsFor } from '../queries.server'
import { milestonesOf } from '../rows.server'
import { endedAfterDiscovery, mayEndAfterDiscovery } from './discovery'
import { historyOf } from './milestone-queries.server'

/**
 * Whether a contract may now be ended after its discovery, whether the viewer is one who may, and how
 * it was ended so. For its parties and the operator.
 */
export async function afterDiscovery(db: Reader, viewer: Viewer, contractId: string) {
  const standing = await readable(db, viewer, contractId)
  const { status } = standing.row
  const milestones = await milestonesOf(db, contractId)
  const last = milestones.at(-1)
  const ended = last && endedAfterDiscovery(status, milestones) ? await historyOf(db, last.id) : []
  return {
    open: mayEndAfterDiscovery(status, milestones),
    mayEnd: signsFor(standing) !== null,
    ended: ended.find(({ event }) => event === 'end_after_discovery') ?? null,
  }
}
