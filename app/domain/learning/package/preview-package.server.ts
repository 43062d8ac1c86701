import { track, trackVersion } from 'db/schema/learning'
import { eq } from 'drizzle-orm'
import { may } from '~/domain/identity/may'
import type { SignedIn } from '~/domain/identity/viewer'
import { Refused } from '~/kernel/refusal'
import type { Reader } from '~/platform/database.server'
import { itemOf } from '../enrolments/learner-rows.server'
import { readDrafts } from '../permissions'
import { packageHref } from './package-link.server'

/**
 * Where a package of any version, drafts too, is looked at by those who read drafts; for an hour or
 * two. Null where there is no origin for packages.
 * @throws Refused not_found
 */
export async function previewedPackage(
  db: Reader,
  viewer: SignedIn,
  { versionId, itemKey, now }: { versionId: string; itemKey: string; now: Date },
): Promise<string | null> {
  const [version] = await db
    .select({ partnerId: track.partnerId })
    .from(trackVersion)
    .innerJoin(track, eq(track.id, trackVersion.trackId))
    .where(eq(trackVersion.id, versionId))
  if (!version || !may(viewer, readDrafts, { organisationId: version.partnerId })) {
    throw new Refused('not_found')
  }
  const { content } = await itemOf(db, versionId, itemKey)
  if (content.kind !== 'lesson' || !content.package) throw new Refused('not_found')
  return packageHref(versionId, content.package, { now, draft: true })
}
