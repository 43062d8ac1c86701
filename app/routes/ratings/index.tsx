import { useLoaderData } from '@remix-run/react'
import { Countdown } from '~/components/page/countdown'
import { EmptyState } from '~/components/page/empty-state'
import { useLanguage } from '~/components/page/language'
import { LinkList } from '~/components/page/list'
import { Page } from '~/components/page/page'
import { Section, Stack } from '~/components/page/section'
import { Name } from '~/components/page/text'
import { judgingTasks } from '~/domain/contracts/measuring/judging-queries.server'
import { serve } from '~/domain/identity/access.server'
import type { MessageKey } from '~/platform/languages/keys'

export const handle = { title: 'judging.ratings_title' satisfies MessageKey, script: false }

export const loader = serve('person', async ({ viewer, db, at }) => {
  const { ratings, reports } = await judgingTasks(db, viewer, at)
  return {
    ratings: ratings.map((row) => ({ ...row, contractReference: null })),
    reports: reports.map(({ evaluationId, about, view }) => ({
      evaluationId,
      about,
      criterionId: view.criterionId,
      measure: view.criterion.process?.measure ?? '',
      state: view.runIsOpen || !('until' in view.standing) ? view.standing.kind : ('over' as const),
      until: view.runIsOpen && 'until' in view.standing ? view.standing.until : null,
    })),
  }
})

type Data = ReturnType<typeof useLoaderData<typeof loader>>

function Ratings({ rows, title }: { rows: Data['ratings']; title: string }) {
  const { t } = useLanguage()
  if (rows.length === 0) return null
  return (
    <Section title={title}>
      <LinkList
        items={rows.map((row) => ({
          id: `${row.evaluationId}-${row.criterionId}`,
          href: `/ratings/${row.evaluationId}?criterion=${row.criterionId}`,
          title: <Name>{row.about}</Name>,
          fresh: row.state === 'open',
          body: <Name>{row.items.join(' · ')}</Name>,
          meta: (
            <>
              <span>{t(`judging.state_${row.state}`)}</span>
              <span>
                {t('judging.ratings_count', { marks: row.marks, wanted: row.marksWanted })}
              </span>
              {row.state === 'open' ? <Countdown until={row.dueAt} /> : null}
            </>
          ),
        }))}
      />
    </Section>
  )
}

function Reports({ rows }: { rows: Data['reports'] }) {
  const { t } = useLanguage()
  if (rows.length === 0) return null
  return (
    <Section title={t('judging.reports_title')}>
      <LinkList
        items={rows.map((row) => ({
          id: `${row.evaluationId}-${row.criterionId}`,
          href: `/reports/${row.evaluationId}?criterion=${row.criterionId}`,
          title: <Name>{row.measure}</Name>,
          fresh: row.state === 'awaited' || row.state === 'objected',
          body: <Name>{row.about}</Name>,
          meta: (
            <>
              <span>{t(`judging.report_state_${row.state}`)}</span>
              {row.until ? <Countdown until={row.until} /> : null}
            </>
          ),
        }))}
      />
    </Section>
  )
}

export default function RatingsPage() {
  const { ratings, reports } = useLoaderData<typeof loader>()
  const { t } = useLanguage()
  const open = ratings.filter(({ state }) => state === 'open')
  const toReport = reports.some(({ until }) => until !== null)
  const past = ratings.filter(({ state }) => state !== 'open')
  return (
    <Page title={t('judging.ratings_title')} lead={t('judging.ratings_lead')} width="reading">
      <Stack gap={7}>
        {open.length === 0 && !toReport ? (
          <EmptyState
            title={t('judging.ratings_empty_title')}
            body={t('judging.ratings_empty_body')}
          />
        ) : null}
        <Ratings rows={open} title={t('judging.ratings_waiting')} />
        <Reports rows={reports} />
        <Ratings rows={past} title={t('judging.ratings_past')} />
      </Stack>
    </Page>
  )
}
