import { funding } from 'db/schema/escrow'
import { postTransaction } from '~/domain/ledger/post-transaction.server'
import type { Tx } from '~/platform/database.server'

/**
 * Holds a cleared payment for `reference`: its gross goes to the funder's escrow; the provider's fee
 * is the platform's cost. Safe to repeat: one payment is held once.
 */
export async function holdFunds(
  tx: Tx,
  input: {
    paymentId: string
    reference: string
    funder: string
    currency: string
    amountMinor: bigint
    feeMinor: bigint
    chargeId: string
    rail: 'card' | 'bank'
    chargedAt: Date
    at: Date
  },
): Promise<{ transactionId: string; replayed: boolean }> {
  const { paymentId, reference, funder, currency, amountMinor, feeMinor } = input
  const posted = await postTransaction(tx, {
    kind: 'fund',
    idempotencyKey: `fund:${paymentId}`,
    reference,
    occurredAt: input.at,
    currency,
    entries: [
      { account: { kind: 'psp_cash' }, amountMinor },
      { account: { kind: 'escrow', reference, owner: funder }, amountMinor: -amountMinor },
      { account: { kind: 'psp_fee' }, amountMinor: feeMinor },
      { account: { kind: 'psp_cash' }, amountMinor: -feeMinor },
    ],
  })
  await tx
    .insert(funding)
    .values({
      paymentId,
      reference,
      funder,
      currency,
      amountMinor,
      chargeId: input.chargeId,
      rail: input.rail,
      chargedAt: input.chargedAt,
      ledgerTransactionId: posted.transactionId,
    })
    .onConflictDoNothing()
  return posted
}
