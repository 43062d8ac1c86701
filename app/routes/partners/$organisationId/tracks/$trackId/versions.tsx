import { useLoaderData } from '@remix-run/react'
import { VersionChanges } from '~/components/learning/version-changes'
import { VersionStatus } from '~/components/learning/version-status'
import { useLanguage } from '~/components/page/language'
import { Page } from '~/components/page/page'
import { Row, Section } from '~/components/page/section'
import { Quiet } from '~/components/page/text'
import { serve } from '~/domain/identity/access.server'
import { versionsPage } from '~/domain/learning/versions/author-queries.server'
import { ofTrack, trackPath } from './_paths'

export const handle = { title: 'authoring.versions', script: false }

export const loader = serve('person', async ({ viewer, params, db }) => {
  const { draft, versions } = await versionsPage(db, viewer, ofTrack(params))
  return {
    partner: draft.partner,
    trackTitle: draft.content.title,
    path: trackPath(params),
    versions,
  }
})

export default function Versions() {
  const page = useLoaderData<typeof loader>()
  const { t, number, dateTime } = useLanguage()
  return (
    <Page
      title={t('authoring.versions')}
      lead={t('authoring.versions_lead')}
      width="reading"
      crumbs={[
        { href: `/partners/${page.partner.id}`, label: page.partner.name },
        { href: page.path, label: page.trackTitle },
        { label: t('authoring.versions') },
      ]}
    >
      {page.versions.map((version) => (
        <Section
          key={version.id}
          title={t('authoring.version_n', { n: number(version.number) })}
          actions={
            <Row gap={3}>
              <VersionStatus status={version.status} />
              {page.partner.mayWrite ? (
                <a
                  href={`${page.path}/versions/${version.id}/export`}
                  className="text-sm"
                  aria-label={t('authoring.version_export', { n: number(version.number) })}
                >
                  {t('importing.export')}
                </a>
              ) : null}
            </Row>
          }
        >
          <Quiet>
            {t('authoring.version_begun', {
              name: version.createdBy,
              date: dateTime(version.createdAt),
            })}{' '}
            {version.publishedAt
              ? t('authoring.version_published', {
                  name: version.decidedBy,
                  date: dateTime(version.publishedAt),
                })
              : null}
          </Quiet>
          {version.difference ? (
            <VersionChanges difference={version.difference} />
          ) : (
            <Quiet>{t('authoring.version_first')}</Quiet>
          )}
        </Section>
      ))}
    </Page>
  )
}
