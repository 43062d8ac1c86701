import { trackVersion } from 'db/schema/learning'
import { eq } from 'drizzle-orm'
import { assertMay } from '~/domain/identity/may'
import { signedInById } from '~/domain/identity/session.server'
import { invariant, Refused } from '~/kernel/refusal'
import { audit } from '~/platform/audit.server'
import type { Tx } from '~/platform/database.server'
import { writeTracks } from '../permissions'
import { lockVersion, nextStatus } from './locked-version.server'
import { readVersion } from './read-version.server'
import { problemsOf } from './version-problems.server'

/**
 * Hands a draft to the operator, who reads it before it is published.
 * @throws Refused track_incomplete when something has to be mended first.
 */
export async function submitVersion(
  tx: Tx,
  input: { versionId: string; by: string; at: Date },
): Promise<void> {
  const { versionId, by, at } = input
  const version = await lockVersion(tx, versionId)
  assertMay(await signedInById(tx, by), writeTracks, { organisationId: version.partnerId })
  const status = nextStatus(version, 'submit', 'partner')
  const stored = await readVersion(tx, versionId)
  invariant(stored, 'a locked version can be read')
  const problems = await problemsOf(tx, stored)
  if (problems.length > 0) throw new Refused('track_incomplete', { count: problems.length })
  await tx
    .update(trackVersion)
    .set({ status, submittedBy: by, submittedAt: at, reviewNote: '' })
    .where(eq(trackVersion.id, versionId))
  await audit(tx, { by, act: 'track.submit', subject: versionId })
}
