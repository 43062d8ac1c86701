import { fallDue } from '~/domain/contracts/fall-due.server'
import { sweepImports } from '~/domain/learning/import-track.server'
import { revealReviews } from '~/domain/reputation/reveal-reviews.server'
import { businessNow } from '~/platform/business-clock.server'
import { inTransaction } from '~/platform/database.server'
import { log } from '~/platform/log.server'
import { task } from './task'

/** Asks what has fallen due in business time. Each thing due is done in a transaction of its own. */
export const sweepDue = task('sweep-due', async (_, { db }) => {
  const at = await businessNow(db)
  const done = await fallDue(db, { at })
  const reviews = await inTransaction((tx) => revealReviews(tx, { at }), db)
  const imports = await inTransaction((tx) => sweepImports(tx, { at, now: new Date() }), db)
  const counts = { ...done, reviews, imports }
  if (Object.values(counts).some((count) => count > 0)) log.info(counts, 'fell due')
})
