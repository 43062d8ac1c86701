import { track, trackVersion } from 'db/schema/learning'
import { asc, eq, inArray } from 'drizzle-orm'
import type { TrackLead } from '~/domain/skills/track-lead'
import type { Reader } from '~/platform/database.server'
import type { Locale } from '~/platform/languages/locales'
import { enrollingVersionStatuses } from '../versions/track-version'
import { oneOfEachTrack } from './catalogue'

/**
 * The published tracks as skills and exposure know them, each once: in the reader's language where
 * there is one, then in English, then in the language that it was written in. Public.
 */
export async function publishedLeads(db: Reader, locale: Locale): Promise<TrackLead[]> {
  const rows = await db
    .select({
      slug: track.slug,
      title: trackVersion.title,
      language: trackVersion.language,
      hours: trackVersion.hours,
      skills: trackVersion.skills,
      roles: trackVersion.roles,
      leadsFrom: trackVersion.leadsFrom,
      prerequisites: trackVersion.prerequisites,
      translationOf: trackVersion.translationOf,
    })
    .from(trackVersion)
    .innerJoin(track, eq(track.id, trackVersion.trackId))
    .where(inArray(trackVersion.status, [...enrollingVersionStatuses]))
    .orderBy(asc(track.slug))
  return oneOfEachTrack(rows, locale).map(({ translationOf: _, prerequisites, ...lead }) => ({
    ...lead,
    needs: prerequisites.flatMap((wanted) => (wanted.kind === 'skill' ? wanted.skillId : [])),
  }))
}
