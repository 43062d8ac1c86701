import { holdbackClaim } from 'db/schema/contracts'
import { holdHoldback } from '~/domain/escrow/hold-holdback.server'
import { appendEvidence } from '~/domain/outcomes/evidence/append-evidence.server'
import { Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { newId } from '~/platform/ids.server'
import { enqueue } from '~/platform/queue.server'
import {
  contractRow,
  lockContract,
  type MilestoneRow,
  milestoneRow,
  standing,
} from '../rows.server'
import { type ClaimFact, type ClaimReason, claimDeadline } from './claim'
import { liveClaimOf } from './claim-rows.server'

type Opening = {
  readonly milestone: MilestoneRow
  readonly reason: ClaimReason
  readonly facts: readonly ClaimFact[]
  readonly criterionId?: string
  readonly evaluationId?: string
  readonly watchId?: string
  readonly note?: string
  readonly by: string | null
  readonly at: Date
}

/**
 * Opens a claim on a milestone whose contract is locked, and keeps back in the same transaction what
 * is kept back. Null when there is a claim already, or nothing is kept back any more.
 */
export async function openClaim(tx: Tx, opening: Opening): Promise<{ claimId: string } | null> {
  const { milestone, reason, facts, by, at } = opening
  if (await liveClaimOf(tx, milestone.id)) return null
  const claimId = newId('claim')
  if (!(await holdHoldback(tx, { reference: milestone.id, by: claimId }))) return null
  await tx.insert(holdbackClaim).values({
    id: claimId,
    milestoneId: milestone.id,
    contractId: milestone.contractId,
    reason,
    criterionId: opening.criterionId ?? null,
    evaluationId: opening.evaluationId ?? null,
    watchId: opening.watchId ?? null,
    facts: [...facts],
    note: opening.note ?? '',
    openedBy: by,
    openedAt: at,
    state: 'open',
    enteredAt: at,
    deadlineAt: claimDeadline('open', at),
  })
  await appendEvidence(tx, {
    contractReference: milestone.contractId,
    kind: 'claim_open',
    body: {
      claim: claimId,
      milestone: milestone.id,
      position: milestone.position,
      reason,
      criterion: opening.criterionId ?? null,
      evaluation: opening.evaluationId ?? null,
      facts: facts.map((fact) => ({ ...fact })),
    },
    at,
  })
  await audit(tx, { by, act: 'claim.open', subject: claimId, facts: { reason } })
  await enqueue(tx, 'notify', { event: 'claim-opened', subject: claimId })
  return { claimId }
}

/**
 * The client says in the window that a criterion no longer holds.
 * @throws Refused criterion_missing, already_done while a claim is open, not_yet_due outside the window.
 */
export async function openClaimByClient(
  tx: Tx,
  input: { milestoneId: string; criterionId: string; note: string; by: string; at: Date },
): Promise<{ claimId: string }> {
  const { contractId } = await milestoneRow(tx, input.milestoneId)
  const { party, actors } = await standing(tx, await contractRow(tx, contractId), input.by)
  if (!party) throw new Refused('not_found')
  if (!actors.includes('client')) throw new Refused('not_allowed')
  await lockContract(tx, contractId)
  const milestone = await milestoneRow(tx, input.milestoneId)
  if (!milestone.criterionIds.includes(input.criterionId)) throw new Refused('criterion_missing')
  if (await liveClaimOf(tx, milestone.id)) throw new Refused('already_done')
  const { criterionId, note, by, at } = input
  const opened = await openClaim(tx, {
    ...{ milestone, reason: 'client' as const, facts: [] },
    ...{ criterionId, note, by, at },
  })
  if (!opened) throw new Refused('transition_refused', { from: milestone.status, event: 'claim' })
  return opened
}
