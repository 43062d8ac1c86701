import { publicFigures } from 'db/schema/figures'
import { organisation } from 'db/schema/identity'
import { track, trackVersion } from 'db/schema/learning'
import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Viewer } from '~/domain/identity/viewer'
import { enrollingVersionStatuses } from '~/domain/learning/versions/track-version'
import type { Reader } from '~/platform/database.server'
import { figuresShape, type PublicFigures } from './public-figures'

/** What an earlier version has counted may have another shape, and is not read. */
export const isOfShape = sql`${publicFigures.body} -> 'shape' = ${figuresShape}::text::jsonb`

/** The public figures as they were last counted, the same for every viewer; null before the first count. */
export async function shownFigures(
  db: Reader,
  _viewer: Viewer,
): Promise<{ figures: PublicFigures; asOf: Date } | null> {
  const [row] = await db
    .select({ figures: publicFigures.body, asOf: publicFigures.asOf })
    .from(publicFigures)
    .where(isOfShape)
  return row ?? null
}

/** The tracks among these that anybody can begin now, with their titles; those that led most to pay first. */
export async function tracksByPay(db: Reader, _viewer: Viewer, counted: PublicFigures['tracks']) {
  if (counted.length === 0) return []
  const rows = await db
    .select({
      trackId: track.id,
      slug: track.slug,
      title: trackVersion.title,
      language: trackVersion.language,
      partner: organisation.name,
    })
    .from(track)
    .innerJoin(trackVersion, eq(trackVersion.trackId, track.id))
    .innerJoin(organisation, eq(organisation.id, track.partnerId))
    .where(
      and(
        inArray(trackVersion.status, [...enrollingVersionStatuses]),
        inArray(
          track.id,
          counted.map(({ trackId }) => trackId),
        ),
      ),
    )
  return rows
    .flatMap((row) => {
      const found = counted.find(({ trackId }) => trackId === row.trackId)
      return found ? [{ ...row, counts: found.counts }] : []
    })
    .sort(
      ({ counts: a }, { counts: b }) =>
        (b.paid ?? 0) - (a.paid ?? 0) || (b.enrolled ?? 0) - (a.enrolled ?? 0),
    )
}
