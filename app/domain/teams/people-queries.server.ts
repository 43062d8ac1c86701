import { person } from 'db/schema/identity'
import { skillClaim } from 'db/schema/skills'
import { team, teamMember } from 'db/schema/teams'
import { and, asc, desc, eq, exists, ilike, inArray, or, type SQL, sql } from 'drizzle-orm'
import { withPublicProofs } from '~/domain/credentials/public-proofs.server'
import type { Viewer } from '~/domain/identity/viewer'
import type { Claim } from '~/domain/skills/claim'
import { claimsOf } from '~/domain/skills/queries.server'
import type { Role } from '~/domain/skills/roles'
import { Refused } from '~/kernel/refusal'
import type { Reader } from '~/platform/database.server'

/**
 * Who has a public page: people who have confirmed their address and offer work, that is name a
 * skill or belong to a team. Somebody who only buys is known through their organisation.
 */
export const offersWork = sql<boolean>`(${person.emailConfirmedAt} is not null and (
  exists (select 1 from skill_claim c where c.person_id = ${person.id})
  or exists (select 1 from team_member m where m.person_id = ${person.id})))`

export type PeopleFilter = { search: string; skill: string; role: Role | ''; page: number }
export const peoplePerPage = 24

/**
 * The public list of people. Where a skill is asked for, those who have shown it furthest come first;
 * then those with the most delivered skills, then the most assessed.
 */
export async function peopleList(db: Reader, filter: PeopleFilter) {
  const where = and(offersWork, ...peopleConditions(db, filter))
  const [counted] = await db.select({ total: sql<number>`count(*)::int` }).from(person).where(where)
  const total = counted?.total ?? 0
  const pages = Math.max(1, Math.ceil(total / peoplePerPage))
  const page = Math.min(Math.max(1, filter.page), pages)
  const proof = sql<number>`(select count(*)::int from skill_claim c
    where c.person_id = ${person.id} and c.level > 2)`
  const assessed = sql<number>`(select count(*)::int from skill_claim c
    where c.person_id = ${person.id} and c.level = 2)`
  const shown = sql<number>`(select c.level from skill_claim c
    where c.person_id = ${person.id} and c.skill_id = ${filter.skill})`
  const rows = await db
    .select({
      personId: person.id,
      name: person.name,
      headline: person.headline,
      country: person.country,
      proof,
    })
    .from(person)
    .where(where)
    .orderBy(
      ...(filter.skill ? [desc(shown)] : []),
      desc(proof),
      desc(assessed),
      asc(person.name),
      asc(person.id),
    )
    .limit(peoplePerPage)
    .offset((page - 1) * peoplePerPage)
  const ids = rows.map(({ personId }) => personId)
  const claims = await withPublicProofs(db, null, await claimsOf(db, ids))
  const seats = await rolesOf(db, ids)
  // What was asked for is seen first.
  const asked = ({ skillId }: Claim) => (skillId === filter.skill ? 0 : 1)
  return {
    total,
    page,
    pages,
    people: rows.map((row) => ({
      ...row,
      claims: (claims.get(row.personId) ?? []).sort((a, b) => asked(a) - asked(b)),
      roles: seats.get(row.personId) ?? [],
    })),
  }
}

function peopleConditions(db: Reader, filter: PeopleFilter): SQL[] {
  const conditions: (SQL | undefined)[] = []
  if (filter.search) {
    const pattern = `%${filter.search.replace(/[\\%_]/g, '\\$&')}%`
    conditions.push(or(ilike(person.name, pattern), ilike(person.headline, pattern)))
  }
  if (filter.skill) {
    conditions.push(
      exists(
        db
          .select({ one: sql`1` })
          .from(skillClaim)
          .where(and(eq(skillClaim.personId, person.id), eq(skillClaim.skillId, filter.skill))),
      ),
    )
  }
  if (filter.role) {
    conditions.push(
      exists(
        db
          .select({ one: sql`1` })
          .from(teamMember)
          .where(and(eq(teamMember.personId, person.id), eq(teamMember.role, filter.role))),
      ),
    )
  }
  return conditions.filter((condition) => condition !== undefined)
}

async function rolesOf(db: Reader, personIds: readonly string[]): Promise<Map<string, Role[]>> {
  const found = new Map<string, Role[]>()
  if (personIds.length === 0) return found
  const rows = await db
    .selectDistinct({ personId: teamMember.personId, role: teamMember.role })
    .from(teamMember)
    .where(inArray(teamMember.personId, [...personIds]))
    .orderBy(asc(teamMember.role))
  for (const { personId, role } of rows) {
    found.set(personId, [...(found.get(personId) ?? []), role])
  }
  return found
}

/** Those of `personIds` whose page the viewer may open, so that no link leads to nothing. */
export async function openProfiles(
  db: Reader,
  viewer: Viewer,
  personIds: readonly string[],
): Promise<string[]> {
  const ids = [...new Set(personIds)]
  if (ids.length === 0 || viewer?.operator) return ids
  const rows = await db
    .select({ personId: person.id })
    .from(person)
    .where(and(inArray(person.id, ids), offersWork))
  const open = rows.map(({ personId }) => personId)
  return ids.filter((id) => id === viewer?.personId || open.includes(id))
}

/** Somebody who can be invited by their public page; null where there is none. */
export async function invitee(db: Reader, personId: string) {
  const [row] = await db
    .select({ personId: person.id, name: person.name })
    .from(person)
    .where(and(eq(person.id, personId), offersWork))
  return row ?? null
}

/**
 * A person's public page. Before there is anything to show, it is there for the person alone, and for
 * a reader whom they gave what opens it.
 * @throws Refused not_found
 */
export async function personPage(db: Reader, viewer: Viewer, personId: string, given = false) {
  const self = viewer?.personId === personId
  const [row] = await db
    .select({
      personId: person.id,
      name: person.name,
      headline: person.headline,
      about: person.about,
      country: person.country,
      languages: person.languages,
      createdAt: person.createdAt,
      isPublic: offersWork,
    })
    .from(person)
    .where(eq(person.id, personId))
  if (!row || !(row.isPublic || self || given || viewer?.operator)) throw new Refused('not_found')
  const claims = await withPublicProofs(db, viewer, await claimsOf(db, [personId]))
  const teams = await db
    .select({
      teamId: team.id,
      slug: team.slug,
      name: team.name,
      role: teamMember.role,
      lead: teamMember.lead,
    })
    .from(teamMember)
    .innerJoin(team, eq(team.id, teamMember.teamId))
    .where(eq(teamMember.personId, personId))
    .orderBy(desc(teamMember.lead), asc(team.name))
  return {
    ...row,
    self,
    claims: claims.get(personId) ?? [],
    teams: teams.map((seat) => ({ ...seat, lead: seat.lead === 1 })),
  }
}
