import { credential } from 'db/schema/credentials'
import { person } from 'db/schema/identity'
import { skillClaim } from 'db/schema/skills'
import { matchingProfile, matchingTouch, pastCollaboration } from 'db/schema/teams'
import { and, eq, gt, gte, inArray, isNotNull, lte, or, type SQL, sql } from 'drizzle-orm'
import { dataStewards } from '~/domain/credentials/steward-queries.server'
import type { EvidenceKind, SkillLevel } from '~/domain/skills/claim'
import type { Currency } from '~/kernel/money'
import type { Reader } from '~/platform/database.server'
import { pastWorkScore } from './past-work'
import type { EvidenceStrength, KnownSkill, PoolChange, Profile } from './profile'
import { isMatchable } from './queries.server'
import { offsetOf, workingHoursOf } from './working-hours'

/** Until where a pool has read: every transaction before it had ended. */
export type PoolMark = { readonly transaction: bigint; readonly at: Date }

const strengthOf: Readonly<Record<EvidenceKind, EvidenceStrength>> = {
  claimed: 'claimed',
  link: 'claimed',
  credential: 'assessed',
  contract: 'delivered',
  verdict: 'verified',
}

/** How many people one statement reads. */
const batch = 5_000

/**
 * What changed for the pool of one currency since it last read: everybody who was touched, or whose
 * credential began or ended meanwhile, as they are now. Whoever does not want to be proposed, has not
 * confirmed their address or asks to be paid in another currency is removed. For the matcher's thread,
 * which shows nothing of it but the teams that it forms.
 * @param since null reads everybody
 * @param at business time; credentials and time zones are as they are then
 */
export async function readPoolChanges(
  db: Reader,
  input: { currency: Currency; since: PoolMark | null; at: Date },
): Promise<{ changes: PoolChange[]; until: PoolMark }> {
  const { currency, since, at } = input
  // Before everything else: what ends while the rest is read is read again the next time.
  const [mark] = await db.execute<{ transaction: string }>(
    sql`select pg_snapshot_xmin(pg_current_snapshot())::text as transaction`,
  )
  const until = { transaction: BigInt(mark?.transaction ?? 0), at }
  const touched = await touchedSince(db, since, at)
  const changes: PoolChange[] = []
  const pairs: PoolChange[] = []
  for (let from = 0; from < touched.length; from += batch) {
    const ids = touched.slice(from, from + batch)
    const profiles = await profilesOf(db, ids, currency, at)
    changes.push(...ids.map((personId) => changeOf(personId, profiles.get(personId))))
    pairs.push(...(await pastWorkOf(db, [...profiles.keys()])))
  }
  return { changes: [...changes, ...pairs], until }
}

function changeOf(personId: string, profile: Profile | undefined): PoolChange {
  return profile ? { kind: 'upsert', profile } : { kind: 'remove', personId }
}

async function touchedSince(db: Reader, since: PoolMark | null, at: Date): Promise<string[]> {
  if (!since) {
    const rows = await db
      .select({ personId: matchingProfile.personId })
      .from(matchingProfile)
      .where(isNotNull(matchingProfile.optedInAt))
    return rows.map(({ personId }) => personId)
  }
  const touches = await db
    .selectDistinct({ personId: matchingTouch.personId })
    .from(matchingTouch)
    .where(gte(matchingTouch.touchedBy, since.transaction))
  const between = (column: SQL) =>
    and(gt(column, since.at.toISOString()), lte(column, at.toISOString()))
  const turned = await db
    .selectDistinct({ personId: credential.personId })
    .from(credential)
    .innerJoin(matchingProfile, eq(matchingProfile.personId, credential.personId))
    .where(or(between(sql`${credential.validFrom}`), between(sql`${credential.validUntil}`)))
  return [...new Set([...touches, ...turned].map(({ personId }) => personId))]
}

async function profilesOf(
  db: Reader,
  ids: readonly string[],
  currency: Currency,
  at: Date,
): Promise<Map<string, Profile>> {
  const rows = await db
    .select({
      personId: person.id,
      languages: person.languages,
      timeZone: person.timeZone,
      rateMinor: matchingProfile.rateMinor,
      hoursPerWeek: matchingProfile.hoursPerWeek,
      fromHour: matchingProfile.dayFromHour,
      hours: matchingProfile.dayHours,
      domains: matchingProfile.sectors,
    })
    .from(matchingProfile)
    .innerJoin(person, eq(person.id, matchingProfile.personId))
    .where(and(inArray(matchingProfile.personId, [...ids]), isMatchable(currency)))
  const known = rows.map(({ personId }) => personId)
  const skills = await skillsOf(db, known)
  const stewards = await dataStewards(db, known, at)
  const offsets = new Map<string, number>()
  const profiles = rows.map(({ personId, timeZone, rateMinor, fromHour, hours, ...rest }) => {
    const offset = offsets.get(timeZone) ?? offsetOf(timeZone, at)
    offsets.set(timeZone, offset)
    const profile: Profile = {
      ...rest,
      personId,
      rateMinor: Number(rateMinor),
      workingHours: workingHoursOf({ fromHour, hours }, offset),
      skills: skills.get(personId) ?? [],
      steward: stewards.has(personId),
    }
    return [personId, profile] as const
  })
  return new Map(profiles)
}

async function skillsOf(db: Reader, ids: readonly string[]): Promise<Map<string, KnownSkill[]>> {
  const found = new Map<string, KnownSkill[]>()
  if (ids.length === 0) return found
  const rows = await db
    .select({
      personId: skillClaim.personId,
      skillId: skillClaim.skillId,
      level: skillClaim.level,
      kind: skillClaim.evidenceKind,
    })
    .from(skillClaim)
    .where(inArray(skillClaim.personId, [...ids]))
  for (const { personId, skillId, level, kind } of rows) {
    const own = found.get(personId) ?? []
    own.push({ skillId, level: level as SkillLevel, evidence: strengthOf[kind] })
    found.set(personId, own)
  }
  return found
}

async function pastWorkOf(db: Reader, ids: readonly string[]): Promise<PoolChange[]> {
  if (ids.length === 0) return []
  const { personA, personB, delivered, verified } = pastCollaboration
  const rows = await db
    .select({ personA, personB, delivered, verified })
    .from(pastCollaboration)
    .where(or(inArray(personA, [...ids]), inArray(personB, [...ids])))
  return rows.map((row) => ({
    kind: 'collaboration',
    between: [row.personA, row.personB],
    score: pastWorkScore(row),
  }))
}
