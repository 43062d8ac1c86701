import { trackVersion } from 'db/schema/learning'
import { eq, sql } from 'drizzle-orm'
import { assertMay } from '~/domain/identity/may'
import { signedInById } from '~/domain/identity/session.server'
import { Refused } from '~/kernel/refusal'
import type { Tx } from '~/platform/database.server'
import { writeTracks } from '../permissions'
import { type LockedVersion, lockVersion } from './locked-version.server'
import { editableVersionStatuses } from './track-version'

/**
 * A draft that `by` may write in, locked.
 * @throws Refused not_found for others, version_closed once it has been handed in.
 */
export async function draftForEdit(
  tx: Tx,
  { versionId, by }: { versionId: string; by: string },
): Promise<LockedVersion> {
  const version = await lockVersion(tx, versionId)
  assertMay(await signedInById(tx, by), writeTracks, { organisationId: version.partnerId })
  if (!editableVersionStatuses.includes(version.status)) throw new Refused('version_closed')
  return version
}

/** Head or order have changed: whoever edits the head from an earlier state is told. */
export async function countRevision(tx: Tx, versionId: string): Promise<void> {
  await tx
    .update(trackVersion)
    .set({ revision: sql`${trackVersion.revision} + 1` })
    .where(eq(trackVersion.id, versionId))
}
