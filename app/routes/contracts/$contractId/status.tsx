import { useLoaderData } from '@remix-run/react'
import { Rechecks, WatchDetails } from '~/components/outcomes/watch-status'
import { EmptyState } from '~/components/page/empty-state'
import { useLanguage } from '~/components/page/language'
import { Page } from '~/components/page/page'
import { Section, Stack } from '~/components/page/section'
import { Name, Quiet, TextLink } from '~/components/page/text'
import { Claims } from '~/components/people/claim'
import { statusPage } from '~/domain/contracts/holdback/holdback-queries.server'
import { serve } from '~/domain/identity/access.server'

export const handle = { script: false }

export const loader = serve('person', async ({ viewer, params, db, at, t }) => {
  const page = await statusPage(db, viewer, params.contractId ?? '', at)
  return { page, title: t('watch.title_of', { title: page.title }) }
})

type Data = ReturnType<typeof useLoaderData<typeof loader>>
type Shown = Data['page']['milestones'][number]

function OneMilestone({ row, page }: { row: Shown; page: Data['page'] }) {
  const { t } = useLanguage()
  const { milestone, watches, claims, kept } = row
  const names = { client: page.clientName, team: page.teamName }
  return (
    <Section
      title={
        <>
          {t('milestone.kicker', { position: milestone.position })}: <Name>{milestone.title}</Name>
        </>
      }
      actions={<TextLink href={`/milestones/${milestone.id}`}>{t('common.open')}</TextLink>}
    >
      <Stack gap={6}>
        {claims.length > 0 ? (
          <Section title={t('watch.claims')} level={3}>
            <Claims claims={claims} names={names} side={page.side} />
          </Section>
        ) : null}
        {watches.length === 0 && row.host ? (
          <Quiet>{t('watch.not_watched', { host: `\u2068${row.host}\u2069` })}</Quiet>
        ) : null}
        {[...watches].reverse().map((watch) => (
          <WatchDetails key={watch.id} watch={watch} />
        ))}
        {kept && watches.length > 0 ? (
          <Section title={t('watch.rechecks')} lead={t('watch.rechecks_lead')} level={3}>
            <Rechecks rows={row.rechecks} />
          </Section>
        ) : null}
      </Stack>
    </Section>
  )
}

export default function StatusPage() {
  const { page } = useLoaderData<typeof loader>()
  const { t } = useLanguage()
  return (
    <Page
      title={t('watch.title')}
      lead={t('watch.lead')}
      crumbs={[
        { href: '/contracts', label: t('contract.list_title') },
        { href: `/contracts/${page.contractId}`, label: page.title },
        { label: t('watch.title') },
      ]}
    >
      {page.milestones.length === 0 ? (
        <EmptyState
          title={t('watch.empty_title')}
          body={t('watch.empty_body')}
          action={{ href: `/contracts/${page.contractId}`, label: t('watch.empty_action') }}
        />
      ) : (
        <Stack gap={8}>
          {page.milestones.map((row) => (
            <OneMilestone key={row.milestone.id} row={row} page={page} />
          ))}
        </Stack>
      )}
    </Page>
  )
}
