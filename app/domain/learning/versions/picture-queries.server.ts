import { track, trackVersion } from 'db/schema/learning'
import { eq } from 'drizzle-orm'
import { may } from '~/domain/identity/may'
import type { Viewer } from '~/domain/identity/viewer'
import { Refused } from '~/kernel/refusal'
import type { Reader } from '~/platform/database.server'
import { assetName } from '../content/markdown-tree'
import { readDrafts } from '../permissions'
import { loadVersionFile, pictureOf } from './version-files.server'

/**
 * A picture of a version: of one that was published for everybody, of a draft for those who read
 * drafts. Labelled rows are no pictures and are never found here.
 * @throws Refused not_found
 */
export async function picture(
  db: Reader,
  viewer: Viewer,
  of: { versionId: string; name: string },
): Promise<{ mediaType: string; sha256: string; bytes: Buffer; open: boolean }> {
  const path = assetName(`assets/${of.name}`)
  const [version] = await db
    .select({ publishedAt: trackVersion.publishedAt, partnerId: track.partnerId })
    .from(trackVersion)
    .innerJoin(track, eq(track.id, trackVersion.trackId))
    .where(eq(trackVersion.id, of.versionId))
  if (!version || path === null) throw new Refused('not_found')
  const open = version.publishedAt !== null
  if (!open && !may(viewer, readDrafts, { organisationId: version.partnerId })) {
    throw new Refused('not_found')
  }
  const file = await pictureOf(db, of.versionId, path)
  if (!file?.mediaType.startsWith('image/')) throw new Refused('not_found')
  const { mediaType, sha256 } = file
  return { mediaType, sha256, bytes: await loadVersionFile(file), open }
}
