import { useActionData, useLoaderData } from '@remix-run/react'
import { RadioCards, TextArea } from '~/components/forms/fields'
import { Form, FormActions } from '~/components/forms/form'
import { CapstoneWork } from '~/components/learning/capstone-work'
import { ReviewMarks, RubricTable } from '~/components/learning/rubric-marks'
import { ConfirmStep, SubmitButton } from '~/components/page/button'
import { Fold } from '~/components/page/fold'
import { useLanguage } from '~/components/page/language'
import { Notice } from '~/components/page/notice'
import { Page } from '~/components/page/page'
import { Section, Stack } from '~/components/page/section'
import { Name, UserText } from '~/components/page/text'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { renderWork } from '~/domain/learning/attempts/render-work.server'
import { appealOutcomes } from '~/domain/learning/reviews/appeal-outcome'
import { decideAppeal } from '~/domain/learning/reviews/decide-appeal.server'
import { appealDecisionForm } from '~/domain/learning/reviews/grading-forms.server'
import { appealPage } from '~/domain/learning/reviews/marking-queries.server'
import { inTransaction } from '~/platform/database.server'
import { parseForm } from '~/platform/forms.server'

export const loader = serve('person', async ({ viewer, params, db, t }) => {
  const page = await appealPage(db, viewer, params.attemptId ?? '')
  const html = await renderWork(page.work.words)
  return { ...page, about: page.title, title: t('grading.appeal'), work: { ...page.work, html } }
})

export const action = act('person', async ({ viewer, form, params, at }) => {
  const attemptId = params.attemptId ?? ''
  const parsed = parseForm(appealDecisionForm, form)
  if (!parsed.ok) return invalid(parsed.errors, parsed.values)
  await inTransaction((tx) =>
    decideAppeal(tx, { attemptId, ...parsed.value, by: viewer.personId, at }),
  )
  return redirectWith(`/reviewing/appeals/${attemptId}`, 'grading.toast_decided')
})

type Data = ReturnType<typeof useLoaderData<typeof loader>>

function Decision({ data }: { data: Data }) {
  const state = useActionData<typeof action>()
  const { t, dateTime } = useLanguage()
  const { appeal } = data
  if (appeal.outcome && appeal.decidedAt) {
    return (
      <Notice tone="info">
        <p>
          {t(`grading.appeal_${appeal.outcome}`)}{' '}
          {t('grading.appeal_decided', { date: dateTime(appeal.decidedAt) })}
        </p>
        <UserText text={appeal.words} />
      </Notice>
    )
  }
  if (data.tie) {
    return (
      <Notice tone="info">
        <p>{t('refusal.decider_took_part')}</p>
      </Notice>
    )
  }
  return (
    <Section title={t('grading.decide')}>
      <Form state={state}>
        <RadioCards
          name="outcome"
          label={t('grading.outcome')}
          required
          options={appealOutcomes.map((outcome) => ({
            value: outcome,
            label: t(`grading.outcome_${outcome}`),
            help: t(`grading.outcome_${outcome}_help`),
          }))}
        />
        <TextArea
          name="words"
          label={t('grading.decide_words')}
          help={t('grading.decide_words_help')}
          rows={5}
          maxLength={5_000}
          required
        />
        <ConfirmStep
          label={t('grading.decide')}
          tone="primary"
          sentence={t('grading.decide_sentence')}
        >
          <FormActions>
            <SubmitButton>{t('grading.decide_yes')}</SubmitButton>
          </FormActions>
        </ConfirmStep>
      </Form>
    </Section>
  )
}

/** An appeal, for somebody who had no part in the marks. */
export default function AppealPage() {
  const data = useLoaderData<typeof loader>()
  const { t, dateTime } = useLanguage()
  const { appeal, capstone } = data
  return (
    <Page
      title={<Name>{data.about}</Name>}
      kicker={
        <>
          <Name>{data.track}</Name> · {t('grading.learner', { code: data.learner })}
        </>
      }
      lead={t('grading.appeal_lead', { points: data.points ?? 0, most: data.mostPoints })}
      width="reading"
      crumbs={[
        { href: '/reviewing', label: t('grading.reviewing_title') },
        { label: t('grading.appeal') },
      ]}
    >
      <Stack gap={7}>
        <Section
          title={t('grading.appeal_reason_given')}
          lead={t('grading.appeal_filed', { date: dateTime(appeal.filedAt) })}
        >
          <UserText text={appeal.reason} />
        </Section>
        <CapstoneWork work={data.work} filesUrl={`/reviewing/appeals/${data.attemptId}/files`} />
        <Fold label={t('grading.rubric_fold')}>
          <RubricTable rubric={capstone.rubric} />
        </Fold>
        <ReviewMarks title={t('grading.marks')} rubric={capstone.rubric} reviews={data.reviews} />
        <Decision data={data} />
      </Stack>
    </Page>
  )
}
