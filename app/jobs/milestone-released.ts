import { recordPortfolio } from '~/domain/reputation/record-portfolio.server'
import { inTransaction } from '~/platform/database.server'
import { task } from './task'

/** A milestone was released: each member's part goes into the portfolio, with its proof. */
export const milestoneReleased = task('milestone-released', async ({ milestoneId }, { db }) => {
  await inTransaction((tx) => recordPortfolio(tx, { milestoneId }), db)
})
