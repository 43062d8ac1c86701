import { payable } from 'db/schema/escrow'
import { eq } from 'drizzle-orm'
import { postTransaction } from '~/domain/ledger/post-transaction.server'
import { invariant } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import { payableTransitions } from './payable'
import { lockPayableOf } from './payables.server'

/** The provider has refused the transfer: the money is owed as before, and an operator looks. */
export async function failTransfer(
  tx: Tx,
  input: { operationId: string; at: Date },
): Promise<void> {
  const { operation, row } = await lockPayableOf(tx, input.operationId)
  const { replayed } = await postTransaction(tx, {
    kind: 'transfer-refused',
    idempotencyKey: `transfer-refused:${operation.id}`,
    reference: row.reference,
    occurredAt: input.at,
    currency: row.currency,
    reversesId: operation.ledgerTransactionId,
    entries: [
      { account: { kind: 'transfer_clearing' }, amountMinor: row.amountMinor },
      { account: { kind: 'payable', owner: row.personId }, amountMinor: -row.amountMinor },
    ],
  })
  // A second message about this try must not touch a later one that is under way.
  if (replayed) return
  const step = payableTransitions.find(row.status, 'refuse', 'provider')
  invariant(step.ok, 'only a payable that is being sent is refused')
  await tx
    .update(payable)
    .set({ status: step.to, refusals: row.refusals + 1 })
    .where(eq(payable.id, row.id))
}
