import { Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { enqueue } from '~/platform/queue.server'
import { operationTransitions } from './operation'
import { lockOperation } from './operations.server'

/**
 * An operator has an operation whose result is unknown tried again now. It is looked up at the
 * provider first, so that nothing is paid twice.
 */
export async function retryOperation(
  tx: Tx,
  input: { operationId: string; by: string },
): Promise<void> {
  const row = await lockOperation(tx, input.operationId)
  if (!row) throw new Refused('not_found')
  if (!operationTransitions.find(row.status, 'send', 'operator').ok) {
    throw new Refused('already_done')
  }
  await enqueue(
    tx,
    'run-operation',
    { operationId: row.id },
    { jobKey: `operation:${row.id}`, maxAttempts: 25 },
  )
  await audit(tx, { by: input.by, act: 'operation-retried', subject: row.id })
}
