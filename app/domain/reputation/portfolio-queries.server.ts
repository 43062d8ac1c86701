import { contract, contractNaming } from 'db/schema/contracts'
import { organisation, person } from 'db/schema/identity'
import { brief } from 'db/schema/market'
import { portfolio, portfolioEntry } from 'db/schema/reputation'
import { team } from 'db/schema/teams'
import { and, asc, countDistinct, desc, eq, inArray, max, type SQL, sql } from 'drizzle-orm'
import { namingOf } from '~/domain/contracts/naming'
import type { Viewer } from '~/domain/identity/viewer'
import type { Sector } from '~/domain/market/briefs/brief'
import { isRole } from '~/domain/skills/roles'
import type { Reader } from '~/platform/database.server'
import { opensFor, type PortfolioEntry } from './portfolio'
import { isProven } from './proof-queries.server'

const most = 100

const columns = {
  id: portfolioEntry.id,
  milestoneId: portfolioEntry.milestoneId,
  contractId: portfolioEntry.contractId,
  title: portfolioEntry.title,
  role: portfolioEntry.role,
  verdictId: portfolioEntry.verdictId,
  verified: isProven(),
  deliveredAt: portfolioEntry.deliveredAt,
  sector: brief.sector,
  workloadClass: contract.workloadClass,
  allowed: contractNaming.naming,
  client: organisation.name,
  slug: team.slug,
  team: team.name,
  personId: person.id,
  person: person.name,
}

const joined = (db: Reader, where: SQL | undefined, order: SQL[]) =>
  db
    .select(columns)
    .from(portfolioEntry)
    .innerJoin(contract, eq(contract.id, portfolioEntry.contractId))
    .leftJoin(contractNaming, eq(contractNaming.contractId, contract.id))
    .innerJoin(brief, eq(brief.id, contract.briefId))
    .innerJoin(organisation, eq(organisation.id, contract.organisationId))
    .innerJoin(team, eq(team.id, portfolioEntry.teamId))
    .innerJoin(person, eq(person.id, portfolioEntry.personId))
    .where(where)
    .orderBy(...order)

type Row = Awaited<ReturnType<typeof joined>>[number]

const newestFirst = [desc(portfolioEntry.deliveredAt), desc(portfolioEntry.milestoneId)]
/** As their person has ordered them; what came since stands first. */
export const asOrdered = [sql`${portfolioEntry.position} asc nulls first`, ...newestFirst]

/** One entry as anybody may read it: a contract that its client keeps unnamed has neither title nor client. */
function entryOf(row: Row): PortfolioEntry {
  const naming = namingOf(row.workloadClass, row.allowed)
  return {
    id: row.id,
    contractId: row.contractId,
    title: naming === 'nothing' ? null : row.title,
    sector: row.sector as Sector,
    verdictId: row.verdictId,
    verified: row.verified,
    deliveredAt: row.deliveredAt,
    client: naming === 'client' ? row.client : null,
    team: { slug: row.slug, name: row.team },
    people: [],
  }
}

function entriesOf(rows: readonly Row[]): PortfolioEntry[] {
  const byMilestone = new Map<string, PortfolioEntry>()
  for (const row of rows) {
    const entry = byMilestone.get(row.milestoneId) ?? entryOf(row)
    const role = isRole(row.role) ? row.role : null
    entry.people.push({ personId: row.personId, name: row.person, role })
    byMilestone.set(row.milestoneId, entry)
  }
  return [...byMilestone.values()]
}

/** The released milestones that a person shows, as they ordered them. The caller has checked the reader. */
export async function shownEntries(db: Reader, personId: string): Promise<PortfolioEntry[]> {
  const shown = and(eq(portfolioEntry.personId, personId), eq(portfolioEntry.hidden, false))
  return entriesOf(await joined(db, shown, asOrdered).limit(most))
}

/** How a person shows their work; public where they have said nothing. */
export async function portfolioRow(db: Reader, personId: string) {
  const [row] = await db.select().from(portfolio).where(eq(portfolio.personId, personId))
  return row ?? { personId, visibility: 'public' as const, linkCode: null, headline: '', about: '' }
}

/** Whether everybody may read a person's portfolio. */
export async function isShared(db: Reader, personId: string): Promise<boolean> {
  return opensFor(await portfolioRow(db, personId), { self: false, code: null })
}

/** The released milestones on a person's public page; none where the portfolio is not for everybody. */
export async function portfolioOfPerson(
  db: Reader,
  viewer: Viewer,
  personId: string,
): Promise<PortfolioEntry[]> {
  const self = viewer?.personId === personId
  const open = opensFor(await portfolioRow(db, personId), { self, code: null })
  return open ? shownEntries(db, personId) : []
}

/** The released milestones of a team, each once, with the people who had a part in it. */
export async function portfolioOfTeam(db: Reader, teamId: string): Promise<PortfolioEntry[]> {
  const newest = db
    .select({ id: portfolioEntry.milestoneId })
    .from(portfolioEntry)
    .where(eq(portfolioEntry.teamId, teamId))
    .groupBy(portfolioEntry.milestoneId)
    .orderBy(desc(max(portfolioEntry.deliveredAt)), desc(portfolioEntry.milestoneId))
    .limit(most)
  const shown = inArray(portfolioEntry.milestoneId, newest)
  return entriesOf(await joined(db, shown, [...newestFirst, asc(person.id)]))
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
    .where(and(whose, isProven()))
  return row?.count ?? 0
}
