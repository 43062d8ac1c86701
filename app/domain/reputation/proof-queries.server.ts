import { holdbackClaim } from 'db/schema/contracts'
import { portfolioEntry } from 'db/schema/reputation'
import { and, eq, inArray, not, type SQL, sql } from 'drizzle-orm'
import { refundedClaimStates } from '~/domain/contracts/holdback/claim'

/**
 * True of entries whose met verdict still speaks for them: nothing of what was kept back was returned
 * afterwards. The same rule as `isVerified` has for the rate, for queries that count entries.
 */
export function isProven(): SQL<boolean> {
  const returned = sql`exists (select from ${holdbackClaim} where ${and(
    eq(holdbackClaim.milestoneId, portfolioEntry.milestoneId),
    inArray(holdbackClaim.state, [...refundedClaimStates]),
  )})`
  return sql<boolean>`(${and(eq(portfolioEntry.verified, 1), not(returned))})`
}
