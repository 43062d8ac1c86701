import { useLoaderData } from '@remix-run/react'
import { LinkButton } from '~/components/page/button'
import { EmptyState } from '~/components/page/empty-state'
import { useLanguage } from '~/components/page/language'
import { Page } from '~/components/page/page'
import { TextLink } from '~/components/page/text'
import { serve } from '~/domain/identity/access.server'
import { teamsLedBy } from '~/domain/market/queries.server'
import { searchPage } from '~/domain/market/search/queries.server'
import { readQuery, searchHref } from '~/domain/market/search/search-query'
import { Results, SearchForm } from '../search/_parts'

export const handle = { title: 'offer.list_title', script: false, indexed: true }

const everyOffer = readQuery(new URLSearchParams({ kind: 'offer' })).query

/** The newest offers; whatever narrows them leads into search, which has an address for each answer. */
export const loader = serve('anyone', async ({ viewer, db, t }) => {
  const { rows, counted, next } = await searchPage(db, viewer, { query: everyOffer, page: '' })
  return {
    ...{ rows, counted, next },
    teams: await teamsLedBy(db, viewer),
    description: t('offer.list_lead'),
  }
})

export default function Offers() {
  const { rows, counted, next, teams } = useLoaderData<typeof loader>()
  const { t } = useLanguage()
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
      {rows.length === 0 ? (
        <EmptyState
          title={t('offer.none_title')}
          body={t('offer.none_yet')}
          action={{ href: '/briefs', label: t('offer.to_briefs') }}
        />
      ) : (
        <div className="grid gap-6">
          <SearchForm query={everyOffer} counted={counted} />
          <Results rows={rows} oneKind />
          {next ? (
            <TextLink href={searchHref(everyOffer, next)}>{t('offer.older')}</TextLink>
          ) : null}
        </div>
      )}
    </Page>
  )
}
