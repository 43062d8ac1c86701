import { useActionData, useLoaderData } from '@remix-run/react'
import { HiddenField, RadioCards, TextArea } from '~/components/forms/fields'
import { Form, FormActions } from '~/components/forms/form'
import { SubmitButton } from '~/components/page/button'
import { EmptyState } from '~/components/page/empty-state'
import { useLanguage } from '~/components/page/language'
import { Page } from '~/components/page/page'
import { Row, Section, Stack } from '~/components/page/section'
import { isolated, Name, Quiet, TextLink, UserText } from '~/components/page/text'
import { ReviewText } from '~/components/people/review-list'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { decideReviewReport } from '~/domain/reputation/decide-review-report.server'
import { operatorNotes, reportedReviews } from '~/domain/reputation/desk-queries.server'
import { reviewReportDecisionForm } from '~/domain/reputation/forms.server'
import { reviewReportDecisions } from '~/domain/reputation/review-report'
import { inTransaction } from '~/platform/database.server'
import { parseForm } from '~/platform/forms.server'
import type { MessageKey } from '~/platform/languages/keys'
import { DeskTabs } from './_tabs'

export const handle = { title: 'review.desk_title' satisfies MessageKey }

export const loader = serve('operator', async ({ viewer, db }) => ({
  reports: await reportedReviews(db, viewer),
  notes: await operatorNotes(db, viewer),
}))

export const action = act('operator', async ({ viewer, form, at }) => {
  const parsed = parseForm(reviewReportDecisionForm, form)
  const of = String(form.get('reportId') ?? '')
  if (!parsed.ok) return invalid(parsed.errors, parsed.values, of)
  await inTransaction((tx) => decideReviewReport(tx, { ...parsed.value, by: viewer.personId, at }))
  return redirectWith('/desk/reputation', 'review.desk_decided')
})

type Data = ReturnType<typeof useLoaderData<typeof loader>>

function Reported({ report }: { report: Data['reports'][number] }) {
  const sent = useActionData<typeof action>()
  const { t, dateTime } = useLanguage()
  const state = sent?.intent === report.id ? { ...sent, intent: undefined } : null
  const names = { client: isolated(report.client), team: isolated(report.team) }
  return (
    <article className="grid gap-4 border-t border-hairline pt-4">
      <h3 className="text-base font-semibold">{t(`review.by_${report.review.side}`, names)}</h3>
      <Row gap={4}>
        <TextLink href={`/contracts/${report.contractId}`}>
          <Name>{report.title}</Name>
        </TextLink>
        <Quiet as="span">{t('review.desk_reported_by', { name: isolated(report.reporter) })}</Quiet>
        <Quiet as="span">{dateTime(report.at)}</Quiet>
      </Row>
      <div className="grid gap-1 border-s-3 border-s-turn bg-turn-wash py-2 ps-4">
        <p className="font-semibold">{t(`review.report_${report.reason}`)}</p>
        <UserText text={report.words} />
      </div>
      <ReviewText review={report.review} />
      <Form state={state}>
        <HiddenField name="reportId" value={report.id} />
        <RadioCards
          name="decision"
          label={t('review.desk_decision')}
          options={reviewReportDecisions.map((value) => ({
            value,
            label: t(`review.desk_${value}`),
          }))}
          required
        />
        <TextArea
          name="words"
          label={t('review.desk_words')}
          help={t('review.desk_words_help')}
          rows={3}
          maxLength={1_000}
          required
        />
        <FormActions>
          <SubmitButton>{t('review.desk_decide')}</SubmitButton>
        </FormActions>
      </Form>
    </article>
  )
}

function Notes({ notes }: Pick<Data, 'notes'>) {
  const { t, dateTime } = useLanguage()
  if (notes.length === 0) return <Quiet>{t('review.desk_notes_none')}</Quiet>
  return (
    <ul className="m-0 grid list-none border-t border-hairline p-0">
      {notes.map((note) => (
        <li key={note.reviewId} className="grid gap-1 border-b border-hairline py-4">
          <Row gap={4}>
            <span className="font-semibold">
              {t('review.desk_note_by', {
                name: isolated(note.writer),
                side: isolated(note.side === 'client' ? note.client : note.team),
              })}
            </span>
            <TextLink href={`/contracts/${note.contractId}`}>
              <Name>{note.title}</Name>
            </TextLink>
            <Quiet as="span">{dateTime(note.writtenAt)}</Quiet>
          </Row>
          <UserText text={note.words} />
        </li>
      ))}
    </ul>
  )
}

/** Reviews that were reported, and what sides told the operator alone. */
export default function DeskReputation() {
  const { reports, notes } = useLoaderData<typeof loader>()
  const { t } = useLanguage()
  return (
    <Page title={t('review.desk_title')} lead={t('review.desk_lead')}>
      <DeskTabs current="/desk/reputation" />
      <Stack gap={7}>
        <Section title={t('review.desk_reports')}>
          {reports.length === 0 ? (
            <EmptyState title={t('review.desk_none')} body={t('review.desk_none_body')} />
          ) : (
            <Stack gap={7}>
              {reports.map((report) => (
                <Reported key={report.id} report={report} />
              ))}
            </Stack>
          )}
        </Section>
        <Section title={t('review.desk_notes')} lead={t('review.desk_notes_lead')}>
          <Notes notes={notes} />
        </Section>
      </Stack>
    </Page>
  )
}
