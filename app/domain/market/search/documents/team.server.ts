import { team } from 'db/schema/teams'
import { eq, inArray } from 'drizzle-orm'
import { claimsOf } from '~/domain/skills/queries.server'
import { teamMembers } from '~/domain/teams/queries.server'
import { facetToken } from '../facets'
import { idsAfter } from './ids-after.server'
import { type Source, skillTokens, skillWords } from './source'

/** Teams are public from the day that they are founded; their members have documents of their own. */
export const teams: Source = {
  kind: 'team',
  async read(db, subjectId) {
    const [row] = await db.select().from(team).where(eq(team.id, subjectId))
    if (!row) return null
    const members = await teamMembers(db, row.id)
    const claims = await claimsOf(
      db,
      members.map(({ personId }) => personId),
    )
    const skills = [...new Set([...claims.values()].flat().map(({ skillId }) => skillId))]
    const roles = new Set(members.map(({ role }) => role))
    const languages = new Set(members.flatMap((member) => member.languages))
    return {
      kind: 'team',
      subjectId: row.id,
      url: `/teams/${row.slug}`,
      title: row.name,
      summary: row.headline,
      text: `${row.about} ${skillWords(skills)}`,
      language: null,
      facets: [
        facetToken('country', row.country),
        ...[...roles].map((role) => facetToken('role', role)),
        ...skillTokens(skills),
        ...[...languages].map((code) => facetToken('language', code)),
      ],
      currency: null,
      amountMinor: null,
      amountIsLeast: false,
      publishedAt: row.createdAt,
    }
  },
  async stillPublic(db, ids) {
    const rows = await db
      .select({ id: team.id })
      .from(team)
      .where(inArray(team.id, [...ids]))
    return rows.map(({ id }) => id)
  },
  idsAfter: idsAfter(team, team.id),
}
