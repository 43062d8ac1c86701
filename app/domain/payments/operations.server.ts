import { operation } from 'db/schema/payments'
import { eq } from 'drizzle-orm'
import type { Reader, Tx } from '~/platform/database.server'
import { enqueue } from '~/platform/queue.server'
import { operationTransitions } from './operation'

export type Operation = typeof operation.$inferSelect

export async function operationById(db: Reader, operationId: string): Promise<Operation | null> {
  const [row] = await db.select().from(operation).where(eq(operation.id, operationId))
  return row ?? null
}

export async function lockOperation(tx: Tx, operationId: string): Promise<Operation | null> {
  const [row] = await tx.select().from(operation).where(eq(operation.id, operationId)).for('update')
  return row ?? null
}

/** What the provider's record of a transfer or refund means for its operation. */
export const operationEventOf = { pending: 'accept', done: 'confirm', failed: 'fail' } as const

/**
 * What the provider's own record says about an operation, whether it came by answer, webhook or
 * look-up. Only a step of the table is taken; the escrow is told by a job.
 */
export async function settleOperation(
  tx: Tx,
  input: {
    operationId: string
    providerId: string | null
    event: 'accept' | 'confirm' | 'fail'
    error?: string
  },
): Promise<void> {
  const row = await lockOperation(tx, input.operationId)
  if (!row) return
  const step = operationTransitions.find(row.status, input.event, 'provider')
  if (!step.ok) return
  const settled = step.to === 'confirmed' || step.to === 'failed'
  await tx
    .update(operation)
    .set({
      status: step.to,
      providerId: input.providerId ?? row.providerId,
      lastError: input.error ?? null,
      settledAt: settled ? new Date() : null,
    })
    .where(eq(operation.id, row.id))
  if (settled) await enqueue(tx, 'operation-settled', { operationId: row.id })
}
