import { useActionData, useLoaderData } from '@remix-run/react'
import { Form } from '~/components/forms/form'
import { Button } from '~/components/page/button'
import { ErrorNotice } from '~/components/page/error-notice'
import { useLanguage } from '~/components/page/language'
import { DescriptionList } from '~/components/page/list'
import { Notice } from '~/components/page/notice'
import { Page } from '~/components/page/page'
import { Section } from '~/components/page/section'
import { studyTime } from '~/components/page/study-time'
import { isolated, Name, Quiet, TextLink } from '~/components/page/text'
import { CredentialList } from '~/components/people/credential-badge'

import { holdsNow } from '~/domain/credentials/credential'
import { ownCredentialFor } from '~/domain/credentials/queries.server'
import { act, redirectWith, serve } from '~/domain/identity/access.server'
import { enrolmentReference, studiedReference } from '~/domain/learning/enrolments/enrolment-money'
import { issueStudiedCredential } from '~/domain/learning/enrolments/issue-studied-credential.server'
import { recordOf } from '~/domain/learning/enrolments/record-queries.server'
import { inTransaction } from '~/platform/database.server'
import type { MessageKey } from '~/platform/languages/keys'

export const handle = { title: 'learning.record' satisfies MessageKey, script: false }

export const loader = serve('person', async ({ viewer, params, db, at }) => {
  const enrolmentId = params.enrolmentId ?? ''
  const record = await recordOf(db, viewer, enrolmentId)
  const { personId } = viewer
  return {
    ...record,
    credential: await ownCredentialFor(db, viewer, enrolmentReference(enrolmentId), at),
    studied: await ownCredentialFor(
      db,
      viewer,
      studiedReference({ personId, trackId: record.trackId }),
      at,
    ),
    name: viewer.name,
    at,
    enrolmentId,
  }
})

export const action = act('person', async ({ viewer, params, at }) => {
  const input = { enrolmentId: params.enrolmentId ?? '', by: viewer.personId, at }
  const { credentialId, issued } = await inTransaction((tx) => issueStudiedCredential(tx, input))
  return redirectWith(
    `/credentials/${credentialId}`,
    issued ? 'learning.toast_studied' : 'learning.toast_studied_same',
  )
})

type Data = ReturnType<typeof useLoaderData<typeof loader>>

/** What the partner signs of it on request, as long as there is no credential of the whole track. */
function Studied({ credential, studied, done, reads }: Data) {
  const state = useActionData<typeof action>()
  const { t } = useLanguage()
  if (studied === null && (credential || done === 0 || !reads)) return <ErrorNotice state={state} />
  const withdrawn = studied !== null && !holdsNow(studied)
  return (
    <Section
      title={t('learning.studied_title')}
      lead={t(withdrawn ? 'learning.studied_withdrawn' : 'learning.studied_lead')}
    >
      {studied ? <CredentialList items={[studied]} /> : null}
      {credential || withdrawn || !reads ? (
        <ErrorNotice state={state} />
      ) : (
        <Form intent="sign" state={state}>
          {studied ? <Quiet>{t('learning.studied_renew_note')}</Quiet> : null}
          <div className="no-print">
            <Button tone="quiet">
              {t(studied ? 'learning.studied_renew' : 'learning.studied_get')}
            </Button>
          </div>
        </Form>
      )}
    </Section>
  )
}

/** What somebody has done so far, on one A4 page; only what the partner signs of it proves anything. */
export default function LearningRecord() {
  const data = useLoaderData<typeof loader>()
  const language = useLanguage()
  const { t, date, number } = language
  return (
    <Page
      title={t('learning.record')}
      kicker={<Name>{data.trackTitle}</Name>}
      lead={t('learning.record_lead', { name: isolated(data.name), date: date(data.at) })}
      width="reading"
      crumbs={[
        { href: '/learning', label: t('learning.title') },
        { href: `/learning/${data.enrolmentId}`, label: data.trackTitle },
        { label: t('learning.record') },
      ]}
    >
      {data.credential ? (
        <Notice tone={holdsNow(data.credential) ? 'met' : undefined}>
          <p>
            {t(
              holdsNow(data.credential) ? 'learning.record_credential' : 'learning.record_not_held',
            )}{' '}
            <TextLink href={`/credentials/${data.credential.credentialId}`}>
              <Name>{data.credential.name}</Name>
            </TextLink>
          </p>
        </Notice>
      ) : data.studied ? null : (
        <Notice>{t('learning.record_not_credential')}</Notice>
      )}
      <Studied {...data} />
      <DescriptionList
        items={[
          { term: t('learning.record_name'), value: <Name>{data.name}</Name> },
          { term: t('learning.from'), value: <Name>{data.partner}</Name> },
          { term: t('learning.record_since'), value: date(data.enrolledAt) },
          { term: t('learning.items_done'), value: `${number(data.done)} / ${number(data.of)}` },
          {
            term: t('learning.length'),
            value: studyTime(language, data.minutes),
          },
          { term: t('learning.version'), value: number(data.version) },
        ]}
      />
      {data.courses.length === 0 ? (
        <Quiet>{t('learning.record_empty')}</Quiet>
      ) : (
        data.courses.map((course) => (
          <Section key={course.key} title={<Name>{course.title}</Name>}>
            <ul className="m-0 grid list-none border-t border-hairline p-0">
              {course.items.map((item) => (
                <li
                  key={item.key}
                  className="flex flex-wrap justify-between gap-x-6 border-b border-hairline py-2"
                >
                  <Name>{item.title}</Name>
                  <span className="text-sm text-quiet">
                    {t(`learning.kind_${item.kind}`)}
                    {item.score?.points != null && item.score.maxPoints != null
                      ? ` · ${number(item.score.points)} / ${number(item.score.maxPoints)}`
                      : ''}
                    {` · ${date(item.doneAt)}`}
                  </span>
                </li>
              ))}
            </ul>
          </Section>
        ))
      )}
    </Page>
  )
}
