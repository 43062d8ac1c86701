import { payMilestone } from '~/domain/contracts/milestones/pay-milestone.server'
import { learningReference } from '~/domain/learning/enrolments/enrolment-money'
import { businessNow } from '~/platform/business-clock.server'
import { inTransaction } from '~/platform/database.server'
import { task } from './task'

/** Everybody of a release has been paid; a milestone moves on, an enrolment has nothing more to do. */
export const transfersDone = task('transfers-done', async ({ reference }, { db }) => {
  if (learningReference(reference)) return
  const at = await businessNow(db)
  await inTransaction((tx) => payMilestone(tx, { milestoneId: reference, at }), db)
})
