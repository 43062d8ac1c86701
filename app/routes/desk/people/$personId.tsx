import { useActionData, useLoaderData } from '@remix-run/react'
import { ActionForm, ConfirmStep } from '~/components/page/button'
import { DataTable } from '~/components/page/data-table'
import { ErrorNotice } from '~/components/page/error-notice'
import { useLanguage } from '~/components/page/language'
import { DescriptionList } from '~/components/page/list'
import { Page } from '~/components/page/page'
import { Section } from '~/components/page/section'
import { Code, Name } from '~/components/page/text'
import { act, redirectWith, serve } from '~/domain/identity/access.server'
import { deskPerson } from '~/domain/identity/desk-queries.server'
import { deviceOf } from '~/domain/identity/device'
import { endSessionsOf } from '~/domain/identity/end-session.server'
import { countryName } from '~/kernel/countries'
import { inTransaction } from '~/platform/database.server'
import { localeFacts } from '~/platform/languages/locales'
import { DeskTabs } from '../_tabs'

export const loader = serve('operator', async ({ viewer, db, params }) => {
  const found = await deskPerson(db, viewer, params.personId ?? '')
  const sessions = found.sessions.map((row) => ({
    idHash: row.idHash,
    device: deviceOf(row.userAgent),
    seenAt: row.lastSeenAt,
    startedAt: row.createdAt,
  }))
  return {
    title: found.person.name,
    person: found.person,
    memberships: found.memberships,
    sessions,
  }
})

export const action = act('operator', async ({ viewer, params, form }) => {
  const personId = params.personId ?? ''
  const idHash = String(form.get('session') ?? '') || undefined
  await inTransaction((tx) => endSessionsOf(tx, { by: viewer.personId, personId, idHash }))
  return redirectWith(`/desk/people/${personId}`, 'desk.sessions_ended')
})

export default function DeskPerson() {
  const { person, sessions, memberships } = useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const { t, date, dateTime, locale } = useLanguage()
  return (
    <Page
      title={<Name>{person.name}</Name>}
      kicker={t('desk.title')}
      crumbs={[{ href: '/desk/people', label: t('desk.people') }, { label: person.name }]}
    >
      <DeskTabs current="/desk/people" />
      <ErrorNotice state={state} />
      <DescriptionList
        items={[
          { term: 'ID', value: <Code>{person.id}</Code> },
          { term: t('desk.email'), value: <bdi>{person.email}</bdi> },
          {
            term: t('desk.confirmed'),
            value: person.confirmedAt ? date(person.confirmedAt) : t('desk.not_confirmed'),
          },
          { term: t('settings.country'), value: countryName(person.country, locale) },
          { term: t('desk.language'), value: localeFacts[person.locale].name },
          { term: t('desk.time_zone'), value: <bdi>{person.timeZone}</bdi> },
          { term: t('desk.since'), value: date(person.createdAt) },
          {
            term: t('desk.organisations'),
            value:
              memberships.length === 0
                ? t('desk.no_organisations')
                : memberships.map((membership) => (
                    <div key={membership.organisationId}>
                      <a href={`/organisations/${membership.organisationId}`}>
                        <Name>{membership.name}</Name>
                      </a>{' '}
                      · {t(`organisation.role_${membership.role}`)}
                    </div>
                  )),
          },
        ]}
      />
      <Section title={t('desk.sessions')}>
        <DataTable
          caption={t('desk.sessions')}
          hideCaption
          rows={sessions}
          rowKey={(row) => row.idHash}
          empty={<p>{t('desk.sessions_none')}</p>}
          columns={[
            {
              key: 'device',
              label: t('settings.session_device'),
              primary: true,
              cell: (row) => <bdi>{row.device ?? t('settings.session_unknown')}</bdi>,
            },
            { key: 'seen', label: t('settings.session_seen'), cell: (row) => dateTime(row.seenAt) },
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
        {sessions.length > 0 ? (
          <ConfirmStep
            label={t('desk.sessions_end_all')}
            sentence={t('desk.sessions_end_sure', { name: person.name })}
          >
            <ActionForm intent="end-all" tone="danger" label={t('desk.sessions_end_all')} />
          </ConfirmStep>
        ) : null}
      </Section>
    </Page>
  )
}
