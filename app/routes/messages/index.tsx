import { useLoaderData } from '@remix-run/react'
import { ActionForm } from '~/components/page/button'
import { EmptyState } from '~/components/page/empty-state'
import { Fold } from '~/components/page/fold'
import { useLanguage } from '~/components/page/language'
import { LinkList } from '~/components/page/list'
import { Page } from '~/components/page/page'
import { Row, Stack } from '~/components/page/section'
import { Name, TextLink } from '~/components/page/text'
import { act, redirectWith, serve } from '~/domain/identity/access.server'
import { unblockPerson } from '~/domain/messages/block.commands.server'
import { unblockForm } from '~/domain/messages/forms.server'
import { blockedPeople, myThreads } from '~/domain/messages/queries.server'
import { Refused } from '~/kernel/refusal'
import { inTransaction } from '~/platform/database.server'
import { parseForm } from '~/platform/forms.server'
import type { MessageKey } from '~/platform/languages/keys'

export const handle = { title: 'message.title' satisfies MessageKey }

export const loader = serve('person', async ({ viewer, url, db, at }) => {
  const after = url.searchParams.get('after')
  return {
    ...(await myThreads(db, viewer, after)),
    blocked: await blockedPeople(db, viewer),
    newest: after === null,
    now: at,
  }
})

export const action = act('person', async ({ viewer, form }) => {
  const parsed = parseForm(unblockForm, form)
  if (!parsed.ok) throw new Refused('form_invalid')
  await inTransaction((tx) => unblockPerson(tx, { ...parsed.value, by: viewer.personId }))
  return redirectWith('/messages', 'message.toast_unblocked')
})

export default function Messages() {
  const { threads, next, newest, blocked, now } = useLoaderData<typeof loader>()
  const { t, relative, dateTime } = useLanguage()
  return (
    <Page title={t('message.title')} lead={t('message.lead')} width="reading">
      <Stack gap={6}>
        {threads.length === 0 ? (
          <EmptyState
            title={t('message.empty_title')}
            body={t('message.empty_body')}
            action={{ href: '/briefs', label: t('message.empty_action') }}
          />
        ) : (
          <LinkList
            items={threads.map((thread) => ({
              id: thread.id,
              href: `/messages/${thread.id}`,
              title: <Name>{thread.title}</Name>,
              fresh: thread.unread,
              meta: (
                <>
                  <span>
                    {t(`message.kind_${thread.kind}`)}
                    {thread.about ? (
                      <>
                        : <Name>{thread.about}</Name>
                      </>
                    ) : null}
                  </span>
                  <span>{t('message.count', { count: thread.count })}</span>
                  <time dateTime={thread.lastAt.toISOString()} title={dateTime(thread.lastAt)}>
                    {relative(thread.lastAt, now)}
                  </time>
                </>
              ),
              aside: thread.unread ? <span className="badge">{t('message.unread')}</span> : null,
            }))}
          />
        )}
        <Row gap={4} justify="between">
          {newest ? <span /> : <TextLink href="/messages">{t('message.newest_threads')}</TextLink>}
          {next ? (
            <TextLink href={`/messages?after=${encodeURIComponent(next)}`}>
              {t('message.older_threads')}
            </TextLink>
          ) : null}
        </Row>
        {blocked.length > 0 ? (
          <Fold label={t('message.blocked_title')}>
            <ul className="m-0 grid list-none gap-2 p-0">
              {blocked.map(({ personId, name }) => (
                <li key={personId} className="flex flex-wrap items-center justify-between gap-3">
                  <Name>{name}</Name>
                  <ActionForm
                    intent="unblock"
                    label={t('message.unblock')}
                    tone="quiet"
                    fields={{ personId }}
                  />
                </li>
              ))}
            </ul>
          </Fold>
        ) : null}
      </Stack>
    </Page>
  )
}
