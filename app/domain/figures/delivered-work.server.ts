import { contract } from 'db/schema/contracts'
import { organisation } from 'db/schema/identity'
import { verdict } from 'db/schema/outcomes'
import { portfolioEntry } from 'db/schema/reputation'
import { team } from 'db/schema/teams'
import { desc, eq } from 'drizzle-orm'
import type { Reader } from '~/platform/database.server'

/** Delivered milestones whose verdict stands in a public portfolio, the latest first. */
export async function deliveredWork(db: Reader, most: number) {
  const rows = await db
    .selectDistinct({
      milestoneId: portfolioEntry.milestoneId,
      title: portfolioEntry.title,
      deliveredAt: portfolioEntry.deliveredAt,
      verdictId: verdict.id,
      overall: verdict.overall,
      team: team.name,
      slug: team.slug,
      client: organisation.name,
    })
    .from(portfolioEntry)
    .innerJoin(verdict, eq(verdict.id, portfolioEntry.verdictId))
    .innerJoin(contract, eq(contract.id, portfolioEntry.contractId))
    .innerJoin(organisation, eq(organisation.id, contract.organisationId))
    .innerJoin(team, eq(team.id, portfolioEntry.teamId))
    .orderBy(desc(portfolioEntry.deliveredAt), desc(portfolioEntry.milestoneId))
    .limit(most)
  return rows
}
