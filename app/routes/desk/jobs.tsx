import { useActionData, useLoaderData } from '@remix-run/react'
import { ActionForm } from '~/components/page/button'
import { DataTable } from '~/components/page/data-table'
import { ErrorNotice } from '~/components/page/error-notice'
import { useLanguage } from '~/components/page/language'
import { Page } from '~/components/page/page'
import { Section } from '~/components/page/section'
import { Code, Num } from '~/components/page/text'
import { act, redirectWith, serve } from '~/domain/identity/access.server'
import { retryJob } from '~/domain/identity/desk.commands.server'
import { queueState } from '~/domain/identity/desk-queries.server'
import { inTransaction } from '~/platform/database.server'
import type { MessageKey } from '~/platform/languages/keys'
import { DeskTabs } from './_tabs'

export const handle = { title: 'desk.jobs' satisfies MessageKey }

export const loader = serve('operator', async ({ viewer, db }) => queueState(db, viewer))

export const action = act('operator', async ({ viewer, form }) => {
  const jobId = String(form.get('job') ?? '')
  await inTransaction((tx) => retryJob(tx, { jobId, by: viewer.personId }))
  return redirectWith('/desk/jobs', 'desk.retried')
})

export default function DeskJobs() {
  const { tasks, troubles } = useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const { t, dateTime, number } = useLanguage()
  return (
    <Page title={t('desk.jobs')} kicker={t('desk.title')}>
      <DeskTabs current="/desk/jobs" />
      <ErrorNotice state={state} />
      <DataTable
        caption={t('desk.jobs')}
        hideCaption
        rows={tasks}
        rowKey={(row) => row.task}
        empty={<p>{t('desk.queue_empty')}</p>}
        columns={[
          {
            key: 'task',
            label: t('desk.task'),
            primary: true,
            cell: (row) => <Code>{row.task}</Code>,
          },
          {
            key: 'waiting',
            label: t('desk.waiting'),
            numeric: true,
            cell: (row) => <Num>{number(row.waiting)}</Num>,
          },
          {
            key: 'running',
            label: t('desk.running'),
            numeric: true,
            cell: (row) => <Num>{number(row.running)}</Num>,
          },
          {
            key: 'failed',
            label: t('desk.failed'),
            numeric: true,
            cell: (row) => <Num>{number(row.failed)}</Num>,
          },
          {
            key: 'oldest',
            label: t('desk.oldest'),
            cell: (row) => (row.oldestRunAt ? dateTime(row.oldestRunAt) : t('common.none')),
          },
        ]}
      />
      <Section title={t('desk.troubles')}>
        <DataTable
          caption={t('desk.troubles')}
          hideCaption
          rows={troubles}
          rowKey={(row) => row.id}
          empty={<p>{t('desk.troubles_none')}</p>}
          columns={[
            {
              key: 'task',
              label: t('desk.task'),
              primary: true,
              cell: (row) => <Code>{row.task}</Code>,
            },
            {
              key: 'attempts',
              label: t('desk.attempts'),
              cell: (row) =>
                t('desk.attempts_of', { attempts: row.attempts, most: row.maxAttempts }),
            },
            { key: 'error', label: t('desk.error'), cell: (row) => <Code>{row.lastError}</Code> },
            {
              key: 'next',
              label: t('desk.next_try'),
              cell: (row) => (row.givenUp ? t('desk.given_up') : dateTime(row.runAt)),
            },
            {
              key: 'retry',
              label: t('desk.retry'),
              cell: (row) => (
                <ActionForm
                  intent="retry"
                  tone="quiet"
                  label={t('desk.retry')}
                  fields={{ job: row.id }}
                />
              ),
            },
          ]}
        />
      </Section>
    </Page>
  )
}
