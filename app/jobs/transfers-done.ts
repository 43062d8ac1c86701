import { payMilestone } from '~/domain/contracts/pay-milestone.server'
import { businessNow } from '~/platform/business-clock.server'
import { inTransaction } from '~/platform/database.server'
import { task } from './task'

/** Every member of a release has been paid; `reference` is the milestone. */
export const transfersDone = task('transfers-done', async ({ reference }, { db }) => {
  const at = await businessNow(db)
  await inTransaction((tx) => payMilestone(tx, { milestoneId: reference, at }), db)
})
