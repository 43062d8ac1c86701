import { useLoaderData } from '@remix-run/react'
import { LinkButton } from '~/components/page/button'
import { EmptyState } from '~/components/page/empty-state'
import { useLanguage } from '~/components/page/language'
import { LinkList } from '~/components/page/list'
import { Page } from '~/components/page/page'
import { Name } from '~/components/page/text'
import { serve } from '~/domain/identity/access.server'
import { offersOfTeam } from '~/domain/market/offers/offer-list-queries.server'
import { teamPage } from '~/domain/teams/queries.server'
import { useOfferItems } from '../../offers/_card'

export const handle = { title: 'offer.own' }

export const loader = serve('person', async ({ viewer, params, db }) => {
  const { teamId, slug, name } = await teamPage(db, viewer, params.slug ?? '')
  const { rows, leads } = await offersOfTeam(db, viewer, teamId)
  return { teamId, slug, name, rows, leads }
})

export default function TeamOffers() {
  const { teamId, slug, name, rows, leads } = useLoaderData<typeof loader>()
  const { t } = useLanguage()
  const items = useOfferItems()
  const stateOf = (row: (typeof rows)[number]) =>
    row.publishedAt
      ? t('offer.own_on_sale', { number: row.number })
      : t(row.askedAt ? 'offer.own_asked' : 'offer.own_draft', { number: row.number })
  return (
    <Page
      title={t('offer.own')}
      kicker={<Name>{name}</Name>}
      lead={t('offer.own_lead')}
      crumbs={[
        { href: '/teams', label: t('team.list_title') },
        { href: `/teams/${slug}`, label: name },
        { label: t('offer.own') },
      ]}
      actions={
        leads ? (
          <LinkButton href={`/offers/new?team=${teamId}`} tone="primary">
            {t('offer.new')}
          </LinkButton>
        ) : null
      }
    >
      {rows.length === 0 ? (
        <EmptyState
          title={t('offer.own_none_title')}
          body={t('offer.own_none_body')}
          action={{ href: '/offers', label: t('offer.show_all') }}
        />
      ) : (
        <LinkList
          items={items(rows).map((item, index) => {
            const row = rows[index]
            if (!row) return item
            // What is on sale has a page of its own; of a first draft there is only the preview.
            const draft = `/offers/${row.id}/${leads ? 'edit' : 'preview'}`
            return {
              ...item,
              href: row.publishedAt ? item.href : draft,
              body: stateOf(row),
            }
          })}
        />
      )}
    </Page>
  )
}
