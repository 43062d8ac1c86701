import { organisation } from 'db/schema/identity'
import { track, trackVersion } from 'db/schema/learning'
import { and, eq, inArray } from 'drizzle-orm'
import { enrollingVersionStatuses } from '~/domain/learning/versions/track-version'
import { isCurrency, money } from '~/kernel/money'
import { facetToken, priceTokens } from '../facets'
import { idsAfter } from './ids-after.server'
import { type Source, skillTokens, skillWords } from './source'

const enrolling = inArray(trackVersion.status, [...enrollingVersionStatuses])

/** Tracks that people can enrol in, by the version that they would get. */
export const tracks: Source = {
  kind: 'track',
  async read(db, subjectId) {
    const [row] = await db
      .select({ version: trackVersion, slug: track.slug, partner: organisation.name })
      .from(trackVersion)
      .innerJoin(track, eq(track.id, trackVersion.trackId))
      .innerJoin(organisation, eq(organisation.id, track.partnerId))
      .where(and(eq(track.id, subjectId), enrolling))
    const { publishedAt } = row?.version ?? {}
    if (!row || !publishedAt) return null
    const { title, summary, description, language, skills, roles, currency, priceMinor } =
      row.version
    const paid = currency !== null && isCurrency(currency) && priceMinor !== null
    return {
      kind: 'track',
      subjectId,
      url: `/tracks/${row.slug}`,
      title,
      summary,
      text: `${row.partner} ${description} ${skillWords(skills)}`,
      language,
      facets: [
        facetToken('language', language),
        ...roles.map((role) => facetToken('role', role)),
        ...skillTokens(skills),
        ...(paid ? priceTokens(money(currency, priceMinor)) : []),
      ],
      currency: paid ? currency : null,
      amountMinor: paid ? priceMinor : null,
      amountIsLeast: false,
      publishedAt,
    }
  },
  async stillPublic(db, ids) {
    const rows = await db
      .selectDistinct({ id: trackVersion.trackId })
      .from(trackVersion)
      .where(and(inArray(trackVersion.trackId, [...ids]), enrolling))
    return rows.map(({ id }) => id)
  },
  idsAfter: idsAfter(track, track.id),
}
