import { useLoaderData } from '@remix-run/react'
import { VersionStatus } from '~/components/learning/version-status'
import { EmptyState } from '~/components/page/empty-state'
import { useLanguage } from '~/components/page/language'
import { LinkList } from '~/components/page/list'
import { Page } from '~/components/page/page'
import { Section, Stack } from '~/components/page/section'
import { Name, Quiet } from '~/components/page/text'
import { serve } from '~/domain/identity/access.server'
import { versionsInReview } from '~/domain/learning/versions/desk-queries.server'
import { localeFacts } from '~/platform/languages/locales'
import { DeskTabs } from '../_tabs'

export const handle = { title: 'authoring.desk_title', script: false }

export const loader = serve('operator', ({ viewer, db }) => versionsInReview(db, viewer))

type Row = ReturnType<typeof useLoaderData<typeof loader>>['waiting'][number]

export default function DeskTracks() {
  const { waiting, published } = useLoaderData<typeof loader>()
  const { t, number, dateTime } = useLanguage()
  const item = (row: Row) => ({
    id: row.id,
    href: `/desk/tracks/${row.id}`,
    title: row.title,
    body: <VersionStatus status={row.status} />,
    meta: (
      <>
        <Name>{row.partner}</Name>
        <span>{t('authoring.version_n', { n: number(row.number) })}</span>
        <span>{localeFacts[row.language].name}</span>
        {row.submittedAt && row.submittedBy ? (
          <span>
            {t('authoring.submitted_by', {
              name: row.submittedBy,
              date: dateTime(row.submittedAt),
            })}
          </span>
        ) : null}
      </>
    ),
  })
  return (
    <Page
      title={t('authoring.desk_title')}
      kicker={t('desk.title')}
      lead={t('authoring.desk_lead')}
    >
      <Stack gap={6}>
        <DeskTabs current="/desk/tracks" />
        <Section title={t('authoring.desk_waiting')}>
          {waiting.length === 0 ? (
            <EmptyState
              title={t('authoring.desk_none_title')}
              body={t('authoring.desk_none_body')}
            />
          ) : (
            <LinkList items={waiting.map(item)} />
          )}
        </Section>
        <Section title={t('authoring.desk_published')}>
          {published.length === 0 ? (
            <Quiet>{t('authoring.desk_published_none')}</Quiet>
          ) : (
            <LinkList items={published.map(item)} />
          )}
        </Section>
      </Stack>
    </Page>
  )
}
