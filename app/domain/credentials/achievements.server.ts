import { achievement } from 'db/schema/credentials'
import { organisation } from 'db/schema/identity'
import { and, eq } from 'drizzle-orm'
import type { SkillLevel } from '~/domain/skills/claim'
import { skillById } from '~/domain/skills/taxonomy'
import { invariant } from '~/kernel/refusal'
import { sha256 } from '~/platform/crypto.server'
import type { Reader, Tx } from '~/platform/database.server'
import { env } from '~/platform/env.server'
import { newId } from '~/platform/ids.server'
import type { AchievementInput, ResultDescription } from './credential'
import type { IssuerRow } from './issuers.server'
import { achievementOf } from './open-badge'

/** What the platform calls itself where it issues. */
const platformName = 'Samar'

export async function issuerName(db: Reader, { organisationId }: IssuerRow): Promise<string> {
  if (organisationId === null) return platformName
  const [row] = await db
    .select({ name: organisation.name })
    .from(organisation)
    .where(eq(organisation.id, organisationId))
  invariant(row, 'an issuer’s organisation is there')
  return row.name
}

/**
 * The achievement in exactly these words; a row of its own for each wording, because credentials that
 * were issued refer to what it was then.
 */
export async function ensureAchievement(
  tx: Tx,
  { id: issuerId }: IssuerRow,
  input: { achievement: AchievementInput; at: Date },
): Promise<{ id: string }> {
  const { key, name, description, criteria, level } = input.achievement
  const language = input.achievement.language ?? 'en'
  const skills = [...new Set(input.achievement.skills)]
  const results = (input.achievement.results ?? []).map((one) => ({ ...one }))
  // In a fixed order: the database does not keep that of a JSON object.
  const asked = results.map((one) => [
    one.key,
    one.name,
    one.type,
    one.min ?? null,
    one.max ?? null,
  ])
  const said = [name, description, criteria, level, language, skills, asked]
  const digest = sha256(JSON.stringify(said))
  const values = { issuerId, key, digest, level, name, description, criteria, language, skills }
  await tx
    .insert(achievement)
    .values({ ...values, id: newId('achievement'), results, createdAt: input.at })
    .onConflictDoNothing()
  const [row] = await tx
    .select({ id: achievement.id })
    .from(achievement)
    .where(
      and(
        eq(achievement.issuerId, issuerId),
        eq(achievement.key, key),
        eq(achievement.digest, digest),
      ),
    )
  invariant(row, 'an achievement is there once it was stored')
  return row
}

/** An achievement as it stands inside the credentials that were issued for it. */
export function achievementDocument(row: typeof achievement.$inferSelect) {
  return achievementOf(env().APP_ORIGIN, {
    ...row,
    level: row.level as SkillLevel,
    skills: row.skills.flatMap((id) => skillById(id) ?? []),
    results: row.results as ResultDescription[],
  })
}
