import { useActionData, useLoaderData } from '@remix-run/react'
import { TextArea } from '~/components/forms/fields'
import { Form, FormActions } from '~/components/forms/form'
import { RubricRow } from '~/components/forms/rubric-rows'
import { Button, ConfirmStep, LinkButton, SubmitButton } from '~/components/page/button'
import { Countdown } from '~/components/page/countdown'
import { useLanguage } from '~/components/page/language'
import { DescriptionList } from '~/components/page/list'
import { Tabs } from '~/components/page/navigation'
import { Notice } from '~/components/page/notice'
import { Page } from '~/components/page/page'
import { Progress } from '~/components/page/progress'
import { Row, Section, Stack } from '~/components/page/section'
import { Name, Quiet, UserText } from '~/components/page/text'
import { declineForm, marksFrom } from '~/domain/contracts/measuring/judging-forms.server'
import { ratingDesk } from '~/domain/contracts/measuring/judging-queries.server'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import {
  declineRating,
  handInRatings,
  saveMarks,
} from '~/domain/outcomes/people/rate-answers.server'
import { Refused } from '~/kernel/refusal'
import { inTransaction } from '~/platform/database.server'
import { parseForm, typedValues } from '~/platform/forms.server'

function asked(url: URL) {
  const page = Number(url.searchParams.get('page'))
  return {
    criterionId: url.searchParams.get('criterion'),
    page: Number.isInteger(page) && page > 0 ? page : null,
  }
}

export const loader = serve('person', async ({ viewer, params, url, db, at, t }) => {
  const evaluationId = params.evaluationId ?? ''
  const desk = await ratingDesk(db, viewer, { evaluationId, ...asked(url), at })
  // The contract's id would lead a rater who is also a party to team and attempt.
  const hidden = { contractReference: null }
  return {
    title: t('judging.rate_title'),
    ...desk,
    progress: { ...desk.progress, ...hidden },
    criteria: desk.criteria.map((row) => ({ ...row, ...hidden })),
  }
})

export const action = act('person', async ({ viewer, form, params, url, db, at }) => {
  const evaluationId = params.evaluationId ?? ''
  const desk = await ratingDesk(db, viewer, { evaluationId, ...asked(url), at })
  const { criterionId } = desk.progress
  const seat = { evaluationId, criterionId, by: viewer.personId, at }
  const here = (page: number) => `/ratings/${evaluationId}?criterion=${criterionId}&page=${page}`
  const intent = String(form.get('intent') ?? '')
  if (intent === 'decline') {
    const parsed = parseForm(declineForm, form)
    if (!parsed.ok) return invalid(parsed.errors, parsed.values, 'decline')
    await inTransaction((tx) => declineRating(tx, { ...seat, ...parsed.value }))
    return redirectWith(here(1), 'judging.toast_declined')
  }
  if (!['save', 'next', 'hand_in'].includes(intent)) throw new Refused('form_invalid')
  const { marks, errors } = marksFrom(form, desk.rubric.scale)
  if (Object.keys(errors).length > 0) return invalid(errors, typedValues(form), 'marks')
  // Marks are kept even where handing in is refused: nobody marks an answer twice for a slip.
  if (desk.progress.state === 'open') {
    try {
      await inTransaction((tx) => saveMarks(tx, { ...seat, marks }))
    } catch (error) {
      // A double click: the first has handed in meanwhile, which the second may find done.
      const closed = error instanceof Refused && error.code === 'rating_closed'
      if (!closed || intent !== 'hand_in') throw error
    }
  }
  if (intent === 'hand_in') {
    await inTransaction((tx) => handInRatings(tx, seat))
    return redirectWith(here(1), 'judging.toast_handed_in')
  }
  if (desk.progress.state !== 'open') throw new Refused('rating_closed')
  const next = intent === 'next' ? Math.min(desk.pages, desk.page + 1) : desk.page
  return redirectWith(here(next), 'judging.toast_saved')
})

type Data = ReturnType<typeof useLoaderData<typeof loader>>
type State = ReturnType<typeof useActionData<typeof action>>

function Rubric({ data }: { data: Data }) {
  const { t } = useLanguage()
  return (
    <Section
      title={t('judging.rate_rubric')}
      lead={t('judging.rate_scale', { scale: data.rubric.scale })}
    >
      <DescriptionList
        items={data.rubric.items.map(({ name, means }) => ({
          term: <Name>{name}</Name>,
          value: <Name>{means}</Name>,
        }))}
      />
    </Section>
  )
}

