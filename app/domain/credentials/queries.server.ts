import { achievement, credential, credentialEvent, issuer } from 'db/schema/credentials'
import { person } from 'db/schema/identity'
import { and, asc, desc, eq, isNull, sql } from 'drizzle-orm'
import { may } from '~/domain/identity/may'
import type { SignedIn, Viewer } from '~/domain/identity/viewer'
import type { SkillLevel } from '~/domain/skills/claim'
import { Refused } from '~/kernel/refusal'
import type { Reader } from '~/platform/database.server'
import { issuerName } from './achievements.server'
import { type CredentialItem, standingOf, type Visibility } from './credential'
import { chainOf, issuerBySlug } from './credential-rows.server'
import { publicKeysOf } from './own-issuers.server'
import { manageCredential, manageKeys, showCredential } from './permissions'

const joined = (db: Reader) =>
  db
    .select({ row: credential, achievement, issuer, holder: person.name })
    .from(credential)
    .innerJoin(achievement, eq(achievement.id, credential.achievementId))
    .innerJoin(issuer, eq(issuer.id, credential.issuerId))
    .innerJoin(person, eq(person.id, credential.personId))

/**
 * A credential for whoever may see it: a private one is there for its holder and its issuer only.
 * @throws Refused not_found
 */
export async function credentialFor(db: Reader, viewer: Viewer, credentialId: string) {
  const [found] = await joined(db).where(eq(credential.id, credentialId))
  if (!found) throw new Refused('not_found')
  const { row } = found
  const holds = may(viewer, showCredential, row)
  const manages = may(viewer, manageCredential, found.issuer)
  if (isHidden(row.visibility) && !holds && !manages) throw new Refused('not_found')
  return { ...found, holds, manages }
}

const isHidden = (visibility: Visibility) => visibility === 'private'

async function items(db: Reader, where: ReturnType<typeof and>, at: Date, most: number) {
  const found = await joined(db)
    .where(where)
    .orderBy(desc(credential.issuedAt), desc(credential.id))
    .limit(most)
  const names = new Map<string, string>()
  for (const one of found) {
    if (!names.has(one.issuer.id)) names.set(one.issuer.id, await issuerName(db, one.issuer))
  }
  return found.map(
    ({ row, achievement: { name }, issuer: { id } }): CredentialItem => ({
      credentialId: row.id,
      name,
      issuer: names.get(id) ?? '',
      level: row.level as SkillLevel,
      standing: standingOf(row, at),
      visibility: row.visibility,
      validFrom: row.validFrom,
      validUntil: row.validUntil,
      issuedAt: row.issuedAt,
    }),
  )
}

/** One's own credentials, whatever their standing, the newest first. */
export function walletOf(db: Reader, viewer: SignedIn, at: Date): Promise<CredentialItem[]> {
  return items(db, eq(credential.personId, viewer.personId), at, 500)
}

/** The viewer's own credential for this, the latest of its renewals, whatever its standing; null without one. */
export async function ownCredentialFor(
  db: Reader,
  viewer: SignedIn,
  reference: string,
  at: Date,
): Promise<CredentialItem | null> {
  const last = (await chainOf(db, reference)).at(-1)
  if (last === undefined) return null
  const own = and(eq(credential.personId, viewer.personId), eq(credential.id, last))
  const [found] = await items(db, own, at, 1)
  return found ?? null
}

/** What a person shows to everybody. */
export function publicCredentialsOf(
  db: Reader,
  personId: string,
  at: Date,
): Promise<CredentialItem[]> {
  const shown = and(eq(credential.personId, personId), eq(credential.visibility, 'public'))
  return items(db, shown, at, 50)
}

/** What happened to a credential; who did it and why is for its holder and its issuer. */
export async function credentialHistory(db: Reader, credentialId: string) {
  return db
    .select({
      id: credentialEvent.id,
      kind: credentialEvent.kind,
      reason: credentialEvent.reason,
      by: person.name,
      at: credentialEvent.at,
    })
    .from(credentialEvent)
    .leftJoin(person, eq(person.id, credentialEvent.personId))
    .where(eq(credentialEvent.credentialId, credentialId))
    .orderBy(asc(credentialEvent.id))
}

/** The credential that takes the place of this one, if there is one. */
export async function renewalOf(db: Reader, credentialId: string): Promise<string | null> {
  const [row] = await db
    .select({ id: credential.id })
    .from(credential)
    .where(eq(credential.renewsId, credentialId))
  return row?.id ?? null
}

/** An achievement as everybody may read it. @throws Refused not_found */
export async function achievementPage(db: Reader, achievementId: string) {
  const [found] = await db
    .select({
      achievement,
      issuer,
      holders: sql<number>`(select count(distinct c.person_id)::int from credential c where c.achievement_id = ${achievement.id})`,
    })
    .from(achievement)
    .innerJoin(issuer, eq(issuer.id, achievement.issuerId))
    .where(eq(achievement.id, achievementId))
  if (!found) throw new Refused('not_found')
  return { ...found, issuerName: await issuerName(db, found.issuer) }
}

/** What an issuer has issued, the newest first: for those who manage it. */
async function issuedBy(db: Reader, issuerId: string, at: Date) {
  const rows = await joined(db)
    .where(eq(credential.issuerId, issuerId))
    .orderBy(desc(credential.issuedAt), desc(credential.id))
    .limit(200)
  return rows.map(({ row, achievement: { name }, holder }) => ({
    credentialId: row.id,
    name,
    holder,
    level: row.level as SkillLevel,
    standing: standingOf(row, at),
    issuedAt: row.issuedAt,
  }))
}

/** Where an issuer is found, the platform's own for null; null for one that has issued nothing yet. */
export async function issuerSlugOf(
  db: Reader,
  organisationId: string | null,
): Promise<string | null> {
  const [row] = await db
    .select({ slug: issuer.slug })
    .from(issuer)
    .where(
      organisationId === null
        ? isNull(issuer.organisationId)
        : eq(issuer.organisationId, organisationId),
    )
  return row?.slug ?? null
}

/** An issuer as everybody may see it: its name, its DID, what it issues. @throws Refused not_found */
export async function issuerPage(db: Reader, viewer: Viewer, slug: string, at: Date) {
  const row = await issuerBySlug(db, slug)
  const achievements = await db
    .select({
      id: achievement.id,
      name: achievement.name,
      level: achievement.level,
      description: achievement.description,
    })
    .from(achievement)
    .where(eq(achievement.issuerId, row.id))
    .orderBy(desc(achievement.createdAt), desc(achievement.id))
    .limit(100)
  return {
    issuer: row,
    name: await issuerName(db, row),
    achievements,
    issued: may(viewer, manageCredential, row) ? await issuedBy(db, row.id, at) : null,
  }
}

/** An issuer's keys, for everybody; whether the viewer may change them. @throws Refused not_found */
export async function issuerKeysPage(db: Reader, viewer: Viewer, slug: string) {
  const row = await issuerBySlug(db, slug)
  return {
    issuer: row,
    name: await issuerName(db, row),
    keys: await publicKeysOf(db, row.id),
    manages: may(viewer, manageKeys, row),
  }
}
