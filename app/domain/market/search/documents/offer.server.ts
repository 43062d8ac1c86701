import { offer, offerVersion } from 'db/schema/offers'
import { team } from 'db/schema/teams'
import { and, eq, inArray } from 'drizzle-orm'
import type { Criterion } from '~/domain/outcomes/criteria/criterion'
import { isCurrency, money } from '~/kernel/money'
import { defaultLocale, isLocale } from '~/platform/languages/locales'
import { type Translate, translator } from '~/platform/languages/translator'
import { orderableOfferStatuses, weeksOf } from '../../offers/offer'
import { facetToken, priceTokens, weeksValue } from '../facets'
import { languageOf } from '../fold'
import { idsAfter } from './ids-after.server'
import type { Source } from './source'

const orderable = inArray(offer.status, [...orderableOfferStatuses])

/** What a criterion promises, as the catalogue says it, and the team's own words for a figure. */
function criterionWords(t: Translate, criterion: Criterion): string {
  const { metric, averaging, positiveClass, process } = criterion
  if (process) return process.measure
  const name = t(`outcome.metric_${metric}`)
  // "macro-F1" is what the field calls it; the catalogue says what it does.
  const averaged = averaging ? `${averaging} ${name} ${t(`outcome.averaging_${averaging}`)}` : name
  return `${averaged} ${positiveClass ?? ''}`
}

/** Offers that can be ordered, by the version on sale; the price is that of the smallest tier. */
export const offers: Source = {
  kind: 'offer',
  async read(db, subjectId) {
    const [row] = await db
      .select({
        ...{ version: offerVersion, publishedAt: offer.publishedAt },
        ...{ team: team.name, country: team.country },
      })
      .from(offer)
      .innerJoin(
        offerVersion,
        and(eq(offerVersion.offerId, offer.id), eq(offerVersion.number, offer.current)),
      )
      .innerJoin(team, eq(team.id, offer.teamId))
      .where(and(eq(offer.id, subjectId), orderable))
    if (!row?.publishedAt) return null
    const { title, sectors, classes, currency, leastMinor, content } = row.version
    const tiers = content.tiers.map(({ name, includes }) => `${name} ${includes}`)
    const inputs = content.inputs.map(({ title, why }) => `${title} ${why}`)
    const language = languageOf(`${title} ${content.statement}`)
    const t = translator(isLocale(language) ? language : defaultLocale)
    const promised = content.criteria.map((criterion) => criterionWords(t, criterion))
    return {
      kind: 'offer',
      subjectId,
      url: `/offers/${subjectId}`,
      title,
      summary: row.team,
      text: [content.statement, ...tiers, ...inputs, ...promised].join(' '),
      language: null,
      facets: [
        facetToken('country', row.country),
        ...sectors.map((sector) => facetToken('sector', sector)),
        ...classes.map((one) => facetToken('class', one)),
        ...content.tiers.map((tier) => facetToken('weeks', weeksValue(weeksOf(tier)))),
        ...(isCurrency(currency) ? priceTokens(money(currency, leastMinor)) : []),
      ],
      currency,
      amountMinor: leastMinor,
      amountIsLeast: content.tiers.length > 1,
      publishedAt: row.publishedAt,
    }
  },
  async stillPublic(db, ids) {
    const rows = await db
      .select({ id: offer.id })
      .from(offer)
      .where(and(inArray(offer.id, [...ids]), orderable))
    return rows.map(({ id }) => id)
  },
  idsAfter: idsAfter(offer, offer.id),
}
