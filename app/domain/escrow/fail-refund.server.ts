import { postTransaction } from '~/domain/ledger/post-transaction.server'
import { transactionByKey } from '~/domain/ledger/queries.server'
import type { Tx } from '~/platform/database.server'
import { lockRefund } from './refunds.server'

/**
 * The provider could not give the money back: it is held, or kept back, again, and an operator may refund it anew.
 * A second call does nothing.
 */
export async function failRefund(tx: Tx, input: { operationId: string; at: Date }): Promise<void> {
  const refund = await lockRefund(tx, input.operationId)
  const { operation, reference, funder, account } = refund
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
      { account, amountMinor: -amountMinor },
    ],
  })
  if (!replayed) await refund.keepAgain()
}
