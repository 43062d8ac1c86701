import { funding } from 'db/schema/escrow'
import { eq } from 'drizzle-orm'
import { postTransaction } from '~/domain/ledger/post-transaction.server'
import { invariant, Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import { type Funding, lockFundings } from './fundings.server'

/**
 * Moves a part of what is held for one reference to another, still held and still the same funder's:
 * a seat of a sponsorship to the person who takes it, and back. It can then be released or refunded
 * there by itself, by the charge that it came in by. One pair of references, one move.
 * @throws Refused insufficient_funds when less is held.
 */
export async function moveHeld(
  tx: Tx,
  input: { from: string; to: string; amountMinor: bigint; at: Date },
): Promise<void> {
  const { from, to, amountMinor } = input
  const held = (await lockFundings(tx, from)).filter(({ usedFor }) => usedFor === null)
  const first = held[0]
  if (!first || amountMinor <= 0n) throw new Refused('insufficient_funds')
  invariant(
    held.every(({ currency }) => currency === first.currency),
    'one currency for one reference',
  )
  const parts: { row: Funding; partMinor: bigint }[] = []
  let wanted = amountMinor
  for (const row of held) {
    if (wanted === 0n) break
    const partMinor = row.amountMinor < wanted ? row.amountMinor : wanted
    parts.push({ row, partMinor })
    wanted -= partMinor
  }
  if (wanted > 0n) throw new Refused('insufficient_funds')
  const { transactionId } = await postTransaction(tx, {
    kind: 'move',
    idempotencyKey: `move:${from}:${to}`,
    reference: to,
    occurredAt: input.at,
    currency: first.currency,
    entries: parts.flatMap(({ row, partMinor }) => [
      { account: { kind: 'escrow', reference: from, owner: row.funder }, amountMinor: partMinor },
      { account: { kind: 'escrow', reference: to, owner: row.funder }, amountMinor: -partMinor },
    ]),
  })
  for (const { row, partMinor } of parts) await movePart(tx, row, to, partMinor, transactionId)
}

/** A whole row goes over as it is; of a larger one a part is cut off. */
async function movePart(
  tx: Tx,
  row: Funding,
  to: string,
  partMinor: bigint,
  transactionId: string,
): Promise<void> {
  const mine = eq(funding.paymentId, row.paymentId)
  if (partMinor === row.amountMinor) {
    await tx.update(funding).set({ reference: to, ledgerTransactionId: transactionId }).where(mine)
    return
  }
  await tx
    .update(funding)
    .set({ amountMinor: row.amountMinor - partMinor })
    .where(mine)
  await tx.insert(funding).values({
    ...row,
    paymentId: `${row.paymentId}/${to}`,
    reference: to,
    amountMinor: partMinor,
    ledgerTransactionId: transactionId,
    refusals: 0,
  })
}
