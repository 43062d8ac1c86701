import { offer, offerVersion } from 'db/schema/offers'
import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import type { Viewer } from '~/domain/identity/viewer'
import type { Currency } from '~/kernel/money'
import { Refused } from '~/kernel/refusal'
import type { Reader } from '~/platform/database.server'
import type { OfferVersionRow } from './lock-offer.server'
import { orderableOfferStatuses, shownOfferStatuses } from './offer'
import { standingIn } from './offer-queries.server'

const cardColumns = {
  id: offer.id,
  status: offer.status,
  title: offerVersion.title,
  sectors: offerVersion.sectors,
  classes: offerVersion.classes,
  currency: offerVersion.currency,
  leastMinor: offerVersion.leastMinor,
  content: offerVersion.content,
}

/** What a list shows of an offer: counts, not the content itself. */
function cardOf<R extends { currency: string; content: OfferVersionRow['content'] }>(row: R) {
  const { content, ...card } = row
  return {
    ...card,
    currency: row.currency as Currency,
    tiers: content.tiers.length,
    criteria: content.criteria.length,
  }
}

const onSale = and(eq(offerVersion.offerId, offer.id), eq(offerVersion.number, offer.current))

/** The offers that can be ordered: the newest `limit` of them, and how many there are. */
export async function newestOffers(db: Reader, _viewer: Viewer, limit: number) {
  const orderable = inArray(offer.status, [...orderableOfferStatuses])
  const rows = await db
    .select(cardColumns)
    .from(offer)
    .innerJoin(offerVersion, onSale)
    .where(orderable)
    .orderBy(desc(offer.publishedAt), desc(offer.id))
    .limit(limit)
  return { rows: rows.map(cardOf), total: await db.$count(offer, orderable) }
}

/** What a team sells, as its page shows it. */
export async function soldByTeam(db: Reader, _viewer: Viewer, teamId: string) {
  const rows = await db
    .select(cardColumns)
    .from(offer)
    .innerJoin(offerVersion, onSale)
    .where(and(eq(offer.teamId, teamId), inArray(offer.status, [...shownOfferStatuses])))
    .orderBy(desc(offer.publishedAt), desc(offer.id))
    .limit(50)
  return rows.map(cardOf)
}

/** Every offer of a team for its members, by its latest version. @throws Refused not_found */
export async function offersOfTeam(db: Reader, viewer: Viewer, teamId: string) {
  const standing = await standingIn(db, viewer, teamId)
  if (!standing.isMember) throw new Refused('not_found')
  const rows = await db
    .select({
      ...cardColumns,
      number: offerVersion.number,
      current: offer.current,
      askedAt: offerVersion.askedAt,
      publishedAt: offerVersion.publishedAt,
    })
    .from(offer)
    .innerJoin(
      offerVersion,
      and(
        eq(offerVersion.offerId, offer.id),
        eq(
          offerVersion.number,
          sql`(select max(v.number) from offer_version v where v.offer_id = ${offer.id})`,
        ),
      ),
    )
    .where(eq(offer.teamId, teamId))
    .orderBy(desc(offer.createdAt), desc(offer.id))
    .limit(100)
  return { ...standing, rows: rows.map(cardOf) }
}
