import { holdbackClaim, recheck } from 'db/schema/contracts'
import { eq } from 'drizzle-orm'
import { letHoldbackGo } from '~/domain/escrow/hold-holdback.server'
import { evaluationResult, verdictOfEvaluation } from '~/domain/outcomes/queries.server'
import type { RunFailure } from '~/domain/outcomes/runs/evaluation'
import { openEvaluationStates } from '~/domain/outcomes/runs/evaluation'
import type { Tx } from '~/platform/database.server'
import { log } from '~/platform/log.server'
import { lockContract, milestoneRow } from '../rows.server'
import type { ClaimFact } from './claim'
import { liveClaimOf } from './claim-rows.server'
import { mendClaim } from './end-claim.server'
import { openClaim } from './open-claim.server'

/** Nobody answered where the accepted system was: that is worse than a wrong answer. */
const goneFailures: readonly RunFailure[] = ['endpoint_unreachable', 'endpoint_address_refused']

/**
 * A measurement that looked again has ended. A criterion of which even the optimistic end misses
 * opens a claim; met again ends one that such a measurement opened. Anything undecided changes
 * nothing, also where no rows are left that could decide it. Safe to run twice.
 */
export async function recordRecheck(
  tx: Tx,
  input: { evaluationId: string; at: Date },
): Promise<{ opened: string | null; mended: string | null }> {
  const { evaluationId, at } = input
  const nothing = { opened: null, mended: null }
  const [found] = await tx.select().from(recheck).where(eq(recheck.evaluationId, evaluationId))
  if (!found) return nothing
  const { contractId } = await milestoneRow(tx, found.milestoneId)
  await lockContract(tx, contractId)
  const result = await evaluationResult(tx, evaluationId)
  if (!result || openEvaluationStates.includes(result.state)) return nothing
  const milestone = await milestoneRow(tx, found.milestoneId)
  await letHoldbackGo(tx, { reference: milestone.id, by: evaluationId })
  const outcome = result.overall ?? result.failure ?? 'none'
  log.info({ milestone: milestone.id, evaluation: evaluationId, outcome }, 'looked again')
  const live = await liveClaimOf(tx, milestone.id)
  if (result.overall === 'met') {
    const again = live !== null && ['recheck', 'endpoint_gone'].includes(live.reason)
    if (!live || !again || result.startedAt < live.openedAt) return nothing
    await mendClaim(tx, live, { evaluationId, at })
    return { opened: null, mended: live.id }
  }
  const gone = result.failure !== null && goneFailures.includes(result.failure)
  const facts = await factsOf(tx, evaluationId)
  if (facts.length === 0 && !gone) return nothing
  const [before] = await tx
    .select({ id: holdbackClaim.id })
    .from(holdbackClaim)
    .where(eq(holdbackClaim.evaluationId, evaluationId))
  if (before) return nothing
  const opened = await openClaim(tx, {
    milestone,
    reason: gone ? 'endpoint_gone' : 'recheck',
    facts,
    evaluationId,
    by: null,
    at,
  })
  return { opened: opened?.claimId ?? null, mended: null }
}

/** What did not hold, as the verdict says it. */
async function factsOf(tx: Tx, evaluationId: string): Promise<ClaimFact[]> {
  const view = await verdictOfEvaluation(tx, evaluationId)
  return (view?.body.results ?? [])
    .filter(({ reason }) => reason === 'optimistic_end_misses')
    .map(({ criterion, estimate, lower, upper, n }) => ({
      criterionId: criterion.id,
      metric: criterion.metric,
      direction: criterion.direction,
      target: criterion.target,
      ...{ estimate, lower, upper, n },
    }))
}
