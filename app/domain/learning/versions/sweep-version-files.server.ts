import { versionFile } from 'db/schema/learning'
import { inArray } from 'drizzle-orm'
import type { Reader } from '~/platform/database.server'
import { deleteFileFrom, listFiles } from '~/platform/files.server'
import { versionFolders } from './version-files.server'

const dayMs = 86_400_000
const asked = 500

/**
 * Deletes files of versions that no row names: those of a command that was killed before its commit,
 * and of pictures and rows that the last version has let go. A row is written minutes after its file
 * at most, so a day is long enough.
 * @param now the machine's time, which files are as old as
 */
export async function sweepVersionFiles(db: Reader, { now }: { now: Date }): Promise<number> {
  const before = new Date(now.getTime() - dayMs)
  let deleted = 0
  for (const folder of versionFolders) {
    const old = (await listFiles(folder)).filter(({ changedAt }) => changedAt < before)
    for (let from = 0; from < old.length; from += asked) {
      const keys = old.slice(from, from + asked).map(({ key }) => key)
      const rows = await db
        .select({ fileKey: versionFile.fileKey })
        .from(versionFile)
        .where(inArray(versionFile.fileKey, keys))
      const named = new Set(rows.map(({ fileKey }) => fileKey))
      for (const key of keys.filter((one) => !named.has(one))) {
        if (await deleteFileFrom(key, before)) deleted += 1
      }
    }
  }
  return deleted
}
