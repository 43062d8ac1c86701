import { holdbackClaim } from 'db/schema/contracts'
import { eq } from 'drizzle-orm'
import { appendEvidence } from '~/domain/outcomes/evidence/append-evidence.server'
import type { Json } from '~/domain/outcomes/evidence/canonical'
import { invariant, Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { type ClaimActor, type ClaimEvent, claimDeadline, claimTransitions } from './claim'
import type { ClaimRow } from './claim-rows.server'

/**
 * Takes one step of the table on a claim whose contract is locked: its new state with its deadline,
 * and the entries in evidence and trail.
 * @throws Refused transition_refused when the state has no such step.
 */
export async function moveClaim(
  tx: Tx,
  claim: ClaimRow,
  move: {
    event: ClaimEvent
    actor: ClaimActor
    by: string | null
    at: Date
    set?: Partial<typeof holdbackClaim.$inferInsert>
    /** It is kept with the contract's evidence: no names, no ids of people. */
    evidence?: Record<string, Json>
  },
): Promise<ClaimRow> {
  const { event, actor, by, at } = move
  const step = claimTransitions.find(claim.state, event, actor)
  if (!step.ok) throw new Refused('transition_refused', { from: claim.state, event })
  const deadlineAt = claimDeadline(step.to, at)
  const ended = deadlineAt === null ? { endedAt: at, endedBy: by } : {}
  const [moved] = await tx
    .update(holdbackClaim)
    .set({ state: step.to, enteredAt: at, deadlineAt, ...ended, ...move.set })
    .where(eq(holdbackClaim.id, claim.id))
    .returning()
  invariant(moved, 'the claim of a locked contract is there')
  await appendEvidence(tx, {
    contractReference: claim.contractId,
    kind: `claim_${event}`,
    body: {
      claim: claim.id,
      milestone: claim.milestoneId,
      from: claim.state,
      to: step.to,
      actor,
      ...move.evidence,
    },
    at,
  })
  await audit(tx, { by, act: `claim.${event}`, subject: claim.id, facts: { actor } })
  return moved
}
