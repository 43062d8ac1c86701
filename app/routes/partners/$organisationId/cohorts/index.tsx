import { useLoaderData } from '@remix-run/react'
import { LinkButton } from '~/components/page/button'
import { EmptyState } from '~/components/page/empty-state'
import { useLanguage } from '~/components/page/language'
import { LinkList } from '~/components/page/list'
import { Notice } from '~/components/page/notice'
import { Page } from '~/components/page/page'
import { serve } from '~/domain/identity/access.server'
import { cohortsPage } from '~/domain/learning/enrolments/cohort-queries.server'
import { Refused } from '~/kernel/refusal'

export const handle = { title: 'authoring.cohorts', script: false }

export const loader = serve('person', async ({ viewer, params, db, at }) => {
  const page = await cohortsPage(db, viewer, params.organisationId ?? '')
  if (!page.partner.mayManage) throw new Refused('not_found')
  return { ...page, at }
})

export default function Cohorts() {
  const { partner, cohorts, tracks, at } = useLoaderData<typeof loader>()
  const { t, date } = useLanguage()
  const titles = new Map(tracks.map(({ id, title }) => [id, title]))
  const start = { href: `/partners/${partner.id}/cohorts/new`, label: t('authoring.cohort_new') }
  return (
    <Page
      title={t('authoring.cohorts')}
      lead={t('authoring.cohorts_lead')}
      crumbs={[
        { href: `/partners/${partner.id}`, label: partner.name },
        { label: t('authoring.cohorts') },
      ]}
      actions={
        tracks.length > 0 ? (
          <LinkButton tone="primary" href={start.href}>
            {start.label}
          </LinkButton>
        ) : null
      }
    >
      {tracks.length === 0 ? <Notice>{t('authoring.cohorts_need_track')}</Notice> : null}
      {cohorts.length === 0 ? (
        <EmptyState
          title={t('authoring.cohorts_none')}
          body={t('authoring.cohorts_none_body')}
          {...(tracks.length > 0 ? { action: start } : {})}
        />
      ) : (
        <LinkList
          items={cohorts.map((cohort) => ({
            id: cohort.id,
            href: `/partners/${partner.id}/cohorts/${cohort.id}`,
            title: cohort.name,
            body: titles.get(cohort.trackId),
            meta: (
              <>
                <span>
                  {t('authoring.from_to', {
                    from: date(cohort.startsAt),
                    to: date(cohort.endsAt),
                  })}
                </span>
                <span>
                  {cohort.seats === null
                    ? t('authoring.people_n', { count: cohort.people })
                    : t('authoring.seats_taken', { count: cohort.people, seats: cohort.seats })}
                </span>
              </>
            ),
            aside: cohort.closedAt
              ? t('authoring.cohort_closed')
              : cohort.endsAt < at
                ? t('authoring.cohort_over')
                : null,
          }))}
        />
      )}
    </Page>
  )
}
