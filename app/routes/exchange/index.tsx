import { useLoaderData } from '@remix-run/react'
import { LinkButton } from '~/components/page/button'
import { EmptyState } from '~/components/page/empty-state'
import { pageHref } from '~/components/page/filter-bar'
import { useLanguage } from '~/components/page/language'
import { LinkList } from '~/components/page/list'
import { Pagination } from '~/components/page/navigation'
import { Page } from '~/components/page/page'
import { Section } from '~/components/page/section'
import { redirectWith, serve } from '~/domain/identity/access.server'
import { ownAskings } from '~/domain/market/exchange/asking-queries.server'
import { openingList, openingsPerPage } from '~/domain/market/exchange/opening-queries.server'
import { teamsLedBy } from '~/domain/market/queries.server'
import { pageIn } from './_page.server'
import { useOpeningItems } from './_rows'

export const handle = { title: 'opening.list_title', script: false, indexed: true }

export const loader = serve('anyone', async ({ viewer, url, db, at, t }) => {
  const page = pageIn(url)
  const { rows, total } = await openingList(db, viewer, { page, at })
  if (rows.length === 0 && page > 1) throw redirectWith('/exchange')
  return {
    rows,
    total,
    page,
    pages: Math.max(1, Math.ceil(total / openingsPerPage)),
    asked: viewer ? await ownAskings(db, viewer, at) : [],
    teams: await teamsLedBy(db, viewer),
    description: t('opening.list_lead'),
  }
})

export default function Exchange() {
  const { rows, total, page, pages, asked, teams } = useLoaderData<typeof loader>()
  const { t } = useLanguage()
  const items = useOpeningItems()
  const [led] = teams
  return (
    <Page
      title={t('opening.list_title')}
      lead={t('opening.list_lead')}
      actions={
        led ? (
          <LinkButton href={`/teams/${led.slug}/exchange#open`} tone="primary">
            {t('opening.open_title')}
          </LinkButton>
        ) : null
      }
    >
      <div className="grid gap-8">
        {rows.length === 0 ? (
          <EmptyState
            title={t('opening.none_title')}
            body={t('opening.none_body')}
            action={{ href: '/settings/skills', label: t('opening.none_action') }}
          />
        ) : (
          <div className="grid gap-4">
            <p className="text-sm text-quiet">{t('opening.count', { count: total })}</p>
            <LinkList items={items(rows)} />
            <Pagination page={page} pages={pages} href={(to) => pageHref('/exchange', {}, to)} />
          </div>
        )}
        {asked.length > 0 ? <Asked /> : null}
      </div>
    </Page>
  )
}

function Asked() {
  const { asked } = useLoaderData<typeof loader>()
  const { t, date } = useLanguage()
  return (
    <Section title={t('opening.mine_title')}>
      <LinkList
        items={asked.map(({ openingId, role, team, state, opening, askedAt }) => ({
          id: openingId,
          href: `/exchange/${openingId}`,
          title: t(`role.${role}`),
          body: <bdi>{team}</bdi>,
          meta: <time dateTime={askedAt.toISOString()}>{date(askedAt)}</time>,
          aside:
            state === 'waits' && opening === 'filled'
              ? t('opening.over_filled')
              : t(`opening.own_${state}`),
        }))}
      />
    </Section>
  )
}
