import { postTransaction } from '~/domain/ledger/post-transaction.server'
import type { Tx } from '~/platform/database.server'
import { lockFundingOf } from './fundings.server'

/** The refund has reached the funder: the cash has left. A second call does nothing. */
export async function confirmRefund(
  tx: Tx,
  input: { operationId: string; at: Date },
): Promise<void> {
  const { operation, row } = await lockFundingOf(tx, input.operationId)
  await postTransaction(tx, {
    kind: 'refund-confirmed',
    idempotencyKey: `refund-confirmed:${operation.id}`,
    reference: row.reference,
    occurredAt: input.at,
    currency: operation.currency,
    entries: [
      {
        account: { kind: 'refund_payable', owner: row.funder },
        amountMinor: operation.amountMinor,
      },
      { account: { kind: 'psp_cash' }, amountMinor: -operation.amountMinor },
    ],
  })
}
