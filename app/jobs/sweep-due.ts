import { fallDue } from '~/domain/contracts/fall-due.server'
import { tellExpiring } from '~/domain/credentials/tell-expiring.server'
import { fallDueLearning } from '~/domain/learning/enrolments/fall-due-learning.server'
import { sweepImports } from '~/domain/learning/imports/import-track.server'
import { gradingFallsDue } from '~/domain/learning/reviews/grading-falls-due.server'
import { alertSavedSearches } from '~/domain/market/search/alert-saved-searches.server'
import { sendDigests } from '~/domain/messages/send-digests.server'
import { revealReviews } from '~/domain/reputation/reveal-reviews.server'
import { forgetSearches } from '~/domain/teams/matching/search.commands.server'
import { businessNow } from '~/platform/business-clock.server'
import { inTransaction } from '~/platform/database.server'
import { log } from '~/platform/log.server'
import { task } from './task'

/** Reviews of capstones are not those of contracts. */
function prefixed(counts: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(counts).map(([what, n]) => [`grading_${what}`, n]))
}

/** Asks what has fallen due in business time. Each thing due is done in a transaction of its own. */
export const sweepDue = task('sweep-due', async (_, { db }) => {
  const at = await businessNow(db)
  const done = await fallDue(db, { at })
  const learning = await fallDueLearning(db, { at })
  const reviews = await inTransaction((tx) => revealReviews(tx, { at }), db)
  const expiring = await inTransaction((tx) => tellExpiring(tx, { at }), db)
  const grading = await gradingFallsDue(db, { at })
  const imports = await inTransaction((tx) => sweepImports(tx, { at, now: new Date() }), db)
  const teamSearches = await inTransaction((tx) => forgetSearches(tx, { at }), db)
  const digests = await sendDigests(db, { at })
  const searches = await inTransaction((tx) => alertSavedSearches(tx, { at, limit: 200 }), db)
  const counts = {
    ...done,
    ...learning,
    reviews,
    expiring,
    imports,
    searches,
    teamSearches,
    digests,
    ...prefixed(grading),
  }
  if (Object.values(counts).some((count) => count > 0)) log.info(counts, 'fell due')
})
