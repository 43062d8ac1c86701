import { confirmFunding } from '~/domain/contracts/confirm-funding.server'
import { businessNow } from '~/platform/business-clock.server'
import { inTransaction } from '~/platform/database.server'
import { task } from './task'

/** The provider has said what became of a payment: the milestone it is for moves. */
export const paymentSettled = task('payment-settled', async ({ paymentId }, { db }) => {
  const at = await businessNow(db)
  await inTransaction((tx) => confirmFunding(tx, { paymentId, at }), db)
})
