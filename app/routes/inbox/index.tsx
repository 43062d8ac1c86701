import { useLoaderData } from '@remix-run/react'
import { ActionForm } from '~/components/page/button'
import { EmptyState } from '~/components/page/empty-state'
import { useLanguage } from '~/components/page/language'
import { LinkList } from '~/components/page/list'
import { Pagination } from '~/components/page/navigation'
import { Page } from '~/components/page/page'
import { StatusChip } from '~/components/page/status-chip'
import { act, redirectWith, serve } from '~/domain/identity/access.server'
import { markAllRead } from '~/domain/notifications/notification.commands.server'
import { inboxPage, unreadCount } from '~/domain/notifications/queries.server'
import { notificationSentence } from '~/domain/notifications/sentence'
import { inTransaction } from '~/platform/database.server'
import type { MessageKey } from '~/platform/languages/keys'

export const handle = { title: 'notification.title' satisfies MessageKey }

export const loader = serve('person', async ({ viewer, db, url, at }) => {
  const { rows, page, pages } = await inboxPage(
    db,
    viewer,
    Number(url.searchParams.get('page')) || 1,
  )
  const items = rows.map(({ id, kind, facts, yourTurn, createdAt, readAt }) => {
    return { id, kind, facts, yourTurn, createdAt, read: readAt !== null }
  })
  return { items, page, pages, now: at, unread: await unreadCount(db, viewer) }
})

export const action = act('person', async ({ viewer, at }) => {
  await inTransaction((tx) => markAllRead(tx, { by: viewer.personId, at }))
  return redirectWith('/inbox', 'notification.marked')
})

export default function Inbox() {
  const { items, page, pages, now, unread } = useLoaderData<typeof loader>()
  const language = useLanguage()
  const { t, relative, dateTime } = language
  return (
    <Page
      title={t('notification.title')}
      lead={t('notification.lead')}
      width="reading"
      actions={
        unread > 0 ? (
          <ActionForm intent="read-all" tone="quiet" label={t('notification.mark_all')} />
        ) : null
      }
    >
      {items.length === 0 ? (
        <EmptyState
          title={t('notification.empty_title')}
          body={t('notification.empty_body')}
          action={{ href: '/briefs', label: t('notification.empty_action') }}
        />
      ) : (
        <LinkList
          items={items.map((item) => ({
            id: item.id,
            href: `/inbox/${item.id}`,
            // The sentence has our direction, whatever name it begins with.
            title: (
              <span dir={language.dir}>
                {notificationSentence(language, item.kind, item.facts)}
              </span>
            ),
            fresh: !item.read,
            meta: (
              <time dateTime={item.createdAt.toISOString()} title={dateTime(item.createdAt)}>
                {relative(item.createdAt, now)}
              </time>
            ),
            aside:
              item.yourTurn && !item.read ? (
                <StatusChip kind="your_turn" label={t('notification.your_turn')} />
              ) : null,
          }))}
        />
      )}
      <Pagination page={page} pages={pages} href={(n) => `/inbox?page=${n}`} />
    </Page>
  )
}
