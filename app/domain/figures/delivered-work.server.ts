import { contract, contractNaming } from 'db/schema/contracts'
import { organisation } from 'db/schema/identity'
import { verdict } from 'db/schema/outcomes'
import { portfolioEntry } from 'db/schema/reputation'
import { team } from 'db/schema/teams'
import { countDistinct, desc, eq, inArray } from 'drizzle-orm'
import { isNamed } from '~/domain/contracts/naming-queries.server'
import type { Viewer } from '~/domain/identity/viewer'
import { withoutPeople } from '~/domain/outcomes/criteria/without-people'
import type { VerdictBody } from '~/domain/outcomes/evidence/verdict'
import { isProven } from '~/domain/reputation/proof-queries.server'
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
      teamCountry: team.country,
      client: organisation.name,
      clientCountry: organisation.country,
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

/**
 * The latest of them with the first criterion that was measured to a figure, for its plot; null where
 * there is none.
 */
export async function latestVerdicts(db: Reader, _viewer: Viewer, most: number) {
  const work = await deliveredWork(db, most)
  if (work.length === 0) return []
  const rows = await db
    .select({ id: verdict.id, body: verdict.body })
    .from(verdict)
    .where(
      inArray(
        verdict.id,
        work.map(({ verdictId }) => verdictId),
      ),
    )
  const bodies = new Map(rows.map(({ id, body }) => [id, body]))
  return work.map((row) => {
    const { results } = JSON.parse(bodies.get(row.verdictId) ?? '{"results":[]}') as VerdictBody
    const plotted = results.find(({ estimate }) => estimate !== null)
    if (!plotted || plotted.estimate === null) return { ...row, measured: null }
    const { criterion, estimate, lower, upper, outcome, n } = plotted
    const measured = { criterion: withoutPeople(criterion), estimate, lower, upper, outcome, n }
    return { ...row, measured }
  })
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
    .where(isProven())
  return row ?? { milestones: 0, people: 0, teams: 0 }
}
