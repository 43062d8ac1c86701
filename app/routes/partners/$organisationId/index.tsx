import { useLoaderData } from '@remix-run/react'
import { VersionStatus } from '~/components/learning/version-status'
import { LinkButton } from '~/components/page/button'
import { EmptyState } from '~/components/page/empty-state'
import { useLanguage } from '~/components/page/language'
import { LinkList } from '~/components/page/list'
import { Page } from '~/components/page/page'
import { Section } from '~/components/page/section'
import { Name } from '~/components/page/text'
import { serve } from '~/domain/identity/access.server'
import { workshop } from '~/domain/learning/versions/author-queries.server'
import { localeFacts } from '~/platform/languages/locales'

export const handle = { script: false }

export const loader = serve('person', async ({ viewer, params, db }) => {
  const { partner, tracks } = await workshop(db, viewer, params.organisationId ?? '')
  return { title: partner.name, partner, tracks }
})

export default function Workshop() {
  const { partner, tracks } = useLoaderData<typeof loader>()
  const { t, number } = useLanguage()
  const here = `/partners/${partner.id}`
  const start = { href: `${here}/tracks/new`, label: t('authoring.track_new') }
  return (
    <Page
      title={<Name>{partner.name}</Name>}
      kicker={t('authoring.workshop')}
      lead={t('authoring.workshop_lead')}
      crumbs={[
        { href: `/organisations/${partner.id}`, label: partner.name },
        { label: t('authoring.workshop') },
      ]}
      actions={
        partner.mayWrite ? (
          <LinkButton tone="primary" href={start.href}>
            {start.label}
          </LinkButton>
        ) : null
      }
    >
      <Section title={t('authoring.tracks')}>
        {tracks.length === 0 ? (
          <EmptyState
            title={t('authoring.tracks_none')}
            body={t('authoring.tracks_none_body')}
            {...(partner.mayWrite ? { action: start } : {})}
          />
        ) : (
          <LinkList
            items={tracks.map((track) => ({
              id: track.id,
              href: `${here}/tracks/${track.id}`,
              title: track.title,
              body: <VersionStatus status={track.status} sentBack={track.sentBack} sentence />,
              meta: (
                <>
                  <span>{t('authoring.version_n', { n: number(track.number) })}</span>
                  <span>{localeFacts[track.language].name}</span>
                  {track.published ? <span>{t('authoring.is_published')}</span> : null}
                </>
              ),
            }))}
          />
        )}
      </Section>
      <Section title={t('authoring.around')}>
        <LinkList
          items={[
            ...(partner.mayReadDashboard
              ? [
                  {
                    id: 'dashboard',
                    href: `${here}/dashboard`,
                    title: t('graduate.title'),
                    body: t('authoring.dashboard_body'),
                  },
                ]
              : []),
            ...(partner.mayManage
              ? [
                  {
                    id: 'cohorts',
                    href: `${here}/cohorts`,
                    title: t('authoring.cohorts'),
                    body: t('authoring.cohorts_lead'),
                  },
                ]
              : []),
            {
              id: 'people',
              href: `/organisations/${partner.id}`,
              title: t('authoring.people'),
              body: t('authoring.people_body'),
            },
            ...(partner.mayWrite
              ? [
                  {
                    id: 'imports',
                    href: `${here}/imports`,
                    title: t('authoring.imports'),
                    body: t('authoring.imports_body'),
                  },
                ]
              : []),
            {
              id: 'reviewing',
              href: '/reviewing',
              title: t('authoring.reviewing'),
              body: t('authoring.reviewing_body'),
            },
          ]}
        />
      </Section>
    </Page>
  )
}
