import { track, trackVersion } from 'db/schema/learning'
import { eq, inArray } from 'drizzle-orm'
import type { Reader } from '~/platform/database.server'
import { linkProblems, type TrackLinks } from '../content/check-links'
import { type TrackProblem, trackProblems } from '../content/check-track'
import type { StoredVersion } from './read-version.server'
import { enrollingVersionStatuses } from './track-version'

/** Everything that keeps a version from being published: in itself, and in the tracks that it names. */
export async function problemsOf(
  db: Reader,
  { content, files }: StoredVersion,
): Promise<TrackProblem[]> {
  return [
    ...linkProblems(content, await publishedLinks(db)),
    ...trackProblems(content, new Set(files.map(({ path }) => path))),
  ]
}

/** What each published track names of others, by its slug. */
async function publishedLinks(db: Reader): Promise<Map<string, TrackLinks & { title: string }>> {
  const rows = await db
    .select({
      slug: track.slug,
      title: trackVersion.title,
      prerequisites: trackVersion.prerequisites,
      translationOf: trackVersion.translationOf,
    })
    .from(trackVersion)
    .innerJoin(track, eq(track.id, trackVersion.trackId))
    .where(inArray(trackVersion.status, [...enrollingVersionStatuses]))
  return new Map(rows.map((row) => [row.slug, row]))
}
