import { contract } from 'db/schema/contracts'
import { eq } from 'drizzle-orm'
import { appendEvidence } from '~/domain/outcomes/evidence/append-evidence.server'
import type { Json } from '~/domain/outcomes/evidence/canonical'
import { invariant, Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import {
  type ContractActor,
  type ContractEvent,
  contractTransitions,
  endedContractStatuses,
} from './contract'
import type { ContractRow } from './rows.server'
import { lapseOvertaken } from './seats/end-hand-over.server'

/** Takes one step of the contract's table on a row that the caller has locked. */
export async function moveContract(
  tx: Tx,
  row: ContractRow,
  move: {
    event: ContractEvent
    actor: ContractActor
    by: string | null
    at: Date
    set?: Partial<typeof contract.$inferInsert>
    evidence?: Record<string, Json>
  },
): Promise<ContractRow> {
  const step = contractTransitions.find(row.status, move.event, move.actor)
  if (!step.ok) {
    throw new Refused(step.reason === 'actor_not_allowed' ? 'not_allowed' : 'transition_refused', {
      from: row.status,
      event: move.event,
    })
  }
  const [moved] = await tx
    .update(contract)
    .set({ status: step.to, enteredAt: move.at, deadlineAt: null, ...move.set })
    .where(eq(contract.id, row.id))
    .returning()
  invariant(moved, 'the locked contract is there')
  await appendEvidence(tx, {
    contractReference: row.id,
    kind: `contract_${move.event}`,
    body: { from: row.status, to: step.to, actor: move.actor, ...move.evidence },
    at: move.at,
  })
  await audit(tx, { by: move.by, act: `contract.${move.event}`, subject: row.id })
  if (endedContractStatuses.includes(step.to)) {
    await lapseOvertaken(tx, { contractId: row.id, why: 'contract_ended', at: move.at })
  }
  return moved
}
