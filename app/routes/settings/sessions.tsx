import { useActionData, useLoaderData } from '@remix-run/react'
import { ActionForm, ConfirmStep } from '~/components/page/button'
import { DataTable } from '~/components/page/data-table'
import { ErrorNotice } from '~/components/page/error-notice'
import { useLanguage } from '~/components/page/language'
import { Page } from '~/components/page/page'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { blankSessionCookie } from '~/domain/identity/adapters/lucia-sessions.server'
import { deviceOf } from '~/domain/identity/device'
import { endMyOtherSessions, endSession } from '~/domain/identity/end-session.server'
import { mySessions } from '~/domain/identity/queries.server'
import { inTransaction } from '~/platform/database.server'
import type { MessageKey } from '~/platform/languages/keys'
import { SettingsTabs } from './_tabs'

export const handle = { title: 'settings.sessions' satisfies MessageKey }

export const loader = serve('person', async ({ viewer, db, sessionHash }) => {
  const rows = await mySessions(db, viewer)
  return {
    sessions: rows.map((row) => ({
      idHash: row.idHash,
      device: deviceOf(row.userAgent),
      here: row.idHash === sessionHash,
      seenAt: row.lastSeenAt,
      startedAt: row.createdAt,
    })),
    systemNow: new Date(),
  }
})

export const action = act('person', async ({ viewer, form, sessionHash }) => {
  const by = viewer.personId
  if (form.get('intent') === 'end-others') {
    await inTransaction((tx) => endMyOtherSessions(tx, { by, keepHash: sessionHash ?? '' }))
    return redirectWith('/settings/sessions', 'settings.sessions_ended')
  }
  const idHash = String(form.get('session') ?? '')
  if (!idHash) return invalid({ form: 'refusal.form_invalid' })
  await inTransaction((tx) => endSession(tx, { by, idHash }))
  if (idHash === sessionHash)
    return redirectWith('/', 'identity.signed_out', [blankSessionCookie()])
  return redirectWith('/settings/sessions', 'settings.session_ended')
})

export default function Sessions() {
  const { sessions, systemNow } = useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const { t, dateTime, relative } = useLanguage()
  return (
    <Page title={t('settings.title')} lead={t('settings.sessions_lead')} width="reading">
      <SettingsTabs current="/settings/sessions" />
      <ErrorNotice state={state} />
      <DataTable
        caption={t('settings.sessions')}
        hideCaption
        rows={sessions}
        rowKey={(row) => row.idHash}
        columns={[
          {
            key: 'device',
            label: t('settings.session_device'),
            primary: true,
            cell: (row) => (
              <>
                <bdi>{row.device ?? t('settings.session_unknown')}</bdi>
                {row.here ? <strong> · {t('settings.session_this')}</strong> : null}
              </>
            ),
          },
          {
            key: 'seen',
            label: t('settings.session_seen'),
            cell: (row) => relative(row.seenAt, systemNow),
          },
          {
            key: 'started',
            label: t('settings.session_started'),
            cell: (row) => dateTime(row.startedAt),
          },
          {
            key: 'end',
            label: t('settings.session_end'),
            cell: (row) => (
              <ActionForm
                intent="end"
                tone="quiet"
                label={t('settings.session_end')}
                fields={{ session: row.idHash }}
              />
            ),
          },
        ]}
      />
      {sessions.length > 1 ? (
        <ConfirmStep
          label={t('settings.sessions_end_others')}
          sentence={t('settings.sessions_end_sure')}
        >
          <ActionForm intent="end-others" tone="danger" label={t('settings.sessions_end_others')} />
        </ConfirmStep>
      ) : null}
    </Page>
  )
}
