import type { HoldbackView } from '~/domain/contracts/holdback/holdback-view'
import type { Currency } from '~/kernel/money'
import { TextArea } from '../forms/fields'
import { Form, FormActions, type FormState } from '../forms/form'
import { Rechecks, ServiceNow } from '../outcomes/watch-status'
import { ConfirmStep, SubmitButton } from '../page/button'
import { useLanguage } from '../page/language'
import { Section, Stack } from '../page/section'
import { isolated, TextLink } from '../page/text'
import { Claims } from '../people/claim'
import type { TurnNames } from './contract-turn'
import { CriterionChoice } from './criterion-choice'

/** What is kept back of a milestone: how long, what looks at it meanwhile, and claims on it. */
export function Holdback(props: {
  holdback: HoldbackView
  contractId: string
  names: TurnNames
  side: 'client' | 'team' | 'operator' | null
  state: FormState | undefined
}) {
  const { holdback, names } = props
  const { t, date, money, number } = useLanguage()
  const { kept, claims } = holdback
  if (!kept) return null
  const amount = money({
    currency: holdback.milestone.currency as Currency,
    amountMinor: kept.amountMinor,
  })
  const watch = holdback.watches.find(({ purpose }) => purpose === 'holdback')
  const week = watch?.spans.find(({ key }) => key === 'week') ?? watch?.spans.at(-1)
  return (
    <Section
      id="holdback"
      title={t('watch.holdback')}
      actions={
        <TextLink href={`/contracts/${props.contractId}/status`}>{t('watch.link')}</TextLink>
      }
    >
      <Stack gap={4}>
        <p>
          {kept.releasedAt
            ? t('contract.holdback_released', { date: date(kept.releasedAt) })
            : kept.refundedAt
              ? t('watch.holdback_refunded', {
                  amount,
                  client: isolated(names.client),
                  date: date(kept.refundedAt),
                })
              : kept.heldBy
                ? t('watch.holdback_held', { amount })
                : t(watch ? 'watch.holdback_window' : 'watch.holdback_unwatched', {
                    amount,
                    date: date(kept.dueAt),
                  })}
        </p>
        <Claims claims={claims} names={names} side={props.side} state={props.state} acts />
        {watch ? (
          <>
            <ServiceNow watch={watch} />
            {week && week.ok + week.failed > 0 ? (
              <p className="text-sm text-quiet">
                {t('watch.holdback_week', {
                  ok: number(week.ok),
                  taken: number(week.ok + week.failed),
                })}
              </p>
            ) : null}
            <Rechecks rows={holdback.rechecks} />
          </>
        ) : null}
        {holdback.mayOpen ? (
          <OpenClaim holdback={holdback} names={names} state={props.state} />
        ) : null}
      </Stack>
    </Section>
  )
}

function OpenClaim(props: {
  holdback: HoldbackView
  names: TurnNames
  state: FormState | undefined
}) {
  const { t } = useLanguage()
  return (
    <ConfirmStep
      label={t('watch.open')}
      tone="quiet"
      sentence={t('watch.open_sentence', { team: isolated(props.names.team) })}
      open={props.state?.intent === 'open_claim'}
    >
      <Form intent="open_claim" state={props.state}>
        <CriterionChoice label={t('watch.open_criterion')} criteria={props.holdback.criteria} />
        <TextArea
          name="note"
          label={t('watch.open_note')}
          help={t('watch.open_note_help')}
          rows={4}
          required
        />
        <FormActions>
          <SubmitButton>{t('watch.open_yes')}</SubmitButton>
        </FormActions>
      </Form>
    </ConfirmStep>
  )
}
