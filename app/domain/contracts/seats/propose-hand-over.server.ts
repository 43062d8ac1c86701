import { handOver, handOverWord } from 'db/schema/contracts'
import { appendEvidence } from '~/domain/outcomes/evidence/append-evidence.server'
import { addDays } from '~/kernel/clock'
import { Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { newId } from '~/platform/ids.server'
import { enqueue } from '~/platform/queue.server'
import { settingAt } from '~/platform/settings.server'
import { contractRow, lockContract, standing, termsOf } from '../rows.server'
import { termsText } from '../terms/terms-text.server'
import { handOverContractStatuses } from './hand-over'
import { openHandOver, startsOf } from './hand-over-rows.server'
import {
  assertSeatsHold,
  givesUp,
  type SeatsWanted,
  termsWithSeats,
} from './hand-over-seats.server'
import { concernedBy } from './seats'

/**
 * A lead of the contract, or whoever gives up a seat or a part of it, proposes other seats from a
 * milestone on. Nothing changes yet: it lies beside the terms until everybody concerned has agreed.
 * To propose is to agree for one's own seat. The same proposal sent twice is one.
 * @throws Refused not_found for a stranger, not_allowed for whoever neither leads nor gives up a
 * share, hand_over_open, milestone_begun, and as `termsWithSeats` and `assertSeatsHold`.
 */
export async function proposeHandOver(
  tx: Tx,
  input: SeatsWanted & { contractId: string; reason: string; by: string; at: Date },
): Promise<{ handOverId: string; already: boolean }> {
  const { contractId, fromPosition, reason, by, at } = input
  const { party, leads } = await standing(tx, await contractRow(tx, contractId), by)
  if (!party) throw new Refused('not_found')
  const contract = await lockContract(tx, contractId)
  if (!handOverContractStatuses.includes(contract.status)) {
    throw new Refused('transition_refused', { from: contract.status, event: 'propose_hand_over' })
  }
  const { starts } = await startsOf(tx, contractId)
  if (!starts.includes(fromPosition)) throw new Refused('milestone_begun')
  const before = await termsOf(tx, contractId)
  const after = await termsWithSeats(tx, before, input)
  const texts = { before, after }
  if (!leads && !givesUp(by, texts)) throw new Refused('not_allowed')
  const text = termsText(after)
  const open = await openHandOver(tx, contractId)
  if (open && open.sha256 === text.sha256 && open.proposedBy === by) {
    return { handOverId: open.id, already: true }
  }
  if (open) throw new Refused('hand_over_open')
  await assertSeatsHold(tx, contract, texts, { fromPosition, at })
  const handOverId = newId('handOver')
  await tx.insert(handOver).values({
    ...{ id: handOverId, contractId, fromPosition, body: after, ...text, reason },
    ...{ proposedBy: by, proposedAt: at, state: 'with_team' as const },
    deadlineAt: addDays(at, await settingAt(tx, 'signingDays', at)),
  })
  if (concernedBy(before, after).includes(by)) {
    await tx.insert(handOverWord).values({ handOverId, part: 'seat', personId: by, saidAt: at })
  }
  await appendEvidence(tx, {
    contractReference: contractId,
    kind: 'hand_over_proposed',
    body: { version: after.version, sha256: text.sha256, position: fromPosition },
    at,
  })
  await audit(tx, { by, act: 'hand_over.propose', subject: handOverId, facts: { contractId } })
  await enqueue(tx, 'notify', { event: 'hand-over-proposed', subject: handOverId })
  return { handOverId, already: false }
}
