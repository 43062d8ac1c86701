import { course, item, track, trackVersion } from 'db/schema/learning'
import { asc, eq } from 'drizzle-orm'
import type { Reader } from '~/platform/database.server'
import type { Course, Item, TrackContent } from '../content/track-content'
import { type VersionFile, versionFiles } from './version-files.server'

export type StoredVersion = {
  readonly version: typeof trackVersion.$inferSelect
  readonly track: typeof track.$inferSelect
  readonly content: TrackContent
  readonly files: readonly VersionFile[]
}

/**
 * A version whole, with its right answers: for those who write, check and export it. It takes no
 * viewer; whoever calls it has asked who reads.
 */
export async function readVersion(db: Reader, versionId: string): Promise<StoredVersion | null> {
  const [found] = await db
    .select({ version: trackVersion, track })
    .from(trackVersion)
    .innerJoin(track, eq(track.id, trackVersion.trackId))
    .where(eq(trackVersion.id, versionId))
  if (!found) return null
  const courses = await coursesOf(db, versionId)
  return { ...found, content: contentOf(found, courses), files: await versionFiles(db, versionId) }
}

async function coursesOf(db: Reader, versionId: string): Promise<Course[]> {
  const heads = await db
    .select()
    .from(course)
    .where(eq(course.versionId, versionId))
    .orderBy(asc(course.position))
  const items = await db
    .select()
    .from(item)
    .where(eq(item.versionId, versionId))
    .orderBy(asc(item.position))
  return heads.map(({ key, title, summary }) => ({
    key,
    title,
    summary,
    items: items
      .filter(({ courseKey }) => courseKey === key)
      .map(
        (row): Item => ({ key: row.key, title: row.title, minutes: row.minutes, ...row.content }),
      ),
  }))
}

function contentOf(
  { version, track: of }: Pick<StoredVersion, 'version' | 'track'>,
  courses: readonly Course[],
): TrackContent {
  const { currency, priceMinor } = version
  return {
    slug: of.slug,
    language: version.language,
    title: version.title,
    summary: version.summary,
    description: version.description,
    licence: version.licence,
    hours: version.hours,
    skills: version.skills,
    roles: version.roles,
    leadsFrom: version.leadsFrom,
    prerequisites: version.prerequisites,
    translationOf: version.translationOf,
    price:
      currency !== null && priceMinor !== null
        ? { currency, amountMinor: String(priceMinor) }
        : null,
    courses,
  }
}
