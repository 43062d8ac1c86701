import { credential, issuerKey } from 'db/schema/credentials'
import { and, eq, isNull } from 'drizzle-orm'
import { assertMay } from '~/domain/identity/may'
import type { SignedIn } from '~/domain/identity/viewer'
import { Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import type { Visibility } from './credential'
import { issuerById, lockCredential } from './credential-rows.server'
import { keyKinds } from './issuer'
import { createKey, inTurn } from './issuers.server'
import { manageKeys, showCredential } from './permissions'

type Rotation = { issuerId: string; viewer: SignedIn; at: Date }

/**
 * Gives an issuer new keys. The old ones sign nothing more, and stay in the DID document: what they
 * signed is verified as before.
 * @throws Refused not_found for somebody who may not.
 */
export async function rotateIssuerKeys(tx: Tx, { issuerId, viewer, at }: Rotation): Promise<void> {
  const { organisationId } = await issuerById(tx, issuerId)
  assertMay(viewer, manageKeys, { organisationId })
  await inTurn(tx, `issuer-keys:${issuerId}`)
  await tx
    .update(issuerKey)
    .set({ retiredAt: at })
    .where(and(eq(issuerKey.issuerId, issuerId), isNull(issuerKey.retiredAt)))
  for (const kind of keyKinds) await createKey(tx, { issuerId, kind, at })
  await audit(tx, { by: viewer.personId, act: 'issuer.rotate_keys', subject: issuerId })
}

/**
 * Says that a key got into wrong hands at a moment: what it signed from then on fails. One that signs
 * now is replaced. The moment can be put earlier afterwards, never later.
 * @throws Refused not_found for somebody who may not or an unknown key; form_invalid for a moment to come.
 */
export async function markKeyCompromised(
  tx: Tx,
  input: { keyId: string; since: Date; viewer: SignedIn; at: Date },
): Promise<void> {
  const { keyId, since, viewer, at } = input
  const [key] = await tx.select().from(issuerKey).where(eq(issuerKey.id, keyId)).for('update')
  if (!key) throw new Refused('not_found')
  const { organisationId } = await issuerById(tx, key.issuerId)
  assertMay(viewer, manageKeys, { organisationId })
  if (since > at) throw new Refused('form_invalid')
  if (key.compromisedAt && since >= key.compromisedAt) throw new Refused('already_done')
  await inTurn(tx, `issuer-keys:${key.issuerId}`)
  await tx
    .update(issuerKey)
    .set({ compromisedAt: since, ...(key.retiredAt ? {} : { retiredAt: at }) })
    .where(eq(issuerKey.id, keyId))
  if (!key.retiredAt) await createKey(tx, { issuerId: key.issuerId, kind: key.kind, at })
  await audit(tx, { by: viewer.personId, act: 'issuer.key_compromised', subject: keyId })
}

/** The holder decides who finds a credential. @throws Refused not_found for anybody else's. */
export async function setVisibility(
  tx: Tx,
  input: { credentialId: string; visibility: Visibility; viewer: SignedIn },
): Promise<void> {
  const { credentialId, visibility, viewer } = input
  assertMay(viewer, showCredential, await lockCredential(tx, credentialId))
  await tx.update(credential).set({ visibility }).where(eq(credential.id, credentialId))
  await audit(tx, {
    by: viewer.personId,
    act: 'credential.visibility',
    subject: credentialId,
    facts: { visibility },
  })
}
