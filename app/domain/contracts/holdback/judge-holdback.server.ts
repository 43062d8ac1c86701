import { holdbackFor } from '~/domain/escrow/queries.server'
import type { ServiceResult } from '~/domain/outcomes/measures/judge-service'
import { judgeWatch } from '~/domain/outcomes/probes/judge-watch.server'
import { holdbackWatchOf } from '~/domain/outcomes/probes/watch-service.server'
import type { Tx } from '~/platform/database.server'
import { lockContract, milestoneRow } from '../rows.server'
import type { ClaimFact } from './claim'
import { claimsOf, liveClaimOf } from './claim-rows.server'
import { mendClaim } from './end-claim.server'
import { openClaim } from './open-claim.server'

/**
 * Once a day: what was agreed about the service, judged on what the probes found. Not met opens a
 * claim; one that was opened like this ends when everything it names holds again.
 */
export async function judgeHoldback(
  tx: Tx,
  input: { milestoneId: string; at: Date },
): Promise<boolean> {
  const { at } = input
  const { contractId } = await milestoneRow(tx, input.milestoneId)
  await lockContract(tx, contractId)
  const milestone = await milestoneRow(tx, input.milestoneId)
  const watch = await holdbackWatchOf(tx, milestone.id)
  const kept = await holdbackFor(tx, milestone.id)
  if (!watch || !kept || kept.releasedAt || kept.refundedAt) return false
  const live = await liveClaimOf(tx, milestone.id)
  const mine = live?.reason === 'service' ? live : null
  const [ended] = (await claimsOf(tx, [milestone.id])).flatMap(({ reason, endedAt }) =>
    reason === 'service' && endedAt ? [endedAt] : [],
  )
  const judged = await judgeWatch(tx, {
    watchId: watch.id,
    since: ended ?? null,
    from: mine?.openedAt ?? null,
    at,
  })
  if (!judged) return false
  if (mine) {
    const named = judged.recovered.filter(({ criterion }) =>
      mine.facts.some(({ criterionId }) => criterionId === criterion.id),
    )
    const holds = named.length > 0 && named.every(({ outcome }) => outcome === 'met')
    if (holds) await mendClaim(tx, mine, { evaluationId: null, at })
    return true
  }
  const missed = judged.results.filter(({ outcome }) => outcome === 'not_met')
  if (missed.length > 0) {
    const facts = missed.map(factOf)
    const found = { reason: 'service' as const, facts, watchId: watch.id, by: null, at }
    await openClaim(tx, { milestone, ...found })
  }
  return true
}

function factOf({ criterion, estimate, lower, upper, n }: ServiceResult): ClaimFact {
  const { id, metric, direction, target } = criterion
  return { criterionId: id, metric, direction, target, estimate, lower, upper, n }
}
