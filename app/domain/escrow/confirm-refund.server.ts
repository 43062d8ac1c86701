import { postTransaction } from '~/domain/ledger/post-transaction.server'
import type { Tx } from '~/platform/database.server'
import { lockRefund } from './refunds.server'

/** The refund has reached the funder: the cash has left. A second call does nothing. */
export async function confirmRefund(
  tx: Tx,
  input: { operationId: string; at: Date },
): Promise<void> {
  const { operation, reference, funder } = await lockRefund(tx, input.operationId)
  await postTransaction(tx, {
    kind: 'refund-confirmed',
    idempotencyKey: `refund-confirmed:${operation.id}`,
    reference,
    occurredAt: input.at,
    currency: operation.currency,
    entries: [
      {
        account: { kind: 'refund_payable', owner: funder },
        amountMinor: operation.amountMinor,
      },
      { account: { kind: 'psp_cash' }, amountMinor: -operation.amountMinor },
    ],
  })
}
