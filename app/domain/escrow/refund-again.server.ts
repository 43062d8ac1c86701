import { funding } from 'db/schema/escrow'
import { eq } from 'drizzle-orm'
import { refusedOperationStatuses } from '~/domain/payments/operation'
import { operationById } from '~/domain/payments/operations.server'
import { Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { refundHeld } from './refund-held.server'
import { refundHoldbackAgain } from './refund-holdback.server'
import { isHoldbackRefund } from './refunds.server'

/** An operator has a refund that the provider refused tried anew. A second call does nothing more. */
export async function refundAgain(
  tx: Tx,
  input: { operationId: string; by: string; at: Date },
): Promise<void> {
  const operation = await operationById(tx, input.operationId)
  if (operation?.kind !== 'refund') throw new Refused('not_found')
  if (isHoldbackRefund(operation)) {
    if (!refusedOperationStatuses.includes(operation.status)) throw new Refused('already_done')
    await refundHoldbackAgain(tx, { holdbackId: operation.reference, at: input.at })
    return audit(tx, { by: input.by, act: 'refund-repeated', subject: operation.id })
  }
  const [row] = await tx
    .select({ reference: funding.reference, usedFor: funding.usedFor })
    .from(funding)
    .where(eq(funding.paymentId, operation.reference))
    .for('update')
  if (!refusedOperationStatuses.includes(operation.status) || !row || row.usedFor !== null) {
    throw new Refused('already_done')
  }
  await refundHeld(tx, {
    reference: row.reference,
    paymentIds: [operation.reference],
    at: input.at,
  })
  await audit(tx, { by: input.by, act: 'refund-repeated', subject: operation.id })
}
