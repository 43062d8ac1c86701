import { operation } from 'db/schema/payments'
import type { Tx } from '~/platform/database.server'
import { newId } from '~/platform/ids.server'
import { enqueue } from '~/platform/queue.server'
import type { OperationKind, OperationRequest } from './operation'

/**
 * Writes down what the provider shall be asked to do, in the ledger transaction that needs it; its id
 * is the key under which the provider is asked. A job asks, after the commit.
 */
export async function recordOperation(
  tx: Tx,
  input: {
    kind: OperationKind
    /** What it pays or gives back: a payable or a payment. */
    reference: string
    party: string
    ledgerTransactionId: string
    currency: string
    amountMinor: bigint
    request: OperationRequest
  },
): Promise<string> {
  const id = newId('operation')
  await tx.insert(operation).values({
    id,
    ...input,
    idempotencyKey: input.ledgerTransactionId,
    status: 'recorded',
    createdAt: new Date(),
  })
  await enqueue(
    tx,
    'run-operation',
    { operationId: id },
    { jobKey: `operation:${id}`, maxAttempts: 25 },
  )
  return id
}
