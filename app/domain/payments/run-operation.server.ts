import { operation } from 'db/schema/payments'
import { eq } from 'drizzle-orm'
import { type Db, inTransaction } from '~/platform/database.server'
import { enqueue } from '~/platform/queue.server'
import type { Answer } from './adapters/stripe.server'
import {
  createOperation,
  findOperation,
  type OperationFacts,
  retrieveOperation,
} from './adapters/stripe-operations.server'
import { acceptedOperationStatuses, operationTransitions } from './operation'
import {
  lockOperation,
  type Operation,
  operationEventOf,
  settleOperation,
} from './operations.server'

/** How long after the provider's answer its webhook may take before it is asked again. */
const askAgainMs = 60_000

/**
 * Brings an operation one step further: sends it, or asks after one that was accepted. That it is
 * being sent is committed before the provider is called, and never inside a transaction; a try that
 * ended nobody knows how is looked up before it is sent again under the same key.
 * @throws Error when the provider's answer is unknown, so that the job is tried again.
 */
export async function runOperation(db: Db, input: { operationId: string }): Promise<void> {
  const { operationId } = input
  const started = await inTransaction(async (tx) => {
    const row = await lockOperation(tx, operationId)
    if (!row) return null
    if (acceptedOperationStatuses.includes(row.status)) return row
    const step = operationTransitions.find(row.status, 'send', 'platform')
    if (!step.ok) return null
    await tx
      .update(operation)
      .set({
        status: step.to,
        attempts: row.attempts + 1,
        firstSentAt: row.firstSentAt ?? new Date(),
      })
      .where(eq(operation.id, operationId))
    return row
  }, db)
  if (!started) return
  if (acceptedOperationStatuses.includes(started.status)) return check(db, started)
  const answer = await send(started)
  if (answer.ok) return keep(db, operationId, answer.value)
  if (answer.reason === 'refused') return refuse(db, operationId, answer.detail)
  await lose(db, operationId, answer.detail)
  throw new Error('the provider did not say what became of the operation')
}

/** A first try is sent. A later one first looks for what the earlier ones may have made. */
async function send(row: Operation): Promise<Answer<OperationFacts>> {
  if (row.attempts > 0) {
    const found = await findOperation(row)
    if (!found.ok) return { ...found, reason: 'unknown' }
    if (found.value) return { ok: true, value: found.value }
  }
  return createOperation(row)
}

/** The provider has it. Its webhook confirms it; in case that is lost, it is asked after. */
async function keep(db: Db, operationId: string, facts: OperationFacts): Promise<void> {
  await inTransaction(async (tx) => {
    await settleOperation(tx, { operationId, providerId: facts.providerId, event: 'accept' })
    await askLater(tx, operationId)
  }, db)
}

async function refuse(db: Db, operationId: string, error: string): Promise<void> {
  await inTransaction(
    (tx) => settleOperation(tx, { operationId, providerId: null, event: 'fail', error }),
    db,
  )
}

async function lose(db: Db, operationId: string, lastError: string): Promise<void> {
  await inTransaction(async (tx) => {
    const row = await lockOperation(tx, operationId)
    const step = row && operationTransitions.find(row.status, 'lose', 'platform')
    if (!step?.ok) return
    await tx
      .update(operation)
      .set({ status: step.to, lastError })
      .where(eq(operation.id, operationId))
  }, db)
}

async function check(db: Db, row: Operation): Promise<void> {
  const answer = await retrieveOperation(row.providerId ?? '')
  if (!answer.ok) throw new Error(`the provider did not say: ${answer.detail}`)
  const { providerId, state, detail } = answer.value
  await inTransaction(async (tx) => {
    if (state === 'pending') return askLater(tx, row.id, 3_600_000)
    await settleOperation(tx, {
      operationId: row.id,
      providerId,
      event: operationEventOf[state],
      ...(detail ? { error: detail } : {}),
    })
  }, db)
}

function askLater(
  tx: Parameters<typeof enqueue>[0],
  operationId: string,
  delayMs = askAgainMs,
): Promise<void> {
  const runAt = new Date(Date.now() + delayMs)
  return enqueue(
    tx,
    'run-operation',
    { operationId },
    { jobKey: `operation:${operationId}`, runAt },
  )
}
