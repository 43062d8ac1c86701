import { EmptyState } from '~/components/page/empty-state'
import { useLanguage } from '~/components/page/language'
import { LinkList } from '~/components/page/list'
import { MoneyText } from '~/components/page/money'
import { Columns, Section } from '~/components/page/section'
import { Name } from '~/components/page/text'
import type { newestOffers } from '~/domain/market/offers/offer-list-queries.server'
import type { briefList } from '~/domain/market/queries.server'
import { countryName } from '~/kernel/countries'
import { Onward } from './_home-onward'
import { useOfferItems } from './offers/_card'

/** What can be answered and ordered now. */
export function Market({
  briefs,
  offers,
}: {
  briefs: Pick<Awaited<ReturnType<typeof briefList>>, 'rows' | 'total'>
  offers: Awaited<ReturnType<typeof newestOffers>>
}) {
  const { t, locale, date } = useLanguage()
  const offerItems = useOfferItems()
  const open = (
    <Section
      title={t('home.briefs')}
      actions={
        briefs.total > 0 ? (
          <Onward href="/briefs">{t('home.all_briefs', { count: briefs.total })}</Onward>
        ) : null
      }
    >
      {briefs.rows.length === 0 ? (
        <EmptyState
          title={t('home.briefs_none_title')}
          body={t('home.briefs_none')}
          action={{ href: '/briefs/new', label: t('brief.new') }}
        />
      ) : (
        <LinkList
          items={briefs.rows.map((row) => ({
            id: row.id,
            href: `/briefs/${row.id}`,
            title: row.title,
            body: <Name>{row.organisationName}</Name>,
            meta: (
              <>
                <span>{t(`sector.${row.sector}`)}</span>
                <span>{countryName(row.country, locale)}</span>
                {row.deadlineAt ? (
                  <time dateTime={row.deadlineAt.toISOString()}>
                    {t('brief.closes', { when: date(row.deadlineAt) })}
                  </time>
                ) : null}
              </>
            ),
            aside: (
              <MoneyText value={{ currency: row.currency, amountMinor: row.budgetMinor }} strong />
            ),
          }))}
        />
      )}
    </Section>
  )
  if (offers.rows.length === 0) return open
  return (
    <Columns>
      {open}
      <Section
        title={t('home.offers')}
        actions={<Onward href="/offers">{t('home.all_offers', { count: offers.total })}</Onward>}
      >
        <LinkList items={offerItems(offers.rows)} />
      </Section>
    </Columns>
  )
}
