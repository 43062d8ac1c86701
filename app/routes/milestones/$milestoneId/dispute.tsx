import { useActionData, useLoaderData } from '@remix-run/react'
import type { ReactNode } from 'react'
import { ErrorNotice } from '~/components/page/error-notice'
import { useLanguage } from '~/components/page/language'
import { Page } from '~/components/page/page'
import { Section, Stack } from '~/components/page/section'
import { Name, Quiet, TextLink } from '~/components/page/text'
import { answerDispute, withdrawDispute } from '~/domain/contracts/disputes/answer-dispute.server'
import { decideDispute } from '~/domain/contracts/disputes/decide-dispute.server'
import {
  answerOfferForm,
  mediatorForm,
  offerForm,
  positionForm,
} from '~/domain/contracts/disputes/dispute-forms.server'
import { disputePage } from '~/domain/contracts/disputes/dispute-queries.server'
import {
  answerSettlement,
  offerSettlement,
} from '~/domain/contracts/disputes/offer-settlement.server'
import { openDispute } from '~/domain/contracts/disputes/open-dispute.server'
import { type ActArgs, act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { decimalString } from '~/kernel/money'
import { Refused } from '~/kernel/refusal'
import { inTransaction } from '~/platform/database.server'
import { parseForm } from '~/platform/forms.server'
import { Disputes } from './_dispute'
import { AnswerForm, DecideForm, OfferForm, OpenForm } from './_dispute-forms'
import { Offers } from './_offers'

export const loader = serve('person', async ({ viewer, params, db, at, t }) => {
  const page = await disputePage(db, viewer, params.milestoneId ?? '', at)
  return { page, title: t('dispute.title') }
})

export const action = act('person', async (args) => {
  const { viewer, params, form, db, at } = args
  const milestoneId = params.milestoneId ?? ''
  const page = await disputePage(db, viewer, milestoneId, at)
  try {
    return await acted(args, page)
  } catch (error) {
    if (!(error instanceof Refused && error.code === 'amount_invalid')) throw error
    const { currency } = page.milestone
    const held = decimalString({ currency, amountMinor: page.heldMinor })
    return invalid({ amount: { key: 'dispute.amount_beyond', values: { held } } }, typed(form))
  }
})

const typed = (form: FormData) =>
  Object.fromEntries(
    [...form].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  )

type PageData = Awaited<ReturnType<typeof disputePage>>

async function acted({ viewer, form, at }: ActArgs<'person'>, page: PageData) {
  const { id: milestoneId, currency } = page.milestone
  const own = { milestoneId, by: viewer.personId, at }
  const here = `/milestones/${milestoneId}/dispute`
  const intent = form.get('intent')
  if (intent === 'open' || intent === 'answer') {
    const read = parseForm(positionForm(currency), form)
    if (!read.ok) return invalid(read.errors, read.values)
    const { amount, words } = read.value
    if (intent === 'open') {
      await inTransaction((tx) => openDispute(tx, { ...own, asksMinor: amount, words }))
      return redirectWith(here, 'dispute.toast_opened')
    }
    await inTransaction((tx) => answerDispute(tx, { ...own, answersMinor: amount, words }))
    return redirectWith(here, 'dispute.toast_answered')
  }
  if (intent === 'offer') {
    const read = parseForm(offerForm(currency), form)
    if (!read.ok) return invalid(read.errors, read.values)
    const { amount, words } = read.value
    await inTransaction((tx) => offerSettlement(tx, { ...own, releaseMinor: amount, words }))
    return redirectWith(here, 'dispute.toast_offered')
  }
  if (intent === 'withdraw') {
    await inTransaction((tx) => withdrawDispute(tx, own))
    return redirectWith(`/milestones/${milestoneId}`, 'dispute.toast_withdrawn')
  }
  if (intent === 'decide') {
    const read = parseForm(mediatorForm(currency), form)
    if (!read.ok) return invalid(read.errors, read.values)
    await inTransaction((tx) => decideDispute(tx, { ...own, ...read.value }))
    return redirectWith(here, 'dispute.toast_decided')
  }
  return answered(own, form, here)
}

const answers = {
  take: { answer: 'accepted', toast: 'dispute.toast_settled' },
  decline: { answer: 'declined', toast: 'dispute.toast_declined' },
  take_back: { answer: 'withdrawn', toast: 'dispute.toast_offer_withdrawn' },
} as const

async function answered(
  own: { milestoneId: string; by: string; at: Date },
  form: FormData,
  here: string,
) {
  const intent = String(form.get('intent'))
  const read = parseForm(answerOfferForm, form)
  if (!(intent in answers) || !read.ok) throw new Refused('form_invalid')
  const { answer, toast } = answers[intent as keyof typeof answers]
  await inTransaction((tx) => answerSettlement(tx, { ...own, ...read.value, answer }))
  return redirectWith(here, toast)
}

/** Acts of one button, whose refusal has no field to stand beside. */
const single = [...Object.keys(answers), 'withdraw']

export type Data = ReturnType<typeof useLoaderData<typeof loader>>['page']

export default function Dispute() {
  const { page } = useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const { t, money } = useLanguage()
  const { milestone, contract, may, heldMinor } = page
  const over = !may.offer && !may.decide && !may.answer
  const forms: ReactNode[] = []
  if (may.answer) forms.push(<AnswerForm key="answer" page={page} state={state} />)
  if (may.decide) forms.push(<DecideForm key="decide" page={page} state={state} />)
  if (may.offer) forms.push(<OfferForm key="offer" page={page} state={state} />)
  if (may.dispute) forms.push(<OpenForm key="open" page={page} state={state} />)
  return (
    <Page
      title={t('dispute.title')}
      kicker={<Name>{milestone.title}</Name>}
      lead={
        over
          ? t('dispute.lead_ended')
          : t('dispute.lead', {
              held: money({ currency: milestone.currency, amountMinor: heldMinor }),
            })
      }
      width="reading"
      money
      crumbs={[
        { href: `/contracts/${contract.id}`, label: contract.title },
        { href: `/milestones/${milestone.id}`, label: milestone.title },
        { label: t('dispute.title') },
      ]}
    >
      <Stack gap={8}>
        <ErrorNotice state={single.includes(state?.intent ?? '') ? state : null} />
        <Disputes page={page} />
        <Offers page={page} />
        {forms}
        <Section title={t('dispute.ladder_title')}>
          <ol className="m-0 grid list-decimal gap-1 ps-5">
            <li>{t('dispute.ladder_1')}</li>
            <li>{t('dispute.ladder_2')}</li>
            <li>{t('dispute.ladder_3')}</li>
            <li>{t('dispute.ladder_4')}</li>
          </ol>
        </Section>
        <Quiet>
          <TextLink href={`/milestones/${milestone.id}`}>{t('dispute.evidence')}</TextLink>
        </Quiet>
      </Stack>
    </Page>
  )
}
