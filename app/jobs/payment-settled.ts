import { confirmFunding } from '~/domain/contracts/milestones/confirm-funding.server'
import { confirmLearningPayment } from '~/domain/learning/enrolments/confirm-learning-payment.server'
import { learningReference } from '~/domain/learning/enrolments/enrolment-money'
import { paymentById } from '~/domain/payments/queries.server'
import { businessNow } from '~/platform/business-clock.server'
import { inTransaction } from '~/platform/database.server'
import { task } from './task'

/** The provider has said what became of a payment: what it is for moves, a milestone or a place. */
export const paymentSettled = task('payment-settled', async ({ paymentId }, { db }) => {
  const at = await businessNow(db)
  await inTransaction(async (tx) => {
    const payment = await paymentById(tx, paymentId)
    const ofLearning = payment !== null && learningReference(payment.reference) !== null
    if (ofLearning) await confirmLearningPayment(tx, { paymentId, at })
    else await confirmFunding(tx, { paymentId, at })
  }, db)
})
