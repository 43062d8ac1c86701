import { isDiscovery } from '~/domain/market/proposals/discovery'
import type { Tx } from '~/platform/database.server'
import { acceptedStatuses } from './milestone'
import { openMilestone } from './move-milestone.server'
import { acceptAndRelease } from './release-milestone.server'

/**
 * The client accepts, which releases the held money in the same transaction. Without a met verdict
 * this is a waiver: it is kept as one in the evidence, and nobody's portfolio says "verified". Of a
 * discovery no verdict was agreed, so that nothing is waived.
 * A second click, also of a colleague, changes nothing and says so.
 */
export async function acceptMilestone(
  tx: Tx,
  input: { milestoneId: string; by: string; at: Date },
): Promise<{ already: boolean; waiver: boolean }> {
  const opened = await openMilestone(tx, {
    milestoneId: input.milestoneId,
    event: 'accept',
    cause: { person: input.by },
    doneIn: acceptedStatuses,
  })
  const waiver = opened.milestone.outcome !== 'met' && !isDiscovery(opened.milestone)
  if (opened.done) return { already: true, waiver }
  await acceptAndRelease(tx, opened, {
    event: 'accept',
    how: waiver ? 'waiver' : 'accepted',
    at: input.at,
  })
  return { already: false, waiver }
}
