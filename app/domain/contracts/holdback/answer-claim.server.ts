import type { Tx } from '~/platform/database.server'
import { enqueue } from '~/platform/queue.server'
import { claimTransitions } from './claim'
import { openedClaim } from './claim-rows.server'
import { slotOfClaim } from './holdback-window'
import { moveClaim } from './move-claim.server'
import { startRecheck } from './start-recheck.server'

/**
 * The team answers a claim; where it says that it is mended, the criteria are measured again on
 * fresh rows, as far as there are any. Then the operator decides. A second click changes nothing.
 */
export async function answerClaim(
  tx: Tx,
  input: { claimId: string; answer: string; measureAgain: boolean; by: string; at: Date },
): Promise<{ already: boolean }> {
  const { claimId, answer, measureAgain, by, at } = input
  const { claim } = await openedClaim(tx, { claimId, by, as: 'team' })
  if (claim.answeredAt && !claimTransitions.find(claim.state, 'answer', 'team').ok) {
    return { already: true }
  }
  await moveClaim(tx, claim, {
    event: 'answer',
    actor: 'team',
    by,
    at,
    set: { answer, measureAgain, answeredBy: by, answeredAt: at },
    evidence: { measureAgain },
  })
  if (measureAgain) {
    await startRecheck(tx, { milestoneId: claim.milestoneId, slot: slotOfClaim(claimId), at })
  }
  await enqueue(tx, 'notify', { event: 'claim-answered', subject: claimId })
  return { already: false }
}
