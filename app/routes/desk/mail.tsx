import { useLoaderData } from '@remix-run/react'
import { DataTable } from '~/components/page/data-table'
import { pageHref } from '~/components/page/filter-bar'
import { useLanguage } from '~/components/page/language'
import { Pagination, Tabs } from '~/components/page/navigation'
import { Page } from '~/components/page/page'
import { Code } from '~/components/page/text'
import { serve } from '~/domain/identity/access.server'
import { deskMail } from '~/domain/identity/desk-queries.server'
import { isPlayground } from '~/platform/env.server'
import type { MessageKey } from '~/platform/languages/keys'
import { DeskTabs } from './_tabs'

export const handle = { title: 'desk.mail' satisfies MessageKey, script: false }

export const loader = serve('operator', async ({ viewer, db, url }) => {
  const only = url.searchParams.get('only') === 'troubled' ? 'troubled' : ''
  const page = Number(url.searchParams.get('page')) || 1
  return { only, playground: isPlayground(), ...(await deskMail(db, viewer, only !== '', page)) }
})

export default function DeskMail() {
  const { only, playground, rows, page, pages } = useLoaderData<typeof loader>()
  const { t, dateTime } = useLanguage()
  const stateOf = (row: (typeof rows)[number]) => {
    if (row.sentAt) return t('desk.mail_sent', { when: dateTime(row.sentAt) })
    return row.lastError ? t('desk.mail_failed', { error: row.lastError }) : t('desk.mail_kept')
  }
  return (
    <Page title={t('desk.mail')} kicker={t('desk.title')}>
      <DeskTabs current="/desk/mail" />
      <Tabs
        label={t('desk.mail_state')}
        items={[
          { href: '/desk/mail', label: t('desk.mail_all'), current: only === '' },
          {
            href: '/desk/mail?only=troubled',
            label: t('desk.mail_troubled'),
            current: only !== '',
          },
        ]}
      />
      <DataTable
        caption={t('desk.mail')}
        hideCaption
        rows={rows}
        rowKey={(row) => row.id}
        empty={<p>{t('desk.mail_none')}</p>}
        columns={[
          {
            key: 'subject',
            label: t('desk.mail_subject'),
            primary: true,
            cell: (row) =>
              playground ? (
                <a href={`/mailbox/${row.id}`}>
                  <bdi>{row.subject}</bdi>
                </a>
              ) : (
                <bdi>{row.subject}</bdi>
              ),
          },
          { key: 'to', label: t('desk.mail_to'), cell: (row) => <bdi>{row.toAddress}</bdi> },
          {
            key: 'template',
            label: t('desk.mail_template'),
            cell: (row) => <Code>{row.template}</Code>,
          },
          { key: 'when', label: t('common.when'), cell: (row) => dateTime(row.createdAt) },
          { key: 'state', label: t('desk.mail_state'), cell: stateOf },
        ]}
      />
      <Pagination page={page} pages={pages} href={(n) => pageHref('/desk/mail', { only }, n)} />
    </Page>
  )
}
