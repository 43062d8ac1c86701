import { randomBytes } from 'node:crypto'
import { credential, credentialEvent } from 'db/schema/credentials'
import { eq } from 'drizzle-orm'
import { contactOf } from '~/domain/identity/queries.server'
import { grantAssessedSkill } from '~/domain/skills/grant-assessed-skill.server'
import { type Skill, skillById } from '~/domain/skills/taxonomy'
import { Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import { sha256 } from '~/platform/crypto.server'
import type { Tx } from '~/platform/database.server'
import { env } from '~/platform/env.server'
import { newId } from '~/platform/ids.server'
import { enqueue } from '~/platform/queue.server'
import { ensureAchievement, issuerName } from './achievements.server'
import { asJwt, withProof } from './adapters/sign-credential.server'
import type { AchievementInput, IssueInput } from './credential'
import { secondsOf } from './issuer'
import { currentKey, ensureIssuer, inTurn, signingKey } from './issuers.server'
import { openBadge } from './open-badge'
import { takePlace } from './status-places.server'

export type Issued = {
  readonly credentialId: string
  /** False where the reference had one already. */
  readonly issued: boolean
}

/** A moment as exact as what is signed. */
const wholeSeconds = (at: Date) => new Date(secondsOf(at))

function skillsOf(ids: readonly string[]): Skill[] {
  return [...new Set(ids)].map((id) => {
    const skill = skillById(id)
    if (!skill) throw new Refused('not_found')
    return skill
  })
}

/** Levels 3 and 4 come from contracts, so the platform gives them; partners teach and assess. */
function assertAllowed(input: IssueInput): void {
  const { achievement, organisationId, validFrom, validUntil } = input
  if (achievement.level > 2 && organisationId !== null) throw new Refused('not_allowed')
  if (validUntil && validUntil <= validFrom) throw new Refused('form_invalid')
  const known = new Set((achievement.results ?? []).map(({ key }) => key))
  if ((input.results ?? []).some(({ key }) => !known.has(key))) throw new Refused('form_invalid')
}

async function issuedFor(tx: Tx, input: IssueInput): Promise<Issued | null> {
  const [row] = await tx
    .select({ id: credential.id, personId: credential.personId })
    .from(credential)
    .where(eq(credential.reference, input.reference))
  if (!row) return null
  if (row.personId !== input.personId) throw new Refused('idempotency_mismatch')
  return { credentialId: row.id, issued: false }
}

/**
 * Issues an Open Badges 3.0 credential with both proofs: Data Integrity and VC-JWT. The reference
 * makes it once: asked again, it answers with the credential that there is. A partner's level 2 raises
 * the skills. The holder is told.
 * @throws Refused not_found for an unknown person, organisation or skill; not_allowed for a level or
 * an organisation that may not; form_invalid for dates or results that do not fit; idempotency_mismatch
 * when the reference belongs to somebody else's credential.
 */
export async function issueCredential(tx: Tx, input: IssueInput): Promise<Issued> {
  assertAllowed(input)
  await inTurn(tx, `credential:${input.reference}`)
  const earlier = await issuedFor(tx, input)
  return earlier ?? signAndStore(tx, input, null)
}

/** Signs and stores without asking whether it is there already; `renewsId` is what it takes the place of. */
export async function signAndStore(
  tx: Tx,
  input: IssueInput,
  renewsId: string | null,
): Promise<Issued> {
  const skills = skillsOf(input.achievement.skills)
  const holder = await contactOf(tx, input.personId)
  if (!holder) throw new Refused('not_found')
  const issuer = await ensureIssuer(tx, input)
  const achievement = await ensureAchievement(tx, issuer, input)
  const place = await takePlace(tx, issuer.id)
  const credentialId = newId('credential')
  const validFrom = wholeSeconds(input.validFrom)
  const validUntil = input.validUntil && wholeSeconds(input.validUntil)
  const salt = randomBytes(12).toString('base64url')
  const badge = openBadge({
    origin: env().APP_ORIGIN,
    credentialId,
    issuer: { did: issuer.did, slug: issuer.slug, name: await issuerName(tx, issuer) },
    holder: {
      personId: holder.id,
      name: holder.name,
      emailHash: sha256(`${holder.email}${salt}`),
      salt,
    },
    achievement: { ...described(input.achievement), id: achievement.id, skills },
    results: input.results ?? [],
    evidence: input.evidence ?? [],
    validFrom,
    validUntil,
    place,
  })
  const [ed25519, rsa] = [
    await currentKey(tx, issuer, 'Ed25519'),
    await currentKey(tx, issuer, 'RSA'),
  ]
  const signed = await withProof(badge, signingKey(issuer, ed25519), input.at)
  await tx.insert(credential).values({
    id: credentialId,
    issuerId: issuer.id,
    achievementId: achievement.id,
    personId: input.personId,
    reference: input.reference,
    level: input.achievement.level,
    skills: skills.map(({ id }) => id),
    validFrom,
    validUntil,
    status: 'active',
    visibility: input.visibility ?? 'link',
    // Open Badges wants a list of proofs, however many there are.
    document: JSON.stringify({ ...signed, proof: [signed.proof] }),
    jwt: asJwt(badge, signingKey(issuer, rsa)),
    ed25519KeyId: ed25519.id,
    rsaKeyId: rsa.id,
    listNumber: place.list,
    listIndex: place.index,
    renewsId,
    issuedAt: input.at,
  })
  await recordIssued(tx, input, credentialId)
  return { credentialId, issued: true }
}

const described = (given: AchievementInput) => ({
  ...given,
  language: given.language ?? 'en',
  results: given.results ?? [],
})

async function recordIssued(tx: Tx, input: IssueInput, credentialId: string): Promise<void> {
  const { personId, at, by } = input
  await tx
    .insert(credentialEvent)
    .values({ credentialId, kind: 'issued', reason: '', personId: by, at })
  if (input.achievement.level === 2 && input.organisationId !== null) {
    for (const skillId of new Set(input.achievement.skills)) {
      await grantAssessedSkill(tx, { personId, skillId, credentialId, at })
    }
  }
  await audit(tx, { by, act: 'credential.issue', subject: credentialId })
  await enqueue(tx, 'notify', { event: 'credential-issued', subject: credentialId })
}
