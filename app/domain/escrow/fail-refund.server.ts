import { funding } from 'db/schema/escrow'
import { eq } from 'drizzle-orm'
import { postTransaction } from '~/domain/ledger/post-transaction.server'
import { transactionByKey } from '~/domain/ledger/queries.server'
import type { Tx } from '~/platform/database.server'
import { lockFundingOf } from './fundings.server'

/**
 * The provider could not give the money back: it is held again, and an operator may refund it anew.
 * A second call does nothing.
 */
export async function failRefund(tx: Tx, input: { operationId: string; at: Date }): Promise<void> {
  const { operation, row } = await lockFundingOf(tx, input.operationId)
  const { reference, funder } = row
  const { amountMinor } = operation
  const confirmed = await transactionByKey(tx, `refund-confirmed:${operation.id}`)
  if (confirmed) {
    // It had been said to have arrived and came back after all.
    await postTransaction(tx, {
      kind: 'refund-returned',
      idempotencyKey: `refund-returned:${operation.id}`,
      reference,
      occurredAt: input.at,
      currency: operation.currency,
      reversesId: confirmed.transactionId,
      entries: [
        { account: { kind: 'psp_cash' }, amountMinor },
        { account: { kind: 'refund_payable', owner: funder }, amountMinor: -amountMinor },
      ],
    })
  }
  const { replayed } = await postTransaction(tx, {
    kind: 'refund-refused',
    idempotencyKey: `refund-refused:${operation.id}`,
    reference,
    occurredAt: input.at,
    currency: operation.currency,
    reversesId: operation.ledgerTransactionId,
    entries: [
      { account: { kind: 'refund_payable', owner: funder }, amountMinor },
      { account: { kind: 'escrow', reference, owner: funder }, amountMinor: -amountMinor },
    ],
  })
  if (replayed) return
  await tx
    .update(funding)
    .set({ usedFor: null, usedAt: null, refusals: row.refusals + 1 })
    .where(eq(funding.paymentId, row.paymentId))
}
