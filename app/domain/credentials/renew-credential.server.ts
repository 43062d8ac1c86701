import { achievement, credential, credentialEvent } from 'db/schema/credentials'
import { eq } from 'drizzle-orm'
import { assertMay } from '~/domain/identity/may'
import type { SignedIn } from '~/domain/identity/viewer'
import type { SkillLevel } from '~/domain/skills/claim'
import { invariant, Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import { isObject, listOf, readJsonObject, textOf } from './adapters/bounded-json'
import {
  type EvidenceInput,
  type ResultDescription,
  type ResultInput,
  renewableStatuses,
} from './credential'
import { type CredentialRow, issuerById, lockCredential } from './credential-rows.server'
import { type Issued, signAndStore } from './issue-credential.server'
import { manageCredential } from './permissions'

/**
 * Issues a credential again for a further time, with the words, results and evidence that it had. The
 * earlier one stays as it is and runs out by itself. It can be done once; asked again, it answers with
 * the one that there is.
 * @throws Refused not_found for somebody who may not, transition_refused for a revoked one,
 * form_invalid for an end that is not later.
 */
export async function renewCredential(
  tx: Tx,
  input: { credentialId: string; validUntil: Date | null; viewer: SignedIn; at: Date },
): Promise<Issued> {
  const { credentialId, validUntil, viewer, at } = input
  const row = await lockCredential(tx, credentialId)
  const { organisationId } = await issuerById(tx, row.issuerId)
  assertMay(viewer, manageCredential, { organisationId })
  const [earlier] = await tx
    .select({ id: credential.id })
    .from(credential)
    .where(eq(credential.renewsId, credentialId))
  if (earlier) return { credentialId: earlier.id, issued: false }
  if (!renewableStatuses.includes(row.status)) {
    throw new Refused('transition_refused', { from: row.status, event: 'renew' })
  }
  const soonest = Math.max(at.getTime(), row.validUntil?.getTime() ?? 0)
  if (validUntil && validUntil.getTime() <= soonest) throw new Refused('form_invalid')
  const again = await whatItSaid(tx, row)
  const made = await signAndStore(
    tx,
    {
      ...again,
      organisationId,
      reference: `renewal:${credentialId}`,
      personId: row.personId,
      validFrom: at,
      validUntil,
      visibility: row.visibility,
      by: viewer.personId,
      at,
    },
    credentialId,
  )
  await tx
    .insert(credentialEvent)
    .values({ credentialId, kind: 'renewed', reason: '', personId: viewer.personId, at })
  return made
}

/** What a credential says, in the words it was signed with. */
export async function whatItSaid(tx: Tx, row: CredentialRow) {
  const [was] = await tx.select().from(achievement).where(eq(achievement.id, row.achievementId))
  invariant(was, 'a credential has its achievement')
  const read = readJsonObject(row.document)
  invariant(read.ok, 'what was signed can be read')
  const subject = isObject(read.value.credentialSubject) ? read.value.credentialSubject : {}
  const results = listOf(subject.result).flatMap((one): ResultInput[] => {
    const key = isObject(one) ? textOf(one.resultDescription)?.split('#')[1] : undefined
    return key && isObject(one) ? [{ key, value: textOf(one.value) ?? '' }] : []
  })
  const evidence = listOf(read.value.evidence).flatMap((one): EvidenceInput[] => {
    if (!isObject(one)) return []
    const [url, description, narrative] = [one.id, one.description, one.narrative].map(textOf)
    return [
      {
        name: textOf(one.name) ?? '',
        ...(url ? { url } : {}),
        ...(description ? { description } : {}),
        ...(narrative ? { narrative } : {}),
      },
    ]
  })
  const { key, name, description, criteria, language, skills } = was
  return {
    achievement: {
      ...{ key, name, description, criteria, language, skills },
      level: was.level as SkillLevel,
      results: was.results as ResultDescription[],
    },
    results,
    evidence,
  }
}
