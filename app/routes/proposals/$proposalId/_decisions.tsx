import type { useActionData } from '@remix-run/react'
import { TermsDifferences } from '~/components/contracts/terms-differences'
import { HiddenField, SelectField, TextArea } from '~/components/forms/fields'
import { Form, FormActions, type FormState } from '~/components/forms/form'
import { ActionForm, ConfirmStep, LinkButton, SubmitButton } from '~/components/page/button'
import { useLanguage } from '~/components/page/language'
import { Notice } from '~/components/page/notice'
import { Row, Stack } from '~/components/page/section'
import { isolated, UserText } from '~/components/page/text'
import { declineReasons, draftProposalStatuses } from '~/domain/market/proposals/proposal'
import type { action, Data } from './index'

type State = ReturnType<typeof useActionData<typeof action>>

/** What the reader may do with the proposal now. */
export function Decisions({ data, state }: { data: Data; state: State }) {
  const { t } = useLanguage()
  const { proposal, brief, team, leadEvents, clientEvents, mayAnswer, seat } = data
  const guests = data.seats.filter(({ exchange }) => exchange && exchange.hostId === seat?.personId)
  const failed = state && 'errors' in state ? state : undefined
  return (
    <Stack gap={4}>
      {data.seatFree && leadEvents.includes('revise') ? (
        <Row gap={3}>
          <LinkButton href={`/briefs/${brief.id}/propose?team=${team.id}`} tone="primary">
            {t('proposal.seat_free_fill')}
          </LinkButton>
        </Row>
      ) : null}
      {leadEvents.includes('send') ? (
        <Row gap={3}>
          <Form intent="send" bare>
            <SubmitButton note={t('proposal.send_sentence')}>{t('proposal.send')}</SubmitButton>
          </Form>
          {draftProposalStatuses.includes(proposal.status) ? (
            <LinkButton href={`/briefs/${brief.id}/propose?team=${team.id}`}>
              {t('common.edit')}
            </LinkButton>
          ) : null}
        </Row>
      ) : null}
      {seat && !data.leads && draftProposalStatuses.includes(proposal.status) ? (
        <Notice tone="info" title={t('proposal.not_asked_title')}>
          <p>{t('proposal.not_asked_body')}</p>
        </Notice>
      ) : null}
      {mayAnswer ? (
        <Notice tone="turn" title={t('proposal.your_seat_title')}>
          {data.changedForMe ? (
            <ChangedForMe
              changed={data.changedForMe}
              currency={data.currency}
              criteria={brief.criteria}
            />
          ) : (
            <p>{t('proposal.your_seat_body')}</p>
          )}
          {seat?.exchange ? <p>{t('exchange.your_seat')}</p> : null}
          {guests.map(({ personId, name }) => (
            <p key={personId}>{t('exchange.your_guest', { name: isolated(name) })}</p>
          ))}
          <Row gap={3}>
            <ActionForm intent="agree" label={t('proposal.agree')} tone="primary" />
            <ActionForm intent="refuse" label={t('proposal.refuse')} tone="quiet" />
          </Row>
        </Notice>
      ) : null}
      {clientEvents.length > 0 ? (
        <div className="flex flex-wrap items-start gap-3">
          {clientEvents.includes('accept') ? (
            <Accept version={proposal.version} state={failed} />
          ) : null}
          {clientEvents.includes('counter') ? (
            <LinkButton href={`/proposals/${proposal.id}/counter`}>
              {t('proposal.counter')}
            </LinkButton>
          ) : null}
          {clientEvents.includes('decline') ? <Decline state={failed} /> : null}
        </div>
      ) : null}
      {leadEvents.includes('withdraw') ? (
        <ConfirmStep label={t('proposal.withdraw')} sentence={t('proposal.withdraw_sentence')}>
          <ActionForm intent="withdraw" label={t('proposal.withdraw')} tone="danger" />
        </ConfirmStep>
      ) : null}
    </Stack>
  )
}

/** Whoever agreed once is shown what is different, and what it means in money. */
function ChangedForMe(props: {
  changed: NonNullable<Data['changedForMe']>
  currency: Data['currency']
  criteria: Data['brief']['criteria']
}) {
  const { t, money } = useLanguage()
  const { changed, currency } = props
  const paid = (amountMinor: bigint) => money({ currency, amountMinor })
  return (
    <>
      <p>{t(changed.counterTaken ? 'proposal.asked_counter' : 'proposal.asked_changed')}</p>
      <TermsDifferences
        differences={changed.differences}
        currency={currency}
        criteria={props.criteria}
        caption={t('proposal.asked_differences')}
      />
      <p>
        {t('proposal.asked_paid', {
          before: paid(changed.beforeMinor),
          now: paid(changed.nowMinor),
        })}
      </p>
    </>
  )
}

function Accept({ version, state }: { version: number; state: FormState | undefined }) {
  const { t } = useLanguage()
  return (
    <ConfirmStep
      label={t('proposal.accept')}
      tone="primary"
      sentence={t('proposal.accept_sentence')}
      open={state?.intent === 'accept'}
    >
      <Form intent="accept" state={state}>
        <HiddenField name="version" value={String(version)} />
        <TextArea
          name="toOthers"
          label={t('proposal.accept_words')}
          help={t('proposal.accept_words_help')}
          rows={3}
          maxLength={600}
        />
        <FormActions>
          <SubmitButton>{t('proposal.accept_yes')}</SubmitButton>
        </FormActions>
      </Form>
    </ConfirmStep>
  )
}

function Decline({ state }: { state: FormState | undefined }) {
  const { t } = useLanguage()
  return (
    <ConfirmStep
      label={t('proposal.decline')}
      sentence={t('proposal.decline_sentence')}
      open={state?.intent === 'decline'}
    >
      <Form intent="decline" state={state}>
        <SelectField
          name="kind"
          label={t('proposal.decline_kind')}
          required
          placeholder=""
          options={declineReasons.map((value) => ({ value, label: t(`proposal.reason_${value}`) }))}
        />
        <TextArea
          name="reason"
          label={t('proposal.decline_words')}
          help={t('proposal.decline_words_help')}
          rows={3}
          maxLength={600}
        />
        <FormActions>
          <SubmitButton tone="danger">{t('proposal.decline')}</SubmitButton>
        </FormActions>
      </Form>
    </ConfirmStep>
  )
}

/** Why it was declined: from the client's list or by the brief's end, and the client's words. */
export function Ended({ proposal }: Pick<Data, 'proposal'>) {
  const { t } = useLanguage()
  if (proposal.declineKind === '') return null
  return (
    <Notice tone="info" title={t('proposal.declined_because')}>
      <p>{t(`proposal.reason_${proposal.declineKind}`)}</p>
      {proposal.declineReason ? <UserText text={proposal.declineReason} /> : null}
    </Notice>
  )
}
