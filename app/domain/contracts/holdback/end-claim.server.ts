import { letHoldbackGo } from '~/domain/escrow/hold-holdback.server'
import { refundHoldback } from '~/domain/escrow/refund-holdback.server'
import { releaseHoldback } from '~/domain/escrow/release-holdback.server'
import { stopWatches } from '~/domain/outcomes/probes/watch-service.server'
import type { Tx } from '~/platform/database.server'
import { enqueue } from '~/platform/queue.server'
import { lockContract } from '../rows.server'
import { type ClaimDecision, claimTransitions, liveClaimStates } from './claim'
import { type ClaimRow, claimRow, openedClaim } from './claim-rows.server'
import { moveClaim } from './move-claim.server'

/**
 * The operator decides with a reason that both sides read: what is kept back goes to the members, or
 * back to whoever paid it. Money and decision are one transaction. Deciding twice changes nothing.
 */
export async function decideClaim(
  tx: Tx,
  input: { claimId: string; decision: ClaimDecision; reason: string; by: string; at: Date },
): Promise<{ already: boolean }> {
  const { claimId, decision, reason, by, at } = input
  const { claim } = await openedClaim(tx, { claimId, by, as: 'operator' })
  const done = claimTransitions.rows.find((row) => row.event === decision)?.to
  if (claim.state === done) return { already: true }
  await moveClaim(tx, claim, {
    event: decision,
    actor: 'operator',
    by,
    at,
    set: { decision: reason },
  })
  const reference = claim.milestoneId
  await letHoldbackGo(tx, { reference, by: claim.id })
  if (decision === 'release') await releaseHoldback(tx, { reference, at })
  else await refundHoldback(tx, { reference, at })
  await stopWatches(tx, { reference })
  await enqueue(tx, 'notify', { event: 'claim-decided', subject: claim.id, facts: { decision } })
  return { already: false }
}

/** The client is content after all; from then on the window alone decides. */
export async function withdrawClaim(
  tx: Tx,
  input: { claimId: string; by: string; at: Date },
): Promise<{ already: boolean }> {
  const { claim } = await openedClaim(tx, { ...input, as: 'client' })
  if (!liveClaimStates.includes(claim.state)) return { already: true }
  const { by, at } = input
  await moveClaim(tx, claim, { event: 'withdraw', actor: 'client', by, at })
  await letHoldbackGo(tx, { reference: claim.milestoneId, by: claim.id })
  await enqueue(tx, 'notify', { event: 'claim-withdrawn', subject: claim.id })
  return { already: false }
}

/** It was measured again and holds again. The contract is locked by the caller. */
export async function mendClaim(
  tx: Tx,
  claim: ClaimRow,
  input: { evaluationId: string | null; at: Date },
): Promise<void> {
  const { evaluationId, at } = input
  await moveClaim(tx, claim, {
    event: 'mend',
    actor: 'platform',
    by: null,
    at,
    evidence: { evaluation: evaluationId },
  })
  await letHoldbackGo(tx, { reference: claim.milestoneId, by: claim.id })
  await enqueue(tx, 'notify', { event: 'claim-mended', subject: claim.id })
}

/** The team said nothing in time: the operator decides without it. */
export async function passClaimSilence(
  tx: Tx,
  input: { claimId: string; at: Date },
): Promise<boolean> {
  const { contractId } = await claimRow(tx, input.claimId)
  await lockContract(tx, contractId)
  const claim = await claimRow(tx, input.claimId)
  const { at } = input
  const silent = claimTransitions.find(claim.state, 'pass_silence', 'clock').ok
  if (!silent || !claim.deadlineAt || claim.deadlineAt > at) return false
  await moveClaim(tx, claim, { event: 'pass_silence', actor: 'clock', by: null, at })
  await enqueue(tx, 'notify', { event: 'claim-silent', subject: claim.id })
  return true
}
