import type { ReactNode } from 'react'
import { mostDeliveryFiles, mostFileBytes } from '~/domain/contracts/milestones/delivery-file'
import { isDiscovery } from '~/domain/market/proposals/discovery'
import type { Criterion } from '~/domain/outcomes/criteria/criterion'
import { type EndpointKind, isAsked } from '~/domain/outcomes/endpoints/endpoint'
import type { TrialDoubt } from '~/domain/outcomes/endpoints/trial-doubt'
import { fileWaitHours } from '~/domain/outcomes/runs/evaluation'
import type { Currency } from '~/kernel/money'
import { CheckboxField, FileField, TextArea } from '../forms/fields'
import { Form, FormActions, type FormState } from '../forms/form'
import { ActionForm, ConfirmStep, LinkButton, SubmitButton } from '../page/button'
import { useLanguage } from '../page/language'
import { Notice } from '../page/notice'
import { Row, Stack } from '../page/section'
import { TextLink } from '../page/text'
import { CriterionChoice } from './criterion-choice'

/** What the viewer may do with a milestone, as the table of its states says. */
export type MilestoneActsPage = {
  milestone: {
    id: string
    currency: Currency
    amountMinor: bigint
    kind: 'discovery' | null
    outcome: string | null
    attemptsUsed: number
  }
  contract: { id: string; clientName: string }
  criteria: readonly Criterion[]
  attemptsAllowed: number
  canMeasure: boolean
  roundsLeft: number
  overdueDays: number
  endpoint: { kind: EndpointKind } | null
  /** The delivery is asked at an address; without one it cannot be submitted. */
  asks: boolean
  doubt: TrialDoubt | null
  may: {
    fund: boolean
    continueFunding: boolean
    submit: boolean
    stop: boolean
    accept: boolean
    requestChanges: boolean
    settle: boolean
    takeBack: boolean
    decide: boolean
  }
}

type Part = { page: MilestoneActsPage; state: FormState | undefined }

/** Each act says what happens next before it is done; the irreversible ones ask. */
export function MilestoneActs({ page, state }: Part) {
  const { may } = page
  const acts: ReactNode[] = []
  if (may.fund || may.continueFunding) acts.push(<Fund key="fund" page={page} />)
  if (may.submit && (page.endpoint || !page.asks))
    acts.push(<Submit key="submit" page={page} state={state} />)
  if (may.stop) acts.push(<Stop key="stop" />)
  if (may.accept) acts.push(<Accept key="accept" page={page} />)
  if (may.requestChanges) acts.push(<Changes key="changes" page={page} state={state} />)
  if (may.takeBack) acts.push(<TakeBack key="take_back" page={page} />)
  if (may.settle) acts.push(<SplitOrDispute key="settle" page={page} />)
  if (may.decide) acts.push(<Decide key="decide" />)
  return acts.length === 0 ? null : <Stack gap={3}>{acts}</Stack>
}

function useAmount({ milestone }: MilestoneActsPage) {
  const { money } = useLanguage()
  return money({ currency: milestone.currency, amountMinor: milestone.amountMinor })
}

function Fund({ page }: { page: MilestoneActsPage }) {
  const { t } = useLanguage()
  const amount = useAmount(page)
  const label = t(page.may.continueFunding ? 'milestone.fund_continue' : 'milestone.fund')
  return (
    <div className="grid gap-2">
      <p className="max-w-[60ch]">{t('milestone.fund_sentence', { amount })}</p>
      <Row gap={3}>
        <ActionForm intent="fund" label={label} tone="primary" icon="money" />
      </Row>
    </div>
  )
}

/** What speaks against submitting now, and the tick of somebody who wants to all the same. */
function Doubt({ page: { doubt, milestone } }: { page: MilestoneActsPage }) {
  const { t } = useLanguage()
  if (!doubt) return null
  const { kind, rows, answered, confirm } = doubt
  const key = kind === 'none_answered' && !confirm ? 'made_up' : kind
  return (
    <>
      <Notice tone="turn" title={t('milestone.doubt_title')}>
        <p>{t(`milestone.doubt_${key}`, { rows, answered })}</p>
        {confirm || kind === 'some_missing' ? null : <p>{t('milestone.doubt_no_sample')}</p>}
        <p>
          <TextLink href={`/milestones/${milestone.id}/endpoint?try=1`}>
            {t(kind === 'not_tried' ? 'milestone.endpoint_try_first' : 'milestone.endpoint_try')}
          </TextLink>
        </p>
      </Notice>
      {confirm ? (
        <CheckboxField name="knowsDoubt" label={t('milestone.doubt_confirm')} required />
      ) : null}
    </>
  )
}

