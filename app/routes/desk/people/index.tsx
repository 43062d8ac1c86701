import { useLoaderData } from '@remix-run/react'
import { DataTable } from '~/components/page/data-table'
import { FilterBar, pageHref } from '~/components/page/filter-bar'
import { useLanguage } from '~/components/page/language'
import { Pagination } from '~/components/page/navigation'
import { Page } from '~/components/page/page'
import { Name } from '~/components/page/text'
import { serve } from '~/domain/identity/access.server'
import { deskPeople } from '~/domain/identity/desk-queries.server'
import { countryName } from '~/kernel/countries'
import type { MessageKey } from '~/platform/languages/keys'
import { DeskTabs } from '../_tabs'

export const handle = { title: 'desk.people' satisfies MessageKey, script: false }

export const loader = serve('operator', async ({ viewer, db, url }) => {
  const query = url.searchParams.get('q') ?? ''
  return {
    query,
    ...(await deskPeople(db, viewer, query, Number(url.searchParams.get('page')) || 1)),
  }
})

export default function DeskPeople() {
  const { query, rows, page, pages } = useLoaderData<typeof loader>()
  const { t, date, locale } = useLanguage()
  return (
    <Page title={t('desk.people')} kicker={t('desk.title')}>
      <DeskTabs current="/desk/people" />
      <FilterBar
        label={t('desk.people_search')}
        submit={t('common.search')}
        fields={[{ name: 'q', label: t('desk.people_search'), value: query }]}
      />
      <DataTable
        caption={t('desk.people')}
        hideCaption
        rows={rows}
        rowKey={(row) => row.id}
        empty={<p>{t('desk.people_none')}</p>}
        columns={[
          {
            key: 'name',
            label: t('common.name'),
            primary: true,
            cell: (row) => (
              <a href={`/desk/people/${row.id}`}>
                <Name>{row.name}</Name>
              </a>
            ),
          },
          { key: 'email', label: t('desk.email'), cell: (row) => <bdi>{row.email}</bdi> },
          {
            key: 'country',
            label: t('settings.country'),
            cell: (row) => countryName(row.country, locale),
          },
          {
            key: 'confirmed',
            label: t('desk.confirmed'),
            cell: (row) => (row.confirmedAt ? date(row.confirmedAt) : t('desk.not_confirmed')),
          },
          { key: 'since', label: t('desk.since'), cell: (row) => date(row.createdAt) },
        ]}
      />
      <Pagination
        page={page}
        pages={pages}
        href={(n) => pageHref('/desk/people', { q: query }, n)}
      />
    </Page>
  )
}
