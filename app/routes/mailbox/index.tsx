import { useLoaderData } from '@remix-run/react'
import { EmptyState } from '~/components/page/empty-state'
import { FilterBar, pageHref } from '~/components/page/filter-bar'
import { useLanguage } from '~/components/page/language'
import { LinkList } from '~/components/page/list'
import { Pagination } from '~/components/page/navigation'
import { Page } from '~/components/page/page'
import { serve } from '~/domain/identity/access.server'
import { mailbox } from '~/domain/identity/desk-queries.server'
import { Refused } from '~/kernel/refusal'
import { isPlayground } from '~/platform/env.server'
import type { MessageKey } from '~/platform/languages/keys'
import { isLocale, localeFacts } from '~/platform/languages/locales'

export const handle = { title: 'mailbox.title' satisfies MessageKey, script: false }

export const loader = serve('anyone', async ({ db, url }) => {
  if (!isPlayground()) throw new Refused('not_found')
  const to = url.searchParams.get('to') ?? ''
  return {
    to,
    systemNow: new Date(),
    ...(await mailbox(db, to, Number(url.searchParams.get('page')) || 1)),
  }
})

export default function Mailbox() {
  const { to, rows, page, pages, systemNow } = useLoaderData<typeof loader>()
  const { t, relative } = useLanguage()
  return (
    <Page title={t('mailbox.title')} lead={t('mailbox.lead')} width="reading">
      <FilterBar
        label={t('mailbox.search')}
        submit={t('common.search')}
        fields={[{ name: 'to', label: t('mailbox.search'), value: to }]}
      />
      {rows.length === 0 ? (
        <EmptyState
          title={t('mailbox.empty_title')}
          body={t('mailbox.empty_body')}
          action={{ href: '/sign-up', label: t('mailbox.empty_action') }}
        />
      ) : (
        <LinkList
          items={rows.map((row) => ({
            id: row.id,
            href: `/mailbox/${row.id}`,
            title: (
              <span dir={isLocale(row.locale) ? localeFacts[row.locale].dir : 'auto'}>
                {row.subject}
              </span>
            ),
            meta: <bdi>{t('mailbox.to', { address: row.toAddress })}</bdi>,
            aside: relative(row.createdAt, systemNow),
          }))}
        />
      )}
      <Pagination page={page} pages={pages} href={(n) => pageHref('/mailbox', { to }, n)} />
    </Page>
  )
}
