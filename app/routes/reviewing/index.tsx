import { useLoaderData } from '@remix-run/react'
import { Countdown } from '~/components/page/countdown'
import { DataTable } from '~/components/page/data-table'
import { EmptyState } from '~/components/page/empty-state'
import { useLanguage } from '~/components/page/language'
import { LinkList } from '~/components/page/list'
import { Page } from '~/components/page/page'
import { Section, Stack } from '~/components/page/section'
import { StatusChip } from '~/components/page/status-chip'
import { Name, Num, Quiet } from '~/components/page/text'
import { serve } from '~/domain/identity/access.server'
import { markingDesk } from '~/domain/learning/reviews/marking-queries.server'
import { reviewsOf } from '~/domain/learning/reviews/review-queries.server'
import type { MessageKey } from '~/platform/languages/keys'

export const handle = { title: 'grading.reviewing_title' satisfies MessageKey, script: false }

export const loader = serve('person', async ({ viewer, db }) => ({
  reviews: await reviewsOf(db, viewer),
  desk: await markingDesk(db, viewer),
}))

type Data = ReturnType<typeof useLoaderData<typeof loader>>

function Reviews({ rows, title }: { rows: Data['reviews']; title: string }) {
  const { t, date } = useLanguage()
  if (rows.length === 0) return null
  return (
    <Section title={title}>
      <LinkList
        items={rows.map((row) => ({
          id: row.id,
          href: `/reviewing/${row.id}`,
          title: <Name>{row.title}</Name>,
          fresh: row.state === 'open',
          body: (
            <>
              <Name>{row.track}</Name> · {t('grading.learner', { code: row.learner })}
            </>
          ),
          meta: (
            <>
              {row.state === 'open' ? (
                <>
                  <Countdown until={row.dueAt} />
                  {row.begun ? <span>{t('grading.begun')}</span> : null}
                </>
              ) : (
                <span>{t(`grading.review_${row.state}`)}</span>
              )}
              {row.submittedAt ? <span>{date(row.submittedAt)}</span> : null}
            </>
          ),
        }))}
      />
    </Section>
  )
}

function Desk({ desk }: Pick<Data, 'desk'>) {
  const { t, date } = useLanguage()
  const about = (row: Data['desk']['appeals'][number] | Data['desk']['missing'][number]) => (
    <>
      <Name>{row.track}</Name> · {t('grading.learner', { code: row.learner })}
    </>
  )
  return (
    <>
      {desk.appeals.length > 0 ? (
        <Section title={t('grading.appeals')} lead={t('grading.appeals_lead')}>
          <LinkList
            items={desk.appeals.map((row) => ({
              id: row.attemptId,
              href: `/reviewing/appeals/${row.attemptId}`,
              title: <Name>{row.title}</Name>,
              fresh: true,
              body: about(row),
              meta: <span>{t('grading.since', { date: date(row.since) })}</span>,
            }))}
          />
        </Section>
      ) : null}
      {desk.missing.length > 0 ? (
        <Section title={t('grading.missing')} lead={t('grading.missing_lead')}>
          <DataTable
            caption={t('grading.missing')}
            hideCaption
            rows={desk.missing}
            rowKey={({ attemptId }) => attemptId}
            columns={[
              {
                key: 'title',
                label: t('grading.work'),
                primary: true,
                cell: ({ title }) => <Name>{title}</Name>,
              },
              { key: 'about', label: t('grading.of'), cell: about },
              {
                key: 'since',
                label: t('common.when'),
                cell: ({ since }) => (since ? date(since) : null),
              },
            ]}
          />
        </Section>
      ) : null}
      <Agreement rows={desk.agreement} />
    </>
  )
}

function Agreement({ rows }: { rows: Data['desk']['agreement'] }) {
  const { t, number } = useLanguage()
  return (
    <Section title={t('grading.agreement')} lead={t('grading.agreement_lead')}>
      <DataTable
        caption={t('grading.agreement')}
        hideCaption
        rows={rows}
        rowKey={({ trackId }) => trackId}
        empty={<Quiet>{t('grading.agreement_none')}</Quiet>}
        columns={[
          {
            key: 'track',
            label: t('grading.track'),
            primary: true,
            cell: ({ title }) => <Name>{title}</Name>,
          },
          {
            key: 'reviewed',
            label: t('grading.reviewed'),
            numeric: true,
            cell: ({ reviewed }) => <Num>{number(reviewed)}</Num>,
          },
          {
            key: 'third',
            label: t('grading.third_marked'),
            numeric: true,
            cell: ({ third }) => <Num>{number(third)}</Num>,
          },
          {
            key: 'kappa',
            label: t('grading.kappa'),
            numeric: true,
            cell: ({ kappa }) =>
              kappa === null ? (
                <Quiet as="span">{t('grading.kappa_none')}</Quiet>
              ) : (
                <Num>{number(kappa, { digits: 2, leastDigits: 2 })}</Num>
              ),
          },
        ]}
      />
    </Section>
  )
}

/** What waits to be marked, and, for those who look after the marking, what waits besides. */
export default function Reviewing() {
  const { reviews, desk } = useLoaderData<typeof loader>()
  const { t } = useLanguage()
  const open = reviews.filter(({ state }) => state === 'open')
  return (
    <Page
      title={t('grading.reviewing_title')}
      lead={t('grading.reviewing_lead')}
      width="reading"
      status={
        open.length > 0 ? (
          <StatusChip kind="your_turn" sentence={t('grading.load', { count: open.length })} />
        ) : undefined
      }
    >
      <Stack gap={7}>
        {open.length === 0 ? (
          <EmptyState
            title={t('grading.reviewing_empty')}
            body={t('grading.reviewing_empty_body')}
          />
        ) : null}
        <Reviews rows={open} title={t('grading.waiting_for_you')} />
        {desk.manages ? <Desk desk={desk} /> : null}
        <Reviews
          rows={reviews.filter(({ state }) => state !== 'open')}
          title={t('grading.earlier')}
        />
      </Stack>
    </Page>
  )
}
