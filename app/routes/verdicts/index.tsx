import { useLoaderData } from '@remix-run/react'
import { EmptyState } from '~/components/page/empty-state'
import { useLanguage } from '~/components/page/language'
import { LinkList } from '~/components/page/list'
import { Page } from '~/components/page/page'
import { StatusChip } from '~/components/page/status-chip'
import { deliveredWork } from '~/domain/figures/delivered-work.server'
import { serve } from '~/domain/identity/access.server'

export const handle = { script: false, indexed: true }

export const loader = serve('anyone', async ({ t, db }) => ({
  title: t('home.verdicts_title'),
  description: t('home.verdicts_lead'),
  work: await deliveredWork(db, 50),
}))

/** What was delivered and may be shown, each with the verdict that anybody can check. */
export default function Verdicts() {
  const { work } = useLoaderData<typeof loader>()
  const { t, date } = useLanguage()
  return (
    <Page title={t('home.verdicts_title')} lead={t('home.verdicts_lead')} width="reading">
      {work.length === 0 ? (
        <EmptyState
          title={t('home.verdicts_empty')}
          body={t('home.verdicts_empty_body')}
          action={{ href: '/briefs', label: t('home.read_briefs') }}
        />
      ) : (
        <LinkList
          items={work.map((item) => ({
            id: item.milestoneId,
            href: `/verdicts/${item.verdictId}`,
            title: item.title,
            body: t('home.verdict_by', { team: item.team, client: item.client }),
            meta: <time dateTime={item.deliveredAt.toISOString()}>{date(item.deliveredAt)}</time>,
            aside: <StatusChip kind={item.overall} />,
          }))}
        />
      )}
    </Page>
  )
}
