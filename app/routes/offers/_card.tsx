import { useLanguage } from '~/components/page/language'
import type { LinkListItem } from '~/components/page/list'
import { MoneyText } from '~/components/page/money'
import { orderableOfferStatuses } from '~/domain/market/offers/offer'
import type { soldByTeam } from '~/domain/market/offers/offer-list-queries.server'

type OfferCard = Awaited<ReturnType<typeof soldByTeam>>[number]

/** A team's offers as the rows of a list. */
export function useOfferItems(): (rows: readonly OfferCard[]) => LinkListItem[] {
  const { t, list } = useLanguage()
  return (rows) =>
    rows.map((row) => ({
      id: row.id,
      href: `/offers/${row.id}`,
      title: row.title,
      meta: (
        <>
          <span>{list(row.sectors.map((sector) => t(`sector.${sector}`)))}</span>
          <span>{list(row.classes.map((one) => t(`stewardship.class_${one}`)))}</span>
          <span>{t('brief.criteria_count', { count: row.criteria })}</span>
          <span>{t('offer.tiers_count', { count: row.tiers })}</span>
        </>
      ),
      aside: (
        <div className="grid gap-1 sm:justify-items-end">
          {row.leastMinor > 0n ? (
            <span>
              {row.tiers > 1 ? (
                <span className="text-xs text-quiet">{t('offer.from')} </span>
              ) : null}
              <MoneyText value={{ currency: row.currency, amountMinor: row.leastMinor }} strong />
            </span>
          ) : null}
          {orderableOfferStatuses.includes(row.status) ? null : (
            <span className="text-xs text-quiet">{t(`offer.status_${row.status}`)}</span>
          )}
        </div>
      ),
    }))
}
