import { issueDeliveredCredentials } from '~/domain/contracts/milestones/issue-delivered-credentials.server'
import { recordPortfolio } from '~/domain/reputation/record-portfolio.server'
import { inTransaction } from '~/platform/database.server'
import { task } from './task'

/**
 * A milestone was released: each member's part goes into the portfolio, with its proof, and each gets
 * a credential. Two transactions, each safe to run twice: signing does not hold up the portfolio.
 */
export const milestoneReleased = task('milestone-released', async ({ milestoneId }, { db }) => {
  await inTransaction((tx) => recordPortfolio(tx, { milestoneId }), db)
  await inTransaction((tx) => issueDeliveredCredentials(tx, { milestoneId }), db)
})
