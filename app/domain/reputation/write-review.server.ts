import { review } from 'db/schema/reputation'
import { eq } from 'drizzle-orm'
import { endedContractStatuses, type Side } from '~/domain/contracts/contract'
import { contractRow, lockContract, signingSide } from '~/domain/contracts/rows.server'
import { Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { newId } from '~/platform/ids.server'
import { enqueue } from '~/platform/queue.server'
import { ratings, reviewUntil } from './review'

export type ReviewInput = {
  contractId: string
  clarity: number
  reliability: number
  communication: number
  words: string
  by: string
  at: Date
}

/** One side reviews the other after the contract has ended, once, without seeing the other's words. */
export async function writeReview(
  tx: Tx,
  input: ReviewInput,
): Promise<{ side: Side; revealed: boolean }> {
  const before = await contractRow(tx, input.contractId)
  await signingSide(tx, before, input.by)
  const contract = await lockContract(tx, input.contractId)
  const side = await signingSide(tx, contract, input.by)
  if (!endedContractStatuses.includes(contract.status) || !contract.closedAt) {
    throw new Refused('not_yet_due')
  }
  const written = await tx.select().from(review).where(eq(review.contractId, contract.id))
  if (written.some((row) => row.side === side)) throw new Refused('already_done')
  if (reviewUntil(contract.closedAt) <= input.at) throw new Refused('transition_refused')
  const given = [input.clarity, input.reliability, input.communication]
  if (!given.every((value) => ratings.some((rating) => rating === value))) {
    throw new Refused('form_invalid')
  }
  const both = written.length === 1
  await tx.insert(review).values({
    id: newId('review'),
    contractId: contract.id,
    side,
    personId: input.by,
    clarity: input.clarity,
    reliability: input.reliability,
    communication: input.communication,
    words: input.words,
    writtenAt: input.at,
    revealedAt: both ? input.at : null,
  })
  if (both) {
    await tx.update(review).set({ revealedAt: input.at }).where(eq(review.contractId, contract.id))
    await enqueue(tx, 'notify', { event: 'reviews-revealed', subject: contract.id })
  }
  await audit(tx, { by: input.by, act: 'review.write', subject: contract.id, facts: { side } })
  return { side, revealed: both }
}
