import { useActionData, useLoaderData } from '@remix-run/react'
import { HiddenField, RadioCards, TextArea } from '~/components/forms/fields'
import { Form, FormActions } from '~/components/forms/form'
import { KeptWords } from '~/components/messages/kept-words'
import { SubmitButton } from '~/components/page/button'
import { EmptyState } from '~/components/page/empty-state'
import { ErrorNotice } from '~/components/page/error-notice'
import { useLanguage } from '~/components/page/language'
import { Page } from '~/components/page/page'
import { Row, Stack } from '~/components/page/section'
import { isolated, Name, Quiet, UserText } from '~/components/page/text'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { decideReport } from '~/domain/messages/decide-report.server'
import { decideForm } from '~/domain/messages/forms.server'
import { readReports } from '~/domain/messages/read-reports.server'
import { reportDecisions } from '~/domain/messages/report'
import { inTransaction } from '~/platform/database.server'
import { parseForm } from '~/platform/forms.server'
import type { MessageKey } from '~/platform/languages/keys'
import { DeskTabs } from './_tabs'

export const handle = { title: 'message.desk_title' satisfies MessageKey }

/** Reading them is noted. */
export const loader = serve('operator', async ({ viewer }) => ({
  reports: await inTransaction((tx) => readReports(tx, { by: viewer.personId })),
}))

export const action = act('operator', async ({ viewer, form, at }) => {
  const parsed = parseForm(decideForm, form)
  if (!parsed.ok) return invalid(parsed.errors, parsed.values)
  await inTransaction((tx) => decideReport(tx, { ...parsed.value, by: viewer.personId, at }))
  return redirectWith('/desk/messages', 'message.desk_decided')
})

type Report = ReturnType<typeof useLoaderData<typeof loader>>['reports'][number]

function Around({ messages }: Pick<Report, 'messages'>) {
  const { t, dateTime } = useLanguage()
  return (
    <ol className="m-0 grid list-none p-0">
      {messages.map((message) => (
        <li
          key={message.id}
          className={`grid gap-1 border-s-3 py-2 ps-4 ${message.reported ? 'border-s-turn bg-turn-wash' : 'border-s-hairline'}`}
        >
          {message.reported ? (
            <p className="text-xs font-semibold text-turn-ink">
              {t('message.desk_this')}
              {message.withdrawn ? `, ${t('message.desk_withdrawn')}` : null}
            </p>
          ) : null}
          <p className="text-sm">
            <span className="font-semibold">
              <Name>{message.author}</Name>
            </span>{' '}
            <span className="text-xs text-quiet">{dateTime(message.at)}</span>
          </p>
          {message.body === null ? (
            <Quiet>{t('message.withdrawn')}</Quiet>
          ) : (
            <UserText text={message.body} />
          )}
        </li>
      ))}
    </ol>
  )
}

function Reported({ report }: { report: Report }) {
  const sent = useActionData<typeof action>()
  const { t, dateTime } = useLanguage()
  const state = sent?.values?.reportId === report.id ? sent : null
  return (
    <article className="grid gap-4 border-t border-hairline pt-4">
      <Stack gap={2}>
        <h2 className="text-base font-semibold">
          <Name>{report.title}</Name>
        </h2>
        <Quiet>{t('message.desk_warnings', { count: report.earlierWarnings })}</Quiet>
      </Stack>
      {report.reports.map(({ id, reason, reporter, words, at }) => (
        <Stack key={id} gap={2}>
          <Row gap={4}>
            <span className="text-sm font-semibold">{t(`message.reason_${reason}`)}</span>
            <Quiet as="span">{t('message.desk_reported_by', { name: isolated(reporter) })}</Quiet>
            <Quiet as="span">{dateTime(at)}</Quiet>
          </Row>
          {words ? <UserText text={words} /> : null}
        </Stack>
      ))}
      <Around messages={report.messages} />
      <Form state={state}>
        <HiddenField name="reportId" value={report.id} />
        <RadioCards
          name="decision"
          label={t('message.desk_decision')}
          options={reportDecisions.map((value) => ({ value, label: t(`message.desk_${value}`) }))}
          required
        />
        <TextArea
          name="words"
          label={t('message.desk_words')}
          help={t('message.desk_words_help')}
          rows={3}
          maxLength={1_000}
          required
        />
        <FormActions>
          <SubmitButton>{t('message.desk_decide')}</SubmitButton>
        </FormActions>
      </Form>
    </article>
  )
}

/** Messages that readers have reported, each with what stands around it. */
export default function DeskMessages() {
  const { reports } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const { t } = useLanguage()
  return (
    <Page title={t('message.desk_title')} lead={t('message.desk_lead')}>
      <DeskTabs current="/desk/messages" />
      {reports.some(({ id }) => id === sent?.values?.reportId) ? null : (
        <>
          <ErrorNotice state={sent} />
          <KeptWords state={sent} />
        </>
      )}
      {reports.length === 0 ? (
        <EmptyState title={t('message.desk_none')} body={t('message.desk_none_body')} />
      ) : (
        <Stack gap={7}>
          {reports.map((report) => (
            <Reported key={report.id} report={report} />
          ))}
        </Stack>
      )}
    </Page>
  )
}
