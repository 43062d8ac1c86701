import { credential, credentialEvent, issuer } from 'db/schema/credentials'
import { and, arrayOverlaps, asc, eq, gt, inArray, isNotNull, isNull, lte, or } from 'drizzle-orm'
import { assertMay } from '~/domain/identity/may'
import type { SignedIn } from '~/domain/identity/viewer'
import { grantAssessedSkill } from '~/domain/skills/grant-assessed-skill.server'
import { withdrawAssessedSkills } from '~/domain/skills/withdraw-assessed-skills.server'
import { Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { enqueue } from '~/platform/queue.server'
import {
  type CredentialMove,
  type CredentialStatus,
  credentialTransitions,
  eventOfMove,
  goodStatuses,
} from './credential'
import { issuerById, lockCredential } from './credential-rows.server'
import { manageCredential } from './permissions'

/**
 * Suspends, reinstates or revokes a credential, with a reason that its holder reads. The issuer's
 * lists tell it as soon as this transaction is committed, and the skills that rested on it follow.
 * @throws Refused not_found for somebody who may not, transition_refused when it stands otherwise.
 */
export async function moveCredential(
  tx: Tx,
  input: {
    credentialId: string
    event: CredentialMove
    reason: string
    viewer: SignedIn
    at: Date
  },
): Promise<CredentialStatus> {
  const { credentialId, event, reason, viewer, at } = input
  const row = await lockCredential(tx, credentialId)
  const { organisationId } = await issuerById(tx, row.issuerId)
  assertMay(viewer, manageCredential, { organisationId })
  const step = credentialTransitions.find(row.status, event, 'issuer')
  if (!step.ok) throw new Refused('transition_refused', { from: row.status, event })
  await tx.update(credential).set({ status: step.to }).where(eq(credential.id, credentialId))
  const kind = eventOfMove[event]
  await tx
    .insert(credentialEvent)
    .values({ credentialId, kind, reason, personId: viewer.personId, at })
  const { personId } = row
  if (!goodStatuses.includes(step.to)) await fallBack(tx, { credentialId, personId, at })
  else if (row.level === 2 && organisationId !== null) {
    for (const skillId of row.skills) {
      await grantAssessedSkill(tx, { personId, skillId, credentialId, at })
    }
  }
  await audit(tx, { by: viewer.personId, act: `credential.${event}`, subject: credentialId })
  // The time makes it an event of its own: one may be suspended twice.
  const facts = { at: at.toISOString() }
  await enqueue(tx, 'notify', { event: `credential-${kind}`, subject: credentialId, facts })
  return step.to
}

/** The skills that rested on the credential rest on the oldest other one that shows them, if any. */
async function fallBack(
  tx: Tx,
  input: { credentialId: string; personId: string; at: Date },
): Promise<void> {
  const { credentialId, personId, at } = input
  const lost = await withdrawAssessedSkills(tx, { credentialId })
  if (lost.length === 0) return
  const others = await tx
    .select({ id: credential.id, skills: credential.skills })
    .from(credential)
    .innerJoin(issuer, eq(issuer.id, credential.issuerId))
    .where(
      and(
        eq(credential.personId, personId),
        eq(credential.level, 2),
        isNotNull(issuer.organisationId),
        inArray(credential.status, [...goodStatuses]),
        lte(credential.validFrom, at),
        or(isNull(credential.validUntil), gt(credential.validUntil, at)),
        arrayOverlaps(credential.skills, lost),
      ),
    )
    .orderBy(asc(credential.issuedAt), asc(credential.id))
  for (const other of others) {
    for (const skillId of lost.filter((one) => other.skills.includes(one))) {
      await grantAssessedSkill(tx, { personId, skillId, credentialId: other.id, at })
    }
  }
}
