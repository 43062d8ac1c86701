import { contract } from 'db/schema/contracts'
import { organisation, person } from 'db/schema/identity'
import { portfolioEntry } from 'db/schema/reputation'
import { team } from 'db/schema/teams'
import { and, countDistinct, desc, eq, type SQL, sql } from 'drizzle-orm'
import { isRole } from '~/domain/skills/roles'
import type { Reader } from '~/platform/database.server'
import type { PortfolioEntry } from './portfolio'

const most = 100

/** A portfolio is public: it is what a person or team shows of measured work. */
async function entries(db: Reader, where: SQL): Promise<PortfolioEntry[]> {
  const rows = await db
    .select({
      id: portfolioEntry.id,
      milestoneId: portfolioEntry.milestoneId,
      contractId: portfolioEntry.contractId,
      title: portfolioEntry.title,
      role: portfolioEntry.role,
      verdictId: portfolioEntry.verdictId,
      verified: portfolioEntry.verified,
      deliveredAt: portfolioEntry.deliveredAt,
      client: organisation.name,
      slug: team.slug,
      team: team.name,
      personId: person.id,
      person: person.name,
    })
    .from(portfolioEntry)
    .innerJoin(contract, eq(contract.id, portfolioEntry.contractId))
    .innerJoin(organisation, eq(organisation.id, contract.organisationId))
    .innerJoin(team, eq(team.id, portfolioEntry.teamId))
    .innerJoin(person, eq(person.id, portfolioEntry.personId))
    .where(where)
    .orderBy(desc(portfolioEntry.deliveredAt), desc(portfolioEntry.milestoneId), sql`${person.id}`)
    .limit(most)
  const byMilestone = new Map<string, PortfolioEntry>()
  for (const row of rows) {
    const part = {
      personId: row.personId,
      name: row.person,
      role: isRole(row.role) ? row.role : null,
    }
    const known = byMilestone.get(row.milestoneId)
    if (known) known.people.push(part)
    else {
      byMilestone.set(row.milestoneId, {
        id: row.id,
        contractId: row.contractId,
        title: row.title,
        verdictId: row.verdictId,
        verified: row.verified === 1,
        deliveredAt: row.deliveredAt,
        client: row.client,
        team: { slug: row.slug, name: row.team },
        people: [part],
      })
    }
  }
  return [...byMilestone.values()]
}

/** The released milestones that a person had a part in, the newest first. */
export function portfolioOfPerson(db: Reader, personId: string): Promise<PortfolioEntry[]> {
  return entries(db, eq(portfolioEntry.personId, personId))
}

/** The released milestones of a team, each once, with the people who had a part in it. */
export function portfolioOfTeam(db: Reader, teamId: string): Promise<PortfolioEntry[]> {
  return entries(db, eq(portfolioEntry.teamId, teamId))
}

/**
 * How many paid milestones with a met verdict somebody had a part in, or a team delivered: what search
 * writes down to rank by. Public, as the portfolio is.
 */
export async function verifiedOutcomes(
  db: Reader,
  of: { personId: string } | { teamId: string },
): Promise<number> {
  const whose =
    'personId' in of
      ? eq(portfolioEntry.personId, of.personId)
      : eq(portfolioEntry.teamId, of.teamId)
  const [row] = await db
    .select({ count: countDistinct(portfolioEntry.milestoneId) })
    .from(portfolioEntry)
    .where(and(whose, eq(portfolioEntry.verified, 1)))
  return row?.count ?? 0
}
