import { confirmRefund } from '~/domain/escrow/confirm-refund.server'
import { confirmTransfer } from '~/domain/escrow/confirm-transfer.server'
import { failRefund } from '~/domain/escrow/fail-refund.server'
import { failTransfer } from '~/domain/escrow/fail-transfer.server'
import { outcomeOf } from '~/domain/payments/operation'
import { operationById } from '~/domain/payments/operations.server'
import { businessNow } from '~/platform/business-clock.server'
import { inTransaction } from '~/platform/database.server'
import { task } from './task'

const settlements = {
  transfer: { confirmed: confirmTransfer, failed: failTransfer },
  refund: { confirmed: confirmRefund, failed: failRefund },
}

/** The provider has made a transfer or refund, or refused it: the escrow books it. */
export const operationSettled = task('operation-settled', async ({ operationId }, { db }) => {
  const at = await businessNow(db)
  await inTransaction(async (tx) => {
    const operation = await operationById(tx, operationId)
    const outcome = operation && outcomeOf(operation.status)
    if (!outcome) return
    await settlements[operation.kind][outcome](tx, { operationId, at })
  }, db)
})
