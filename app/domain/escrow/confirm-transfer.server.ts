import { payable } from 'db/schema/escrow'
import { eq } from 'drizzle-orm'
import { postTransaction } from '~/domain/ledger/post-transaction.server'
import type { Tx } from '~/platform/database.server'
import { enqueue } from '~/platform/queue.server'
import { paidPayableStatuses, payableTransitions } from './payable'
import { lockPayableOf } from './payables.server'

/** The transfer has arrived: the cash has left, the payable is paid. A second call does nothing. */
export async function confirmTransfer(
  tx: Tx,
  input: { operationId: string; at: Date },
): Promise<void> {
  const { operation, row, all } = await lockPayableOf(tx, input.operationId)
  const step = payableTransitions.find(row.status, 'confirm', 'provider')
  if (!step.ok) return
  await postTransaction(tx, {
    kind: 'transfer-confirmed',
    idempotencyKey: `transfer-confirmed:${operation.id}`,
    reference: row.reference,
    occurredAt: input.at,
    currency: row.currency,
    entries: [
      { account: { kind: 'transfer_clearing' }, amountMinor: row.amountMinor },
      { account: { kind: 'psp_cash' }, amountMinor: -row.amountMinor },
    ],
  })
  await tx.update(payable).set({ status: step.to, paidAt: input.at }).where(eq(payable.id, row.id))
  await enqueue(tx, 'notify', {
    event: 'transfer-paid',
    subject: row.id,
    facts: { personId: row.personId, reference: row.reference },
  })
  const open = all.filter(
    ({ id, status }) => id !== row.id && !paidPayableStatuses.includes(status),
  )
  if (open.length === 0) await enqueue(tx, 'transfers-done', { reference: row.reference })
}
