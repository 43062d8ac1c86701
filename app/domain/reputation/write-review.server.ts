import { organisationMember } from 'db/schema/identity'
import { review, reviewNote } from 'db/schema/reputation'
import { and, eq } from 'drizzle-orm'
import { endedContractStatuses, type Side } from '~/domain/contracts/contract'
import {
  type ContractRow,
  contractRow,
  lockContract,
  signingSide,
} from '~/domain/contracts/rows.server'
import { Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { newId } from '~/platform/ids.server'
import { enqueue } from '~/platform/queue.server'
import { type ReviewAspect, ratings, reviewAspects, reviewUntil } from './review'

/** A mark from 1 to 5 and a sentence for each aspect, words on the whole, and a note to the operator. */
export type ReviewInput = { readonly [aspect in ReviewAspect]: number } & {
  readonly [aspect in `${ReviewAspect}Words`]: string
} & {
  readonly contractId: string
  readonly words: string
  /** Read by the operator alone; empty where there is nothing to tell. */
  readonly note: string
  readonly by: string
  readonly at: Date
}

/** Somebody who belongs to the client and to the team would review themselves. */
async function assertOther(tx: Tx, contract: ContractRow, side: Side, by: string): Promise<void> {
  if (side !== 'team') return
  const [atClient] = await tx
    .select({ personId: organisationMember.personId })
    .from(organisationMember)
    .where(
      and(
        eq(organisationMember.organisationId, contract.organisationId),
        eq(organisationMember.personId, by),
      ),
    )
  if (atClient) throw new Refused('review_of_oneself')
}

/**
 * One side reviews the other after the contract has ended, once, without seeing the other's words.
 * @throws Refused not_found, not_allowed, review_of_oneself, review_too_soon before the end,
 * review_written when the side has written, review_late after the window, form_invalid
 */
export async function writeReview(
  tx: Tx,
  input: ReviewInput,
): Promise<{ side: Side; revealed: boolean; reviewId: string }> {
  const { by, at } = input
  const before = await contractRow(tx, input.contractId)
  await signingSide(tx, before, by)
  const contract = await lockContract(tx, input.contractId)
  const side = await signingSide(tx, contract, by)
  await assertOther(tx, contract, side, by)
  if (!endedContractStatuses.includes(contract.status) || !contract.closedAt) {
    throw new Refused('review_too_soon')
  }
  const written = await tx
    .select({ side: review.side })
    .from(review)
    .where(eq(review.contractId, contract.id))
  if (written.some((row) => row.side === side)) throw new Refused('review_written')
  if (reviewUntil(contract.closedAt) <= at) throw new Refused('review_late')
  const given = reviewAspects.map((aspect) => input[aspect])
  if (!given.every((value) => ratings.some((rating) => rating === value))) {
    throw new Refused('form_invalid')
  }
  const both = written.length === 1
  const reviewId = await store(tx, input, side)
  if (both) {
    await tx.update(review).set({ revealedAt: at }).where(eq(review.contractId, contract.id))
    await enqueue(tx, 'notify', { event: 'reviews-revealed', subject: contract.id })
  }
  await audit(tx, { by, act: 'review.write', subject: contract.id, facts: { side } })
  return { side, revealed: both, reviewId }
}

async function store(tx: Tx, input: ReviewInput, side: Side): Promise<string> {
  const { note, by, at, ...given } = input
  const id = newId('review')
  await tx
    .insert(review)
    .values({ ...given, id, side, personId: by, writtenAt: at, revealedAt: null })
  if (note) await tx.insert(reviewNote).values({ reviewId: id, words: note, writtenAt: at })
  return id
}
