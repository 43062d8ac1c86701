import { offer, offerVersion } from 'db/schema/offers'
import { team } from 'db/schema/teams'
import {
  and,
  arrayContains,
  count,
  desc,
  eq,
  gte,
  ilike,
  inArray,
  lte,
  or,
  type SQL,
  sql,
} from 'drizzle-orm'
import type { Viewer } from '~/domain/identity/viewer'
import type { WorkloadClass } from '~/domain/stewardship/workload-class'
import type { Currency } from '~/kernel/money'
import { Refused } from '~/kernel/refusal'
import type { Reader } from '~/platform/database.server'
import type { Sector } from './brief'
import type { OfferVersionRow } from './lock-offer.server'
import { orderableOfferStatuses, shownOfferStatuses } from './offer'
import { standingIn } from './offer-queries.server'
import { escapeLike } from './queries.server'

export type OfferFilter = {
  text: string
  sector: Sector | ''
  workloadClass: WorkloadClass | ''
  /** Where the team is. */
  country: string
  /** Prices are compared in one currency only. */
  currency: Currency | ''
  leastMinor: bigint | null
  mostMinor: bigint | null
  page: number
}

export const offersPerPage = 20

const cardColumns = {
  id: offer.id,
  status: offer.status,
  title: offerVersion.title,
  sectors: offerVersion.sectors,
  classes: offerVersion.classes,
  currency: offerVersion.currency,
  leastMinor: offerVersion.leastMinor,
  content: offerVersion.content,
  teamName: team.name,
  country: team.country,
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

/** Offers that can be ordered, newest first. Anybody may read them, so the viewer changes nothing. */
export async function offerList(db: Reader, _viewer: Viewer, filter: OfferFilter) {
  const where = and(inArray(offer.status, [...orderableOfferStatuses]), ...conditionsOf(filter))
  const [total] = await db
    .select({ rows: count() })
    .from(offer)
    .innerJoin(offerVersion, onSale)
    .innerJoin(team, eq(team.id, offer.teamId))
    .where(where)
  const rows = await db
    .select(cardColumns)
    .from(offer)
    .innerJoin(offerVersion, onSale)
    .innerJoin(team, eq(team.id, offer.teamId))
    .where(where)
    .orderBy(desc(offer.publishedAt), desc(offer.id))
    .limit(offersPerPage)
    .offset((filter.page - 1) * offersPerPage)
  return { rows: rows.map(cardOf), total: total?.rows ?? 0 }
}

function conditionsOf(filter: OfferFilter): (SQL | undefined)[] {
  const pattern = `%${escapeLike(filter.text)}%`
  const { leastMinor, mostMinor } = filter
  return [
    filter.sector ? arrayContains(offerVersion.sectors, [filter.sector]) : undefined,
    filter.workloadClass ? arrayContains(offerVersion.classes, [filter.workloadClass]) : undefined,
    filter.country ? eq(team.country, filter.country) : undefined,
    filter.currency ? eq(offerVersion.currency, filter.currency) : undefined,
    filter.currency && leastMinor !== null ? gte(offerVersion.leastMinor, leastMinor) : undefined,
    filter.currency && mostMinor !== null ? lte(offerVersion.leastMinor, mostMinor) : undefined,
    filter.text
      ? or(
          ilike(offerVersion.title, pattern),
          sql`${offerVersion.content}->>'statement' ilike ${pattern}`,
          ilike(team.name, pattern),
        )
      : undefined,
  ]
}

/** The countries of the teams that sell something; the same for every viewer. */
export async function offerCountries(db: Reader, _viewer: Viewer): Promise<string[]> {
  const rows = await db
    .selectDistinct({ country: team.country })
    .from(offer)
    .innerJoin(team, eq(team.id, offer.teamId))
    .where(inArray(offer.status, [...orderableOfferStatuses]))
  return rows.map(({ country }) => country)
}

/** What a team sells, as its page shows it. */
export async function soldByTeam(db: Reader, _viewer: Viewer, teamId: string) {
  const rows = await db
    .select(cardColumns)
    .from(offer)
    .innerJoin(offerVersion, onSale)
    .innerJoin(team, eq(team.id, offer.teamId))
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
    .innerJoin(team, eq(team.id, offer.teamId))
    .where(eq(offer.teamId, teamId))
    .orderBy(desc(offer.createdAt), desc(offer.id))
    .limit(100)
  return { ...standing, rows: rows.map(cardOf) }
}
