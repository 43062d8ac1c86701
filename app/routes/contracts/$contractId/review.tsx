import { useActionData, useLoaderData } from '@remix-run/react'
import { HiddenField, RadioCards, TextArea } from '~/components/forms/fields'
import { Form, FormActions } from '~/components/forms/form'
import { ConfirmStep, SubmitButton } from '~/components/page/button'
import { EmptyState } from '~/components/page/empty-state'
import { ErrorNotice } from '~/components/page/error-notice'
import { useLanguage } from '~/components/page/language'
import { Notice } from '~/components/page/notice'
import { Page } from '~/components/page/page'
import { Section, Stack } from '~/components/page/section'
import { isolated, Quiet } from '~/components/page/text'
import { ReviewText } from '~/components/people/review-list'
import { contractPage } from '~/domain/contracts/queries.server'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { reviewForm, reviewReportForm } from '~/domain/reputation/forms.server'
import { reviewsOf } from '~/domain/reputation/queries.server'
import { reportReview } from '~/domain/reputation/report-review.server'
import { ratings, reviewAspects } from '~/domain/reputation/review'
import { reviewReportReasons } from '~/domain/reputation/review-report'
import { writeReview } from '~/domain/reputation/write-review.server'
import { inTransaction } from '~/platform/database.server'
import { parseForm } from '~/platform/forms.server'

export const loader = serve('person', async ({ viewer, params, db, at, t }) => {
  const page = await contractPage(db, viewer, params.contractId ?? '', at)
  const acts = page.mayAct.includes('client') || page.leads.includes(viewer.personId)
  return {
    title: t('review.title_of', { title: page.title }),
    contractId: page.id,
    contractTitle: page.title,
    clientName: page.clientName,
    teamName: page.teamName,
    acts,
    reviews: await reviewsOf(db, viewer, page.id, at),
  }
})

export const action = act('person', async ({ viewer, form, params, at }) => {
  const contractId = params.contractId ?? ''
  if (form.get('intent') === 'report') {
    const parsed = parseForm(reviewReportForm, form)
    const of = String(form.get('reviewId') ?? '')
    if (!parsed.ok) return invalid(parsed.errors, parsed.values, of)
    await inTransaction((tx) => reportReview(tx, { ...parsed.value, by: viewer.personId, at }))
    return redirectWith(`/contracts/${contractId}/review`, 'review.toast_reported')
  }
  const parsed = parseForm(reviewForm, form)
  if (!parsed.ok) return invalid(parsed.errors, parsed.values, 'review')
  await inTransaction((tx) =>
    writeReview(tx, { contractId, ...parsed.value, by: viewer.personId, at }),
  )
  return redirectWith(`/contracts/${contractId}/review`, 'review.sent')
})

type Data = ReturnType<typeof useLoaderData<typeof loader>>

function mayWrite({ acts, reviews }: Data): boolean {
  return acts && !reviews.onBothSides && !reviews.mine && reviews.open
}

function Write({ data }: { data: Data }) {
  const state = useActionData<typeof action>()
  const { t, date } = useLanguage()
  const { reviews } = data
  const side = reviews.side
  const names = { client: isolated(data.clientName), team: isolated(data.teamName) }
  if (!side || !reviews.until || !mayWrite(data)) return null
  return (
    <Section title={t(`review.write_${side}`, names)}>
      <Stack gap={4}>
        <p>{t('review.until', { date: date(reviews.until) })}</p>
        {reviews.theirs ? <Quiet>{t('review.hidden', { date: date(reviews.until) })}</Quiet> : null}
        <Form intent="review" state={state}>
          {reviewAspects.map((aspect) => (
            <Stack key={aspect} gap={3}>
              <RadioCards
                name={aspect}
                label={t(`review.${aspect}`)}
                help={t(`review.${aspect}_${side}`)}
                required
                options={ratings.map((value) => ({
                  value: String(value),
                  label: `${t('review.rating', { value })}: ${t(`review.rating_${value}`)}`,
                }))}
              />
              <TextArea
                name={`${aspect}Words`}
                label={t('review.sentence', { aspect: t(`review.${aspect}`) })}
                help={t('review.sentence_help')}
                rows={2}
                maxLength={600}
                required
              />
            </Stack>
          ))}
          <TextArea
            name="words"
            label={t('review.words')}
            help={t('review.words_help')}
            rows={5}
            maxLength={4_000}
          />
          <TextArea
            name="note"
            label={t('review.note')}
            help={t('review.note_help')}
            rows={3}
            maxLength={4_000}
          />
          <FormActions>
            <SubmitButton note={t('review.send_note')}>{t('review.send')}</SubmitButton>
          </FormActions>
        </Form>
      </Stack>
    </Section>
  )
}

