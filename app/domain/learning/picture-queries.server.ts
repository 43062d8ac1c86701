import { track, trackVersion } from 'db/schema/learning'
import { eq } from 'drizzle-orm'
import { may } from '~/domain/identity/may'
import type { Viewer } from '~/domain/identity/viewer'
import { Refused } from '~/kernel/refusal'
import type { Reader } from '~/platform/database.server'
import { readDrafts } from './permissions'
import { loadVersionFile, pictureOf } from './version-files.server'

/**
 * A picture of a version with its bytes: of one that was published for anybody, of a draft for its
 * writers. Labelled rows are never found here.
 * @throws Refused not_found
 */
export async function servedPicture(
  db: Reader,
  viewer: Viewer,
  input: { versionId: string; name: string },
): Promise<{ bytes: Buffer; mediaType: string; isPublic: boolean }> {
  const [about] = await db
    .select({ partnerId: track.partnerId, publishedAt: trackVersion.publishedAt })
    .from(trackVersion)
    .innerJoin(track, eq(track.id, trackVersion.trackId))
    .where(eq(trackVersion.id, input.versionId))
  const isPublic = about?.publishedAt != null
  if (!about || !(isPublic || may(viewer, readDrafts, { organisationId: about.partnerId }))) {
    throw new Refused('not_found')
  }
  const file = await pictureOf(db, input.versionId, `assets/${input.name}`)
  if (!file?.mediaType.startsWith('image/')) throw new Refused('not_found')
  return { bytes: await loadVersionFile(file), mediaType: file.mediaType, isPublic }
}
