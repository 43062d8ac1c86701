import { holdback } from 'db/schema/escrow'
import { eq } from 'drizzle-orm'
import { postTransaction } from '~/domain/ledger/post-transaction.server'
import { recordOperation } from '~/domain/payments/record-operation.server'
import { Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import { type Kept, lockKept } from './refunds.server'

/**
 * Gives what is kept back of `reference` back to its funders, each by the charge that it came in by.
 * The provider is asked by the outbox. A second call does nothing more.
 * @throws Refused insufficient_funds when nothing was kept back or it went to the members.
 */
export async function refundHoldback(
  tx: Tx,
  input: { reference: string; at: Date },
): Promise<{ refundedMinor: bigint; operationIds: string[] }> {
  const [kept] = await tx
    .select()
    .from(holdback)
    .where(eq(holdback.reference, input.reference))
    .for('update')
  if (!kept || kept.releasedAt) throw new Refused('insufficient_funds')
  if (kept.refundedAt) return { refundedMinor: 0n, operationIds: [] }
  const charges = kept.sources.map(({ chargeId }) => chargeId)
  await tx
    .update(holdback)
    .set({ refundedAt: input.at, heldBy: null })
    .where(eq(holdback.id, kept.id))
  return refundCharges(tx, kept, charges, input.at)
}

/** Tries the parts anew whose refund the provider refused. */
export async function refundHoldbackAgain(
  tx: Tx,
  input: { holdbackId: string; at: Date },
): Promise<{ operationIds: string[] }> {
  const kept = await lockKept(tx, input.holdbackId)
  if (kept.refusedCharges.length === 0) throw new Refused('already_done')
  await tx.update(holdback).set({ refusedCharges: [] }).where(eq(holdback.id, kept.id))
  return refundCharges(tx, kept, kept.refusedCharges, input.at)
}

async function refundCharges(tx: Tx, kept: Kept, charges: readonly string[], at: Date) {
  const { id, reference, currency, refusals } = kept
  const operationIds: string[] = []
  let refundedMinor = 0n
  for (const { chargeId, funder, amountMinor: text } of kept.sources) {
    const amountMinor = BigInt(text)
    if (amountMinor === 0n || !charges.includes(chargeId)) continue
    const posted = await postTransaction(tx, {
      kind: 'refund-holdback',
      idempotencyKey: `refund-holdback:${reference}:${chargeId}:${refusals}`,
      reference,
      occurredAt: at,
      currency,
      entries: [
        { account: { kind: 'holdback', reference, owner: funder }, amountMinor },
        { account: { kind: 'refund_payable', owner: funder }, amountMinor: -amountMinor },
      ],
    })
    refundedMinor += amountMinor
    operationIds.push(
      await recordOperation(tx, {
        kind: 'refund',
        reference: id,
        party: funder,
        ledgerTransactionId: posted.transactionId,
        currency,
        amountMinor,
        request: { charge: chargeId, transferGroup: reference },
      }),
    )
  }
  return { refundedMinor, operationIds }
}
