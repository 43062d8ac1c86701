import { useLoaderData } from '@remix-run/react'
import { useLanguage } from '~/components/page/language'
import { DescriptionList } from '~/components/page/list'
import { Notice } from '~/components/page/notice'
import { Page } from '~/components/page/page'
import { Section } from '~/components/page/section'
import { studyTime } from '~/components/page/study-time'
import { isolated, Name, Quiet, TextLink } from '~/components/page/text'
import { holdsNow } from '~/domain/credentials/credential'
import { ownCredentialFor } from '~/domain/credentials/queries.server'
import { serve } from '~/domain/identity/access.server'
import { enrolmentReference } from '~/domain/learning/enrolments/enrolment-money'
import { recordOf } from '~/domain/learning/enrolments/record-queries.server'
import type { MessageKey } from '~/platform/languages/keys'

export const handle = { title: 'learning.record' satisfies MessageKey, script: false }

export const loader = serve('person', async ({ viewer, params, db, at }) => ({
  ...(await recordOf(db, viewer, params.enrolmentId ?? '')),
  credential: await ownCredentialFor(db, viewer, enrolmentReference(params.enrolmentId ?? ''), at),
  name: viewer.name,
  at,
  enrolmentId: params.enrolmentId ?? '',
}))

/** What somebody has done so far, on one A4 page; it proves nothing by itself and says so. */
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
      ) : (
        <Notice>{t('learning.record_not_credential')}</Notice>
      )}
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
