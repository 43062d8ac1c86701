import { organisation } from 'db/schema/identity'
import { enrolment, sponsorship, track, trackVersion } from 'db/schema/learning'
import { and, desc, eq, inArray, isNotNull, isNull, or, sql } from 'drizzle-orm'
import type { Reader } from '~/platform/database.server'
import { enrollingVersionStatuses } from '../versions/track-version'
import { type CatalogueFilter, type CatalogueRow, searchCatalogue } from './catalogue'

export const tracksPerPage = 20
/** What the catalogue looks through; a partner's thousandth track is still found by its words. */
const most = 2_000

/** Every published track that has these words, the latest first. Public. */
async function rowsWith(db: Reader, text: string): Promise<CatalogueRow[]> {
  const words = text.trim()
  const like = `%${words.replace(/[\\%_]/g, '\\$&')}%`
  const rows = await db
    .select({
      trackId: track.id,
      versionId: trackVersion.id,
      slug: track.slug,
      title: trackVersion.title,
      summary: trackVersion.summary,
      language: trackVersion.language,
      hours: trackVersion.hours,
      skills: trackVersion.skills,
      roles: trackVersion.roles,
      partnerId: organisation.id,
      partner: organisation.name,
      translationOf: trackVersion.translationOf,
      currency: trackVersion.currency,
      priceMinor: trackVersion.priceMinor,
    })
    .from(trackVersion)
    .innerJoin(track, eq(track.id, trackVersion.trackId))
    .innerJoin(organisation, eq(organisation.id, track.partnerId))
    .where(
      and(
        inArray(trackVersion.status, [...enrollingVersionStatuses]),
        words === ''
          ? undefined
          : or(
              sql`to_tsvector('simple', ${trackVersion.title} || ' ' || ${trackVersion.summary} || ' '
                || ${trackVersion.description} || ' ' || ${organisation.name})
                @@ websearch_to_tsquery('simple', ${words})`,
              sql`${trackVersion.title} ilike ${like}`,
              sql`exists (select 1 from item where item.version_id = ${trackVersion.id}
                and item.title ilike ${like})`,
            ),
      ),
    )
    .orderBy(desc(trackVersion.publishedAt), desc(trackVersion.id))
    .limit(most)
  const seats = await openSeats(
    db,
    rows.map(({ trackId }) => trackId),
  )
  return rows.map((row) => ({ ...row, openSeats: seats.get(row.trackId) ?? 0 }))
}

/** How many paid seats of each track nobody has taken. Public. */
export async function openSeats(
  db: Reader,
  trackIds: readonly string[],
): Promise<Map<string, number>> {
  if (trackIds.length === 0) return new Map()
  const rows = await db
    .select({
      trackId: sponsorship.trackId,
      seats: sponsorship.seats,
      taken: sql<number>`(select count(*)::int from ${enrolment}
        where ${enrolment}.sponsorship_id = ${sponsorship}.id and ${enrolment.refundedAt} is null)`,
    })
    .from(sponsorship)
    .where(
      and(
        inArray(sponsorship.trackId, [...trackIds]),
        isNotNull(sponsorship.fundedAt),
        isNull(sponsorship.closedAt),
      ),
    )
  const open = new Map<string, number>()
  for (const { trackId, seats, taken } of rows) {
    open.set(trackId, (open.get(trackId) ?? 0) + Math.max(0, seats - taken))
  }
  return open
}

/** One page of the catalogue with its facets. Public. */
export async function catalogue(
  db: Reader,
  input: { text: string; filter: CatalogueFilter; page: number },
) {
  const rows = await rowsWith(db, input.text)
  const { found, facets } = searchCatalogue(rows, input.filter)
  const pages = Math.max(1, Math.ceil(found.length / tracksPerPage))
  const page = Math.min(Math.max(1, input.page), pages)
  return {
    rows: found.slice((page - 1) * tracksPerPage, page * tracksPerPage),
    total: found.length,
    page,
    pages,
    facets,
    partners: Object.fromEntries(rows.map(({ partnerId, partner }) => [partnerId, partner])),
  }
}
