import type { ReactNode } from 'react'
import { MoneyField, RadioCards, TextArea } from '~/components/forms/fields'
import { Form, FormActions, type FormState } from '~/components/forms/form'
import { ConfirmStep, SubmitButton } from '~/components/page/button'
import { useLanguage } from '~/components/page/language'
import { Section } from '~/components/page/section'
import { mediatorDecisions } from '~/domain/contracts/disputes/mediator-decision'
import { useSides, useSplit } from './_dispute'
import type { Data } from './dispute'

type Part = { page: Data; state: FormState | undefined }

function useHeld({ milestone, heldMinor }: Data) {
  const { money } = useLanguage()
  return money({ currency: milestone.currency, amountMinor: heldMinor })
}

/** An amount of what is held, with words, beside a button that says what happens next. */
function PositionForm(props: {
  page: Data
  state: FormState | undefined
  intent: 'open' | 'answer' | 'offer'
  amount: string
  help: string
  words: string
  wordsHelp?: string
  optional?: boolean
  submit: ReactNode
}) {
  const { page, state, intent } = props
  return (
    <Form intent={intent} state={state?.intent === intent ? state : undefined}>
      <MoneyField
        name="amount"
        label={props.amount}
        help={props.help}
        currency={page.milestone.currency}
        required
      />
      <TextArea
        name="words"
        label={props.words}
        help={props.wordsHelp}
        required={!props.optional}
        rows={4}
        maxLength={4000}
      />
      <FormActions>{props.submit}</FormActions>
    </Form>
  )
}

/** Opening one is a step to confirm: it counts on both sides' pages. */
export function OpenForm({ page, state }: Part) {
  const { t } = useLanguage()
  return (
    <Section id="open" title={t('dispute.open_title')} lead={t('dispute.open_lead')}>
      <ConfirmStep
        label={t('dispute.open_title')}
        sentence={t('dispute.open_sentence')}
        open={state?.intent === 'open'}
      >
        <PositionForm
          {...{ page, state }}
          intent="open"
          amount={t('dispute.asks_field')}
          help={t('dispute.asks_help', { held: useHeld(page) })}
          words={t('dispute.words')}
          wordsHelp={t('dispute.words_help')}
          submit={<SubmitButton tone="danger">{t('dispute.open_submit')}</SubmitButton>}
        />
      </ConfirmStep>
    </Section>
  )
}

export function AnswerForm({ page, state }: Part) {
  const { t, date } = useLanguage()
  const sides = useSides(page)
  const split = useSplit(page)
  const held = useHeld(page)
  const live = page.disputes.find(({ endedAt }) => endedAt === null)
  if (!live) return null
  return (
    <Section
      id="answer"
      title={t('dispute.answer_title')}
      lead={t('dispute.answer_lead', {
        date: date(live.deadlineAt ?? live.stopAt),
        side: sides(live.side),
        amount: split(live.asksMinor).amount,
      })}
    >
      <PositionForm
        {...{ page, state }}
        intent="answer"
        amount={t('dispute.answers_field')}
        help={t('dispute.asks_help', { held })}
        words={t('dispute.words')}
        wordsHelp={t('dispute.words_help')}
        submit={
          <SubmitButton note={t('dispute.answer_note')}>{t('dispute.answer_submit')}</SubmitButton>
        }
      />
    </Section>
  )
}

export function OfferForm({ page, state }: Part) {
  const { t, shareBps } = useLanguage()
  return (
    <Section id="offer" title={t('dispute.offer_form')} lead={t('dispute.offer_form_lead')}>
      <PositionForm
        {...{ page, state }}
        intent="offer"
        amount={t('dispute.release_field')}
        help={t('dispute.release_help', { held: useHeld(page), fee: shareBps(page.feeBps) })}
        words={t('dispute.offer_words')}
        optional
        submit={
          <SubmitButton tone="quiet" note={t('dispute.offer_note')}>
            {t('dispute.offer_submit')}
          </SubmitButton>
        }
      />
    </Section>
  )
}

export function DecideForm({ page, state }: Part) {
  const { t } = useLanguage()
  const held = useHeld(page)
  return (
    <Section id="decide" title={t('dispute.decide_title')} lead={t('dispute.decide_lead')}>
      <Form intent="decide" state={state?.intent === 'decide' ? state : undefined}>
        <RadioCards
          name="decision"
          label={t('dispute.decision')}
          required
          options={mediatorDecisions.map((value) => ({
            value,
            label: t(`dispute.decision_${value}`),
          }))}
        />
        <MoneyField
          name="amount"
          label={t('dispute.decision_amount')}
          help={t('dispute.asks_help', { held })}
          currency={page.milestone.currency}
        />
        <TextArea
          name="reason"
          label={t('dispute.reason')}
          help={t('dispute.reason_help')}
          required
          rows={5}
          maxLength={4000}
        />
        <FormActions>
          <SubmitButton tone="primary" note={t('dispute.decide_note')}>
            {t('dispute.decide_submit')}
          </SubmitButton>
        </FormActions>
      </Form>
    </Section>
  )
}
