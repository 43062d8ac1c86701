import { useActionData, useLoaderData } from '@remix-run/react'
import { RadioCards, TextArea } from '~/components/forms/fields'
import { Form, FormActions } from '~/components/forms/form'
import { SubmitButton } from '~/components/page/button'
import { EmptyState } from '~/components/page/empty-state'
import { useLanguage } from '~/components/page/language'
import { DescriptionList } from '~/components/page/list'
import { Notice } from '~/components/page/notice'
import { Page } from '~/components/page/page'
import { Section, Stack } from '~/components/page/section'
import { Quiet, UserText } from '~/components/page/text'
import { contractPage } from '~/domain/contracts/queries.server'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { reviewForm } from '~/domain/reputation/forms.server'
import { reviewsOf } from '~/domain/reputation/queries.server'
import { ratings, reviewAspects } from '~/domain/reputation/review'
import { writeReview } from '~/domain/reputation/write-review.server'
import { inTransaction } from '~/platform/database.server'
import { parseForm } from '~/platform/forms.server'

export const loader = serve('person', async ({ viewer, params, db, at, t }) => {
  const page = await contractPage(db, viewer, params.contractId ?? '', at)
  const acts =
    page.mayAct.includes('client') ||
    page.members.some(({ personId, lead }) => lead && personId === viewer.personId)
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
  const parsed = parseForm(reviewForm, form)
  if (!parsed.ok) return invalid(parsed.errors, parsed.values)
  await inTransaction((tx) =>
    writeReview(tx, { contractId, ...parsed.value, by: viewer.personId, at }),
  )
  return redirectWith(`/contracts/${contractId}/review`, 'review.sent')
})

type Data = ReturnType<typeof useLoaderData<typeof loader>>

function Write({ data }: { data: Data }) {
  const state = useActionData<typeof action>()
  const { t, date } = useLanguage()
  const { reviews } = data
  const side = reviews.side
  const names = { client: `\u2068${data.clientName}\u2069`, team: `\u2068${data.teamName}\u2069` }
  if (!side || !data.acts || reviews.mine || !reviews.open || !reviews.until) return null
  return (
    <Section title={t(`review.write_${side}`, names)}>
      <Stack gap={4}>
        <p>{t('review.until', { date: date(reviews.until) })}</p>
        {reviews.theirs ? <Quiet>{t('review.hidden', { date: date(reviews.until) })}</Quiet> : null}
        <Form intent="review" state={state}>
          {reviewAspects.map((aspect) => (
            <RadioCards
              key={aspect}
              name={aspect}
              label={t(`review.${aspect}`)}
              help={t(`review.${aspect}_${side}`)}
              required
              options={ratings.map((value) => ({
                value: String(value),
                label: `${t('review.rating', { value })}: ${t(`review.rating_${value}`)}`,
              }))}
            />
          ))}
          <TextArea
            name="words"
            label={t('review.words')}
            help={t('review.words_help')}
            rows={6}
            required
          />
          <FormActions>
            <SubmitButton note={t('review.send_note')}>{t('review.send')}</SubmitButton>
          </FormActions>
        </Form>
      </Stack>
    </Section>
  )
}

function Shown({ data }: { data: Data }) {
  const { t, date } = useLanguage()
  const { reviews } = data
  const names = { client: `\u2068${data.clientName}\u2069`, team: `\u2068${data.teamName}\u2069` }
  return (
    <>
      {reviews.shown.map((row) => (
        <Section key={row.id} title={t(`review.by_${row.side}`, names)}>
          <Stack gap={3}>
            <DescriptionList
              items={reviewAspects.map((aspect) => ({
                term: t(`review.${aspect}`),
                value: t('review.rating', { value: row[aspect] }),
              }))}
            />
            <UserText text={row.words} />
            <Quiet>{t('review.written_on', { date: date(row.writtenAt) })}</Quiet>
          </Stack>
        </Section>
      ))}
    </>
  )
}

export default function ReviewPage() {
  const data = useLoaderData<typeof loader>()
  const { t, date } = useLanguage()
  const { reviews } = data
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
        <Write data={data} />
        {reviews.ended && reviews.shown.length === 0 && !reviews.open ? (
          <Quiet>{t('review.none')}</Quiet>
        ) : null}
        <Shown data={data} />
      </Stack>
    </Page>
  )
}
