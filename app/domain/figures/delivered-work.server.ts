import { contract, contractNaming } from 'db/schema/contracts'
import { organisation } from 'db/schema/identity'
import { verdict } from 'db/schema/outcomes'
import { portfolioEntry } from 'db/schema/reputation'
import { team } from 'db/schema/teams'
import { countDistinct, desc, eq } from 'drizzle-orm'
import { isNamed } from '~/domain/contracts/naming-queries.server'
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
    .leftJoin(contractNaming, eq(contractNaming.contractId, contract.id))
    .innerJoin(organisation, eq(organisation.id, contract.organisationId))
    .innerJoin(team, eq(team.id, portfolioEntry.teamId))
    .where(isNamed())
    .orderBy(desc(portfolioEntry.deliveredAt), desc(portfolioEntry.milestoneId))
    .limit(most)
  return rows
}

/** What has been delivered and measured in the open: milestones with a met verdict, their people and teams. */
export async function deliveredFigures(db: Reader) {
  const [row] = await db
    .select({
      milestones: countDistinct(portfolioEntry.milestoneId),
      people: countDistinct(portfolioEntry.personId),
      teams: countDistinct(portfolioEntry.teamId),
    })
    .from(portfolioEntry)
    .where(eq(portfolioEntry.verified, 1))
  return row ?? { milestones: 0, people: 0, teams: 0 }
}
