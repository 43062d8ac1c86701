import { skillClaim } from 'db/schema/skills'
import { desc, inArray, sql } from 'drizzle-orm'
import type { Reader } from '~/platform/database.server'
import type { Claim, SkillLevel } from './claim'
import { skillById } from './taxonomy'

/**
 * The public claims of several people, the highest level first. Claims are public by nature: a
 * profile is what a person shows.
 */
export async function claimsOf(
  db: Reader,
  personIds: readonly string[],
): Promise<Map<string, Claim[]>> {
  const found = new Map<string, Claim[]>(personIds.map((id) => [id, []]))
  if (personIds.length === 0) return found
  const rows = await db
    .select()
    .from(skillClaim)
    .where(inArray(skillClaim.personId, [...personIds]))
    .orderBy(desc(skillClaim.level), skillClaim.skillId)
  for (const { personId, claimedAt: _, ownEvidence: __, ...row } of rows) {
    // A skill that has left the taxonomy has no name to show.
    if (skillById(row.skillId)) {
      found.get(personId)?.push({ ...row, level: row.level as SkillLevel })
    }
  }
  return found
}

/** How many people name each skill. */
export async function claimCounts(db: Reader): Promise<Map<string, number>> {
  const rows = await db
    .select({ skillId: skillClaim.skillId, people: sql<number>`count(*)::int` })
    .from(skillClaim)
    .groupBy(skillClaim.skillId)
  return new Map(rows.map(({ skillId, people }) => [skillId, people]))
}
