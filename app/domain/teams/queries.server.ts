import { person } from 'db/schema/identity'
import { skillClaim } from 'db/schema/skills'
import { team, teamMember } from 'db/schema/teams'
import { and, asc, desc, eq, exists, ilike, inArray, or, type SQL, sql } from 'drizzle-orm'
import { may } from '~/domain/identity/may'
import type { Viewer } from '~/domain/identity/viewer'
import type { Role } from '~/domain/skills/roles'
import { isId } from '~/kernel/ids'
import { Refused } from '~/kernel/refusal'
import type { Reader } from '~/platform/database.server'
import { editTeam, seeTeamShares } from './permissions'

export type TeamMember = {
  personId: string
  name: string
  country: string
  headline: string
  languages: string[]
  role: Role
  lead: boolean
  shareBps: number
  joinedAt: Date
}

/** The members with their shares: for commands and for pages of members. Leads first. */
export async function teamMembers(db: Reader, teamId: string): Promise<TeamMember[]> {
  const rows = await db
    .select({
      personId: person.id,
      name: person.name,
      country: person.country,
      headline: person.headline,
      languages: person.languages,
      role: teamMember.role,
      lead: teamMember.lead,
      shareBps: teamMember.shareBps,
      joinedAt: teamMember.joinedAt,
    })
    .from(teamMember)
    .innerJoin(person, eq(person.id, teamMember.personId))
    .where(eq(teamMember.teamId, teamId))
    .orderBy(desc(teamMember.lead), asc(teamMember.joinedAt), asc(person.id))
  return rows.map((row) => ({ ...row, lead: row.lead === 1 }))
}

export type TeamPage = Awaited<ReturnType<typeof teamPage>>

/**
 * The public page of a team, by its address or id. Shares are there for members only.
 * @throws Refused not_found
 */
export async function teamPage(db: Reader, viewer: Viewer, slugOrId: string) {
  const wanted = isId('team', slugOrId) ? eq(team.id, slugOrId) : eq(team.slug, slugOrId)
  const [row] = await db.select().from(team).where(wanted)
  if (!row) throw new Refused('not_found')
  const members = await teamMembers(db, row.id)
  const shown = may(viewer, seeTeamShares, { members })
  return {
    teamId: row.id,
    slug: row.slug,
    name: row.name,
    headline: row.headline,
    about: row.about,
    country: row.country,
    createdAt: row.createdAt,
    members: members.map(({ shareBps, ...member }) => ({
      ...member,
      shareBps: shown ? shareBps : null,
    })),
    isMember: shown,
    mayEdit: may(viewer, editTeam, { members }),
  }
}

/** The teams that the viewer belongs to, those they lead first. */
export async function teamsOf(db: Reader, viewer: Viewer) {
  if (!viewer) return []
  const rows = await db
    .select({
      teamId: team.id,
      slug: team.slug,
      name: team.name,
      headline: team.headline,
      country: team.country,
      role: teamMember.role,
      lead: teamMember.lead,
      shareBps: teamMember.shareBps,
      members: sql<number>`(select count(*)::int from team_member m where m.team_id = ${team.id})`,
    })
    .from(teamMember)
    .innerJoin(team, eq(team.id, teamMember.teamId))
    .where(eq(teamMember.personId, viewer.personId))
    .orderBy(desc(teamMember.lead), asc(team.name), asc(team.id))
  return rows.map((row) => ({ ...row, lead: row.lead === 1 }))
}

export type TeamFilter = {
  search: string
  country: string
  role: Role | ''
  skill: string
  page: number
}
export const teamsPerPage = 20

/** The public list of teams, the newest first. */
export async function teamList(db: Reader, filter: TeamFilter) {
  const where = and(...teamConditions(db, filter))
  const [counted] = await db.select({ total: sql<number>`count(*)::int` }).from(team).where(where)
  const total = counted?.total ?? 0
  const pages = Math.max(1, Math.ceil(total / teamsPerPage))
  const page = Math.min(Math.max(1, filter.page), pages)
  const rows = await db
    .select({
      teamId: team.id,
      slug: team.slug,
      name: team.name,
      headline: team.headline,
      country: team.country,
    })
    .from(team)
    .where(where)
    .orderBy(desc(team.createdAt), desc(team.id))
    .limit(teamsPerPage)
    .offset((page - 1) * teamsPerPage)
  const seats = await seatsOf(
    db,
    rows.map(({ teamId }) => teamId),
  )
  return {
    total,
    page,
    pages,
    teams: rows.map((row) => ({ ...row, members: seats.get(row.teamId) ?? [] })),
  }
}

function teamConditions(db: Reader, filter: TeamFilter): SQL[] {
  const conditions: (SQL | undefined)[] = []
  if (filter.search) {
    const pattern = `%${filter.search.replace(/[\\%_]/g, '\\$&')}%`
    conditions.push(or(ilike(team.name, pattern), ilike(team.headline, pattern)))
  }
  if (filter.country) conditions.push(eq(team.country, filter.country))
  if (filter.role) {
    conditions.push(
      exists(
        db
          .select({ one: sql`1` })
          .from(teamMember)
          .where(and(eq(teamMember.teamId, team.id), eq(teamMember.role, filter.role))),
      ),
    )
  }
  if (filter.skill) {
    conditions.push(
      exists(
        db
          .select({ one: sql`1` })
          .from(teamMember)
          .innerJoin(skillClaim, eq(skillClaim.personId, teamMember.personId))
          .where(and(eq(teamMember.teamId, team.id), eq(skillClaim.skillId, filter.skill))),
      ),
    )
  }
  return conditions.filter((condition) => condition !== undefined)
}

/** Names and roles of several teams' members, without shares. */
async function seatsOf(db: Reader, teamIds: readonly string[]) {
  const seats = new Map<string, { personId: string; name: string; role: Role; lead: boolean }[]>()
  if (teamIds.length === 0) return seats
  const rows = await db
    .select({
      teamId: teamMember.teamId,
      personId: person.id,
      name: person.name,
      role: teamMember.role,
      lead: teamMember.lead,
    })
    .from(teamMember)
    .innerJoin(person, eq(person.id, teamMember.personId))
    .where(inArray(teamMember.teamId, [...teamIds]))
    .orderBy(desc(teamMember.lead), asc(teamMember.joinedAt), asc(person.id))
  for (const { teamId, lead, ...seat } of rows) {
    const list = seats.get(teamId) ?? []
    list.push({ ...seat, lead: lead === 1 })
    seats.set(teamId, list)
  }
  return seats
}

/** The countries in which there are teams: the choices of the filter. */
export async function teamCountries(db: Reader): Promise<string[]> {
  const rows = await db.selectDistinct({ country: team.country }).from(team)
  return rows.map(({ country }) => country)
}