function Answer({ answer, data }: { answer: Data['answers'][number]; data: Data }) {
  const { t } = useLanguage()
  const { scale, items } = data.rubric
  return (
    <article className="grid gap-4 border-t border-hairline pt-5">
      <h3 className="font-semibold">{t('judging.rate_answer', { n: answer.place + 1 })}</h3>
      <div className="grid gap-1">
        <p className="text-sm text-quiet">{t('judging.rate_given')}</p>
        <DescriptionList
          items={Object.entries(answer.fields).map(([name, value]) => ({
            term: <Name>{name}</Name>,
            value: <UserText text={typeof value === 'string' ? value : JSON.stringify(value)} />,
          }))}
        />
      </div>
      <div className="grid gap-1">
        <p className="text-sm text-quiet">{t('judging.rate_said')}</p>
        <div className="rounded-md bg-sunken px-4 py-3">
          <UserText text={answer.output} />
        </div>
      </div>
      {items.map((item, index) => (
        <RubricRow
          key={item.name}
          name={`m.${answer.place}.${index}`}
          item={item.name}
          means={item.means}
          scale={scale}
          chosen={answer.points[index] ?? null}
        />
      ))}
    </article>
  )
}

function Marking({ data, state }: { data: Data; state: State }) {
  const { t } = useLanguage()
  const { progress, answers, page, pages } = data
  const openHere = answers.flatMap(({ points }) => points).filter((mark) => mark === null).length
  const missing = progress.marksWanted - progress.marks
  const last = page >= pages
  return (
    <Form state={state?.intent === 'decline' ? null : state}>
      {answers.map((answer) => (
        <Answer key={answer.place} answer={answer} data={data} />
      ))}
      <FormActions>
        {last ? null : (
          <Button name="intent" value="next">
            {t('judging.rate_save_next')}
          </Button>
        )}
        <SubmitButton
          name="intent"
          value="save"
          tone={last ? 'primary' : 'quiet'}
          note={t('judging.rate_save_note')}
        >
          {t('judging.rate_save')}
        </SubmitButton>
      </FormActions>
      {missing - openHere <= 0 ? (
        <ConfirmStep
          label={t('judging.rate_hand_in')}
          tone="quiet"
          sentence={t('judging.rate_hand_in_sentence')}
        >
          <Button name="intent" value="hand_in">
            {t('judging.rate_hand_in_yes')}
          </Button>
        </ConfirmStep>
      ) : (
        <Quiet>{t('judging.rate_hand_in_later', { missing })}</Quiet>
      )}
    </Form>
  )
}

function Pages({ data }: { data: Data }) {
  const { t } = useLanguage()
  const { page, pages, progress } = data
  if (pages < 2) return null
  const href = (to: number) =>
    `/ratings/${progress.evaluationId}?criterion=${progress.criterionId}&page=${to}`
  return (
    <Row gap={3}>
      {page > 1 ? <LinkButton href={href(page - 1)}>{t('judging.rate_before')}</LinkButton> : null}
      <Quiet as="span">{t('judging.rate_page', { page, pages })}</Quiet>
      {page < pages ? (
        <LinkButton href={href(page + 1)}>{t('judging.rate_after')}</LinkButton>
      ) : null}
    </Row>
  )
}

function Decline({ state }: { state: State }) {
  const { t } = useLanguage()
  return (
    <ConfirmStep
      label={t('judging.rate_decline')}
      tone="danger"
      sentence={t('judging.rate_decline_sentence')}
      open={state?.intent === 'decline'}
    >
      <Form intent="decline" state={state}>
        <TextArea
          name="reason"
          label={t('judging.rate_decline_reason')}
          help={t('judging.rate_decline_help')}
          rows={3}
          maxLength={1000}
          required
        />
        <FormActions>
          <SubmitButton tone="danger">{t('judging.rate_decline_yes')}</SubmitButton>
        </FormActions>
      </Form>
    </ConfirmStep>
  )
}

export default function RatingPage() {
  const data = useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const { t } = useLanguage()
  const { progress, criteria } = data
  return (
    <Page
      title={t('judging.rate_title')}
      kicker={<Name>{data.about}</Name>}
      lead={t('judging.rate_lead')}
      width="reading"
      crumbs={[
        { href: '/ratings', label: t('judging.ratings_title') },
        { label: t('judging.rate_title') },
      ]}
      status={progress.state === 'open' ? <Countdown until={progress.dueAt} /> : undefined}
    >
      <Stack gap={7}>
        {criteria.length > 1 ? (
          <Tabs
            label={t('judging.rate_criteria')}
            items={criteria.map((row) => ({
              href: `/ratings/${row.evaluationId}?criterion=${row.criterionId}`,
              label: <Name>{row.items.join(' · ')}</Name>,
              current: row.criterionId === progress.criterionId,
            }))}
          />
        ) : null}
        <Progress
          value={progress.marks}
          max={progress.marksWanted}
          label={t('judging.rate_progress')}
        />
        {progress.state === 'open' ? (
          <>
            <Rubric data={data} />
            <Pages data={data} />
            <Marking key={`${progress.criterionId}-${data.page}`} data={data} state={state} />
            <Pages data={data} />
            <Decline state={state} />
          </>
        ) : (
          <Notice tone="info">
            <p>{t(`judging.rate_closed_${progress.state}`)}</p>
          </Notice>
        )}
      </Stack>
    </Page>
  )
}
