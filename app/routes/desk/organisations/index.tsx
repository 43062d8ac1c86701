import { useLoaderData } from '@remix-run/react'
import { DataTable } from '~/components/page/data-table'
import { FilterBar, pageHref } from '~/components/page/filter-bar'
import { useLanguage } from '~/components/page/language'
import { Pagination } from '~/components/page/navigation'
import { Page } from '~/components/page/page'
import { StatusChip } from '~/components/page/status-chip'
import { Name } from '~/components/page/text'
import { serve } from '~/domain/identity/access.server'
import { deskOrganisations } from '~/domain/identity/desk-queries.server'
import { countryName } from '~/kernel/countries'
import type { MessageKey } from '~/platform/languages/keys'
import { DeskTabs } from '../_tabs'

export const handle = { title: 'desk.organisations' satisfies MessageKey, script: false }

export const loader = serve('operator', async ({ viewer, db, url }) => {
  const query = url.searchParams.get('q') ?? ''
  const asked = Number(url.searchParams.get('page')) || 1
  return { query, ...(await deskOrganisations(db, viewer, query, asked)) }
})

export default function DeskOrganisations() {
  const { query, rows, page, pages } = useLoaderData<typeof loader>()
  const { t, date, locale } = useLanguage()
  return (
    <Page title={t('desk.organisations')} kicker={t('desk.title')}>
      <DeskTabs current="/desk/organisations" />
      <FilterBar
        label={t('desk.organisations_search')}
        submit={t('common.search')}
        fields={[{ name: 'q', label: t('desk.organisations_search'), value: query }]}
      />
      <DataTable
        caption={t('desk.organisations')}
        hideCaption
        rows={rows}
        rowKey={(row) => row.id}
        empty={<p>{t('desk.organisations_none')}</p>}
        columns={[
          {
            key: 'name',
            label: t('common.name'),
            primary: true,
            cell: (row) => (
              <a href={`/desk/organisations/${row.id}`}>
                <Name>{row.name}</Name>
              </a>
            ),
          },
          {
            key: 'kind',
            label: t('desk.organisation_kind'),
            cell: (row) => t(`organisation.kind_${row.kind}`),
          },
          {
            key: 'country',
            label: t('settings.country'),
            cell: (row) => countryName(row.country, locale),
          },
          {
            key: 'identity',
            label: t('desk.identity'),
            cell: (row) =>
              row.verifiedAt ? (
                t('desk.verified_at', { date: date(row.verifiedAt) })
              ) : row.checkAskedAt ? (
                <StatusChip
                  kind="your_turn"
                  label={t('desk.check_asked_at', { date: date(row.checkAskedAt) })}
                />
              ) : (
                t('desk.not_verified')
              ),
          },
          { key: 'since', label: t('desk.since'), cell: (row) => date(row.createdAt) },
        ]}
      />
      <Pagination
        page={page}
        pages={pages}
        href={(n) => pageHref('/desk/organisations', { q: query }, n)}
      />
    </Page>
  )
}
