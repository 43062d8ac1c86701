import { useLoaderData } from '@remix-run/react'
import { LinkButton } from '~/components/page/button'
import { EmptyState } from '~/components/page/empty-state'
import { FilterBar, pageHref } from '~/components/page/filter-bar'
import { useLanguage } from '~/components/page/language'
import { LinkList } from '~/components/page/list'
import { MoneyText } from '~/components/page/money'
import { Pagination } from '~/components/page/navigation'
import { Page } from '~/components/page/page'
import { serve } from '~/domain/identity/access.server'
import { may } from '~/domain/identity/may'
import { sectors } from '~/domain/market/briefs/brief'
import { writeBriefs } from '~/domain/market/permissions'
import { briefCountries, briefList, briefsPerPage } from '~/domain/market/queries.server'
import { countryName, countryOptions } from '~/kernel/countries'

export const handle = { title: 'brief.list_title', script: false, indexed: true }

export const loader = serve('anyone', async ({ viewer, url, db, t }) => {
  const asked = (name: string) => (url.searchParams.get(name) ?? '').trim().slice(0, 100)
  const page = Math.min(500, Math.max(1, Number.parseInt(asked('page'), 10) || 1))
  const filter = {
    text: asked('text'),
    sector: asked('sector'),
    country: asked('country'),
    state: asked('state') === 'all' ? ('all' as const) : ('' as const),
  }
  const { rows, total } = await briefList(db, viewer, { ...filter, page })
  const mayWrite =
    viewer?.memberships.some(
      ({ kind, organisationId }) =>
        kind === 'client' && may(viewer, writeBriefs, { id: organisationId }),
    ) ?? false
  return {
    rows,
    total,
    page,
    pages: Math.max(1, Math.ceil(total / briefsPerPage)),
    filter,
    countries: await briefCountries(db, viewer),
    narrowed: Boolean(filter.text || filter.sector || filter.country),
    mayWrite,
    description: t('brief.list_lead'),
  }
})

type Data = ReturnType<typeof useLoaderData<typeof loader>>

/** When it closes, or that it has. */
function Closing({ row }: { row: Data['rows'][number] }) {
  const { t, date } = useLanguage()
  return row.deadlineAt ? (
    <time dateTime={row.deadlineAt.toISOString()}>
      {t('brief.closes', { when: date(row.deadlineAt) })}
    </time>
  ) : (
    t(`brief.status_${row.status}`)
  )
}

export default function Briefs() {
  const { rows, total, pages, page, filter, countries, narrowed, mayWrite } =
    useLoaderData<typeof loader>()
  const { t, locale } = useLanguage()
  return (
    <Page
      title={t('brief.list_title')}
      lead={t('brief.list_lead')}
      actions={
        mayWrite ? (
          <LinkButton href="/briefs/new" tone="primary">
            {t('brief.new')}
          </LinkButton>
        ) : (
          <LinkButton href="/exchange">{t('opening.list_title')}</LinkButton>
        )
      }
    >
      <div className="grid gap-6">
        <FilterBar
          label={t('brief.filter')}
          submit={t('common.apply')}
          fields={[
            { name: 'text', label: t('brief.filter_text'), value: filter.text },
            {
              name: 'sector',
              label: t('brief.sector'),
              value: filter.sector,
              any: t('brief.any_sector'),
              options: sectors.map((value) => ({ value, label: t(`sector.${value}`) })),
            },
            {
              name: 'country',
              label: t('brief.country'),
              value: filter.country,
              any: t('brief.any_country'),
              options: countryOptions(locale).filter(({ value }) => countries.includes(value)),
            },
            {
              name: 'state',
              label: t('brief.state'),
              value: filter.state,
              any: t('brief.state_open'),
              options: [{ value: 'all', label: t('brief.state_all') }],
            },
          ]}
        />
        {rows.length === 0 ? (
          <EmptyState
            title={t('brief.none_title')}
            body={t(narrowed ? 'brief.none_body' : 'brief.none_open')}
            action={{ href: '/briefs?state=all', label: t('brief.show_all') }}
          />
        ) : (
          <>
            <p className="text-sm text-quiet">{t('brief.count', { count: total })}</p>
            <LinkList
              items={rows.map((row) => ({
                id: row.id,
                href: `/briefs/${row.id}`,
                title: row.title,
                body: <bdi>{row.organisationName}</bdi>,
                meta: (
                  <>
                    <span>{t(`sector.${row.sector}`)}</span>
                    <span>{countryName(row.country, locale)}</span>
                    <span>{t('brief.criteria_count', { count: row.criteria.length })}</span>
                    <span>{t('brief.weeks_count', { count: row.weeks })}</span>
                  </>
                ),
                aside: (
                  <div className="grid gap-1 sm:justify-items-end">
                    <MoneyText
                      value={{ currency: row.currency, amountMinor: row.budgetMinor }}
                      strong
                    />
                    <span className="text-xs text-quiet">
                      <Closing row={row} />
                    </span>
                  </div>
                ),
              }))}
            />
            <Pagination page={page} pages={pages} href={(to) => pageHref('/briefs', filter, to)} />
          </>
        )}
      </div>
    </Page>
  )
}
