import { useLoaderData } from '@remix-run/react'
import { LinkButton } from '~/components/page/button'
import { EmptyState } from '~/components/page/empty-state'
import { FilterBar, pageHref } from '~/components/page/filter-bar'
import { useLanguage } from '~/components/page/language'
import { LinkList } from '~/components/page/list'
import { Pagination } from '~/components/page/navigation'
import { Notice } from '~/components/page/notice'
import { Page } from '~/components/page/page'
import { serve } from '~/domain/identity/access.server'
import { sectors } from '~/domain/market/brief'
import { offerCountries, offerList, offersPerPage } from '~/domain/market/offer-list-queries.server'
import { teamsLedBy } from '~/domain/market/queries.server'
import { workloadClasses } from '~/domain/stewardship/workload-class'
import { countryName, countryOptions } from '~/kernel/countries'
import { currencies, isCurrency, parseAmount } from '~/kernel/money'
import { useOfferItems } from './_card'

export const handle = { title: 'offer.list_title', script: false }

export const loader = serve('anyone', async ({ viewer, url, db }) => {
  const asked = (name: string) => (url.searchParams.get(name) ?? '').trim().slice(0, 100)
  const page = Math.min(500, Math.max(1, Number.parseInt(asked('page'), 10) || 1))
  const typed = {
    text: asked('text'),
    sector: sectors.find((known) => known === asked('sector')) ?? '',
    workloadClass: workloadClasses.find((known) => known === asked('workloadClass')) ?? '',
    country: asked('country'),
    currency: isCurrency(asked('currency')) ? asked('currency') : '',
    least: asked('least'),
    most: asked('most'),
  } as const
  const currency = isCurrency(typed.currency) ? typed.currency : ''
  const amount = (text: string) => {
    const read = currency && text ? parseAmount(text, currency) : null
    return read?.ok ? read.amountMinor : null
  }
  const [leastMinor, mostMinor] = [amount(typed.least), amount(typed.most)]
  const { rows, total } = await offerList(db, viewer, {
    ...typed,
    currency,
    leastMinor,
    mostMinor,
    page,
  })
  return {
    rows,
    total,
    page,
    pages: Math.max(1, Math.ceil(total / offersPerPage)),
    filter: typed,
    priceUnread:
      (typed.least !== '' && leastMinor === null) || (typed.most !== '' && mostMinor === null),
    narrowed: Object.values(typed).some((value) => value !== ''),
    countries: await offerCountries(db, viewer),
    teams: await teamsLedBy(db, viewer),
  }
})

export default function Offers() {
  const { rows, total, page, pages, filter, narrowed, countries, teams, priceUnread } =
    useLoaderData<typeof loader>()
  const { t, locale } = useLanguage()
  const items = useOfferItems()
  return (
    <Page
      title={t('offer.list_title')}
      lead={t('offer.list_lead')}
      actions={
        teams.length > 0 ? (
          <LinkButton href="/offers/new" tone="primary">
            {t('offer.new')}
          </LinkButton>
        ) : null
      }
    >
      <div className="grid gap-6">
        <FilterBar
          label={t('offer.filter')}
          submit={t('common.apply')}
          fields={[
            { name: 'text', label: t('brief.filter_text'), value: filter.text },
            {
              name: 'sector',
              label: t('brief.sector'),
              value: filter.sector,
              any: t('offer.any'),
              options: sectors.map((value) => ({ value, label: t(`sector.${value}`) })),
            },
            {
              name: 'workloadClass',
              label: t('brief.class'),
              value: filter.workloadClass,
              any: t('offer.any'),
              options: workloadClasses.map((value) => ({
                value,
                label: t(`stewardship.class_${value}`),
              })),
            },
            {
              name: 'country',
              label: t('offer.filter_country'),
              value: filter.country,
              any: t('offer.any'),
              options: countryOptions(locale)
                .filter(({ value }) => countries.includes(value))
                .map(({ value }) => ({ value, label: countryName(value, locale) })),
            },
            {
              name: 'currency',
              label: t('offer.currency'),
              value: filter.currency,
              any: t('offer.any'),
              options: currencies.map((value) => ({ value, label: value })),
            },
            { name: 'least', label: t('offer.price_from'), value: filter.least },
            { name: 'most', label: t('offer.price_to'), value: filter.most },
          ]}
        />
        {priceUnread ? <Notice>{t('offer.price_unread')}</Notice> : null}
        {rows.length === 0 ? (
          <EmptyState
            title={t('offer.none_title')}
            body={t(narrowed ? 'offer.none_body' : 'offer.none_yet')}
            action={
              narrowed
                ? { href: '/offers', label: t('offer.show_all') }
                : { href: '/briefs', label: t('offer.to_briefs') }
            }
          />
        ) : (
          <>
            <p className="text-sm text-quiet">{t('offer.count', { count: total })}</p>
            <LinkList items={items(rows)} />
            <Pagination page={page} pages={pages} href={(to) => pageHref('/offers', filter, to)} />
          </>
        )}
      </div>
    </Page>
  )
}
