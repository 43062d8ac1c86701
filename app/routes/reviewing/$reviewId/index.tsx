import { useActionData, useLoaderData } from '@remix-run/react'
import { TextArea } from '~/components/forms/fields'
import { Form, FormActions } from '~/components/forms/form'
import { CapstoneWork } from '~/components/learning/capstone-work'
import { ReviewMarks, RubricFields, RubricTable } from '~/components/learning/rubric-marks'
import { WorkText } from '~/components/learning/work-text'
import { ActionForm, Button, ConfirmStep, SubmitButton } from '~/components/page/button'
import { Countdown } from '~/components/page/countdown'
import { Fold } from '~/components/page/fold'
import { useLanguage } from '~/components/page/language'
import { Notice } from '~/components/page/notice'
import { Page } from '~/components/page/page'
import { Section, Stack } from '~/components/page/section'
import { Name, Quiet } from '~/components/page/text'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { renderWork } from '~/domain/learning/attempts/render-work.server'
import { marksFrom, mostReviewWords } from '~/domain/learning/reviews/grading-forms.server'
import { reviewPage } from '~/domain/learning/reviews/review-queries.server'
import {
  giveReviewBack,
  saveReview,
  submitReview,
} from '~/domain/learning/reviews/review-work.server'
import { Refused } from '~/kernel/refusal'
import { inTransaction } from '~/platform/database.server'
import { type FieldErrors, typedValues } from '~/platform/forms.server'

export const loader = serve('person', async ({ viewer, params, db, t }) => {
  const page = await reviewPage(db, viewer, params.reviewId ?? '')
  const { work } = page
  return {
    ...page,
    about: page.title,
    title: t('grading.review_title'),
    work: work && { ...work, html: await renderWork(work.words) },
    mostWords: mostReviewWords,
  }
})

export const action = act('person', async ({ viewer, form, params, db, at }) => {
  const reviewId = params.reviewId ?? ''
  const { capstone, review } = await reviewPage(db, viewer, reviewId)
  const by = { reviewId, by: viewer.personId, at }
  const here = `/reviewing/${reviewId}`
  const intent = form.get('intent')
  if (intent === 'give_back') {
    await inTransaction((tx) => giveReviewBack(tx, by))
    return redirectWith('/reviewing', 'grading.toast_given_back')
  }
  if (intent !== 'save' && intent !== 'submit') throw new Refused('form_invalid')
  const given = marksFrom(form, capstone)
  if (given.words.length > mostReviewWords) {
    return invalid({ words: 'error.too_long' }, typedValues(form))
  }
  if (review.state === 'handed_in') return redirectWith(here, 'grading.toast_review_handed_in')
  await inTransaction((tx) => saveReview(tx, { ...by, ...given }))
  if (intent === 'save') return redirectWith(here, 'grading.toast_review_saved')
  const errors: FieldErrors = {}
  for (const { key } of capstone.rubric) {
    if (given.marks[key] === undefined) errors[`m.${key}`] = { key: 'grading.mark_missing' }
  }
  if (given.words === '') errors.words = { key: 'grading.review_words_missing' }
  if (Object.keys(errors).length > 0) return invalid(errors, typedValues(form))
  await inTransaction((tx) => submitReview(tx, { ...by, ...given }))
  return redirectWith(here, 'grading.toast_review_handed_in')
})

type Data = ReturnType<typeof useLoaderData<typeof loader>>
type State = ReturnType<typeof useActionData<typeof action>>

function Marking({ data, state }: { data: Data; state: State }) {
  const { t, percent } = useLanguage()
  const { capstone, review } = data
  return (
    <Section
      title={t('grading.your_marks')}
      lead={t('grading.pass_mark', {
        share: percent(capstone.passMark, 0),
        points: data.mostPoints,
      })}
    >
      <Form state={state}>
        <RubricFields rubric={capstone.rubric} marks={review.marks} />
        <TextArea
          name="words"
          label={t('grading.review_words')}
          help={t('grading.review_words_help')}
          rows={7}
          maxLength={data.mostWords}
          defaultValue={review.words}
          required
        />
        <FormActions>
          {/* A draft may have gaps. */}
          <Button name="intent" value="save" tone="quiet" unchecked>
            {t('grading.review_save')}
          </Button>
        </FormActions>
        <ConfirmStep
          label={t('grading.review_submit')}
          tone="primary"
          sentence={t('grading.review_submit_sentence')}
        >
          <SubmitButton name="intent" value="submit">
            {t('grading.review_submit_yes')}
          </SubmitButton>
        </ConfirmStep>
      </Form>
    </Section>
  )
}

function GiveBack() {
  const { t } = useLanguage()
  return (
    <ConfirmStep
      label={t('grading.give_back')}
      tone="quiet"
      sentence={t('grading.give_back_sentence')}
    >
      <ActionForm intent="give_back" label={t('grading.give_back_yes')} tone="danger" />
    </ConfirmStep>
  )
}

/** One work to be marked, by somebody who is not told whose it is. */
export default function Review() {
  const data = useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const { t } = useLanguage()
  const { review, capstone, work, result } = data
  const open = review.state === 'open'
  return (
    <Page
      title={<Name>{data.about}</Name>}
      kicker={
        <>
          <Name>{data.track}</Name> · {t('grading.learner', { code: data.learner })}
        </>
      }
      lead={open ? t('grading.review_lead') : undefined}
      width="reading"
      crumbs={[
        { href: '/reviewing', label: t('grading.reviewing_title') },
        { label: t('grading.learner', { code: data.learner }) },
      ]}
      status={open ? <Countdown until={review.dueAt} label={t('grading.due_by')} /> : undefined}
    >
      <Stack gap={7}>
        {review.state === 'open' ? (
          <GiveBack />
        ) : (
          <Notice tone={review.state === 'handed_in' ? 'met' : 'info'}>
            <p>{t(`grading.review_${review.state}_means`)}</p>
            {result ? (
              <p>
                {t(result.passed ? 'grading.result_passed' : 'grading.result_not_passed', {
                  points: result.points ?? 0,
                  most: data.mostPoints,
                })}
              </p>
            ) : null}
          </Notice>
        )}
        <Section title={t('grading.asked')}>
          <WorkText html={data.brief} />
          <ul className="m-0 grid max-w-[68ch] list-disc gap-1 ps-5">
            {capstone.deliverables.map((line) => (
              <li key={line}>
                <Name>{line}</Name>
              </li>
            ))}
          </ul>
          {open ? null : (
            <Fold label={t('grading.rubric_fold')}>
              <RubricTable rubric={capstone.rubric} />
            </Fold>
          )}
        </Section>
        {work ? <CapstoneWork work={work} filesUrl={`/reviewing/${review.id}/files`} /> : null}
        {open ? <Marking data={data} state={state} /> : null}
        {review.state === 'handed_in' ? (
          <ReviewMarks
            title={t('grading.marks')}
            rubric={capstone.rubric}
            reviews={[{ seat: 0, marks: review.marks, words: review.words }]}
            own
          />
        ) : null}
        {data.others.length > 0 ? (
          <ReviewMarks
            title={t('grading.other_marks')}
            rubric={capstone.rubric}
            reviews={data.others}
          />
        ) : null}
        {review.state === 'handed_in' && data.others.length === 0 ? (
          <Quiet>{t('grading.others_later')}</Quiet>
        ) : null}
      </Stack>
    </Page>
  )
}