/** Only the side that is spoken of shows a review to the operator. */
function Report({ row }: { row: Data['reviews']['shown'][number] }) {
  const sent = useActionData<typeof action>()
  const { t } = useLanguage()
  if (row.reported) return <Quiet>{t('review.reported')}</Quiet>
  if (!row.mayReport) return null
  const returned = sent?.intent === row.id
  return (
    <ConfirmStep
      label={t('review.report')}
      tone="quiet"
      sentence={t('review.report_sentence')}
      open={returned}
    >
      <Form intent="report" state={returned ? { ...sent, intent: 'report' } : null}>
        <HiddenField name="reviewId" value={row.id} />
        <RadioCards
          name="reason"
          label={t('review.report_reason')}
          options={reviewReportReasons.map((value) => ({
            value,
            label: t(`review.report_${value}`),
          }))}
          required
        />
        <TextArea
          name="words"
          label={t('review.report_words')}
          help={t('review.report_words_help')}
          rows={3}
          maxLength={1_000}
          required
        />
        <FormActions>
          <SubmitButton tone="quiet">{t('review.report_send')}</SubmitButton>
        </FormActions>
      </Form>
    </ConfirmStep>
  )
}

function Shown({ data }: { data: Data }) {
  const { t } = useLanguage()
  const { reviews } = data
  const names = { client: isolated(data.clientName), team: isolated(data.teamName) }
  return (
    <>
      {reviews.shown.map((row) => (
        <Section key={row.id} title={t(`review.by_${row.side}`, names)}>
          <Stack gap={3}>
            <ReviewText review={row} />
            <Report row={row} />
          </Stack>
        </Section>
      ))}
    </>
  )
}

export default function ReviewPage() {
  const data = useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const { t, date } = useLanguage()
  const { reviews } = data
  // What was sent from a form that is no longer there still gets its answer.
  const homeless = state?.intent === 'report' || (state?.intent === 'review' && !mayWrite(data))
  const waits = reviews.mine && !reviews.theirs && reviews.open && reviews.until
  return (
    <Page
      title={t('review.title')}
      lead={t('review.lead')}
      width="reading"
      crumbs={[
        { href: `/contracts/${data.contractId}`, label: data.contractTitle },
        { label: t('review.title') },
      ]}
    >
      <Stack gap={6}>
        {homeless ? <ErrorNotice state={state} /> : null}
        {reviews.ended ? null : (
          <EmptyState title={t('review.not_yet_title')} body={t('review.not_yet_body')} />
        )}
        {waits && reviews.until ? (
          <Notice tone="info">
            <p>{t('review.sent_waiting', { date: date(reviews.until) })}</p>
          </Notice>
        ) : null}
        {reviews.ended && !reviews.open && !reviews.mine ? (
          <Quiet>{t('review.window_over')}</Quiet>
        ) : null}
        {reviews.onBothSides && reviews.open ? <Quiet>{t('review.on_both_sides')}</Quiet> : null}
        <Write data={data} />
        {reviews.ended && reviews.shown.length === 0 && !reviews.open ? (
          <Quiet>{t('review.none')}</Quiet>
        ) : null}
        <Shown data={data} />
      </Stack>
    </Page>
  )
}