function Submit({ page, state }: Part) {
  const { t, size } = useLanguage()
  const left = page.attemptsAllowed - page.milestone.attemptsUsed
  const byFile = page.endpoint && !isAsked(page.endpoint.kind)
  const discovery = isDiscovery(page.milestone)
  const client = `\u2068${page.contract.clientName}\u2069`
  const measured = page.canMeasure
    ? byFile
      ? t('prediction.submit_sentence', { left, hours: fileWaitHours })
      : t('milestone.submit_sentence', { left })
    : t('milestone.submit_last_sentence', { client })
  const sentence = discovery ? t('milestone.submit_discovery_sentence', { client }) : measured
  return (
    <ConfirmStep
      label={t(discovery ? 'milestone.submit_discovery' : 'milestone.submit')}
      tone="primary"
      sentence={sentence}
      open={state?.intent === 'submit'}
    >
      <Form intent="submit" state={state} upload>
        <Doubt page={page} />
        <TextArea
          name="note"
          label={t('milestone.submit_note')}
          help={t('milestone.submit_note_help')}
          rows={4}
          required={discovery}
        />
        <FileField
          name="files"
          label={t('milestone.submit_files')}
          help={t('milestone.submit_files_help', {
            count: mostDeliveryFiles,
            size: size(mostFileBytes),
          })}
          multiple
        />
        <FormActions>
          <SubmitButton>{t('milestone.submit_yes')}</SubmitButton>
        </FormActions>
      </Form>
    </ConfirmStep>
  )
}

function Stop() {
  const { t } = useLanguage()
  return (
    <ConfirmStep
      label={t('milestone.cancel_run')}
      tone="quiet"
      sentence={t('milestone.cancel_run_sentence')}
    >
      <ActionForm intent="stop" label={t('milestone.cancel_run')} tone="danger" />
    </ConfirmStep>
  )
}

function Accept({ page }: { page: MilestoneActsPage }) {
  const { t } = useLanguage()
  const amount = useAmount(page)
  const discovery = isDiscovery(page.milestone)
  const met = discovery || page.milestone.outcome === 'met'
  const key = discovery ? 'discovery' : met ? 'met' : 'waiver'
  return (
    <ConfirmStep
      label={t('milestone.accept')}
      tone={met ? 'primary' : 'quiet'}
      sentence={t(`milestone.accept_sentence_${key}`, { amount })}
    >
      <ActionForm intent="accept" label={t('milestone.accept_yes', { amount })} tone="primary" />
    </ConfirmStep>
  )
}

function Changes({ page, state }: Part) {
  const { t } = useLanguage()
  const discovery = isDiscovery(page.milestone)
  const sentence = discovery ? 'milestone.changes_discovery' : 'milestone.changes_sentence'
  const intent = discovery ? 'change_discovery' : 'request_changes'
  return (
    <ConfirmStep
      label={t('milestone.changes')}
      tone="quiet"
      sentence={t(sentence, { left: page.roundsLeft })}
      open={state?.intent === intent}
    >
      <Form intent={intent} state={state}>
        {discovery ? null : (
          <CriterionChoice label={t('milestone.changes_criterion')} criteria={page.criteria} />
        )}
        <TextArea
          name="wanted"
          label={t('milestone.changes_wanted')}
          help={t('milestone.changes_wanted_help')}
          rows={4}
          required
        />
        <FormActions>
          <SubmitButton>{t('milestone.changes_yes')}</SubmitButton>
        </FormActions>
      </Form>
    </ConfirmStep>
  )
}

/** The ways to end it besides accepting stand on a page of their own. */
function SplitOrDispute({ page }: { page: MilestoneActsPage }) {
  const { t } = useLanguage()
  return (
    <div>
      <LinkButton href={`/milestones/${page.milestone.id}/dispute`}>{t('dispute.link')}</LinkButton>
    </div>
  )
}

function TakeBack({ page }: { page: MilestoneActsPage }) {
  const { t } = useLanguage()
  const amount = useAmount(page)
  return (
    <ConfirmStep
      label={t('milestone.take_back')}
      sentence={t('milestone.take_back_sentence', { days: page.overdueDays, amount })}
    >
      <ActionForm
        intent="take_back"
        label={t('milestone.take_back_yes', { amount })}
        tone="danger"
      />
    </ConfirmStep>
  )
}

function Decide() {
  const { t } = useLanguage()
  return (
    <Row gap={3}>
      <LinkButton href="/desk/contracts" tone="primary">
        {t('contract.desk_decide')}
      </LinkButton>
    </Row>
  )
}
