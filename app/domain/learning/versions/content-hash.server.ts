import { versionFile } from 'db/schema/learning'
import { and, asc, eq, like } from 'drizzle-orm'
import { hashOf } from '~/domain/outcomes/evidence/canonical'
import type { Reader } from '~/platform/database.server'
import type { ItemContent } from '../content/track-content'

/**
 * What progress is kept by from version to version. A lesson that plays a package is as its files are:
 * they are what is read, and only their first address stands in the content.
 */
export async function contentHash(
  db: Reader,
  versionId: string,
  title: string,
  content: ItemContent,
): Promise<string> {
  if (content.kind !== 'lesson' || !content.package) return hashOf({ title, content })
  const files = await db
    .select({ path: versionFile.path, sha256: versionFile.sha256 })
    .from(versionFile)
    .where(
      and(
        eq(versionFile.versionId, versionId),
        like(versionFile.path, `packages/${content.package.folder}/%`),
      ),
    )
    .orderBy(asc(versionFile.path))
  return hashOf({ title, content, files })
}
