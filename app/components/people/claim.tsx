import type { ReactNode } from 'react'
import { type ClaimState, claimSide } from '~/domain/contracts/holdback/claim'
import type { ClaimView } from '~/domain/contracts/holdback/holdback-view'
import type { Criterion } from '~/domain/outcomes/criteria/criterion'
import type { TurnNames } from '../contracts/contract-turn'
import { CheckboxField, HiddenField, TextArea } from '../forms/fields'
import { Form, FormActions, type FormState } from '../forms/form'
import { criterionFigure, criterionName } from '../outcomes/criterion-figure'
import { ActionForm, ConfirmStep, SubmitButton } from '../page/button'
import { Countdown } from '../page/countdown'
import { useLanguage } from '../page/language'
import { Row, Stack } from '../page/section'
import { StatusChip, type StatusKind } from '../page/status-chip'
import { isolated, Name, TextLink, UserText } from '../page/text'

const kinds: Record<ClaimState, StatusKind> = {
  open: 'waiting',
  answered: 'waiting',
  silent: 'waiting',
  released: 'done',
  refunded: 'lost',
  mended: 'met',
  withdrawn: 'done',
}

/** What was measured when the claim was opened: one sentence for each criterion. */
function Facts({ claim }: { claim: ClaimView }) {
  const language = useLanguage()
  const { t, number } = language
  if (claim.measured.length === 0) return null
  const figure = (criterion: Criterion, value: number | null) =>
    value === null ? t('plot.open_end') : criterionFigure(language, criterion, value)
  return (
    <ul className="grid list-disc gap-1 ps-5 text-sm">
      {claim.measured.map((fact) => (
        <li key={fact.criterionId}>
          {t('watch.fact', {
            criterion: criterionName(language, fact.criterion),
            estimate: figure(fact.criterion, fact.estimate),
            lower: figure(fact.criterion, fact.lower),
            upper: figure(fact.criterion, fact.upper),
            n: number(fact.n),
            target: t(fact.direction === 'at_least' ? 'common.at_least' : 'common.at_most', {
              target: figure(fact.criterion, fact.target),
            }),
          })}
        </li>
      ))}
    </ul>
  )
}

function Said({ title, by, text }: { title: string; by: string | null; text: string }) {
  if (text === '') return null
  return (
    <div className="grid gap-1 border-s-2 border-hairline ps-4">
      <p className="text-sm text-quiet">
        {title}
        {by ? (
          <>
            : <Name>{by}</Name>
          </>
        ) : null}
      </p>
      <UserText text={text} />
    </div>
  )
}

/** How a claim stands or ended: whose turn it is, by when, and what happens otherwise. */
function Standing({ claim, names }: { claim: ClaimView; names: TurnNames }) {
  const { t, date, dateTime } = useLanguage()
  const facts = { client: isolated(names.client), team: isolated(names.team) }
  if (claim.live && claim.deadlineAt) {
    const step = claimSide(claim.state) === 'team' ? 'answer' : 'decide'
    return (
      <div className="grid gap-1">
        <p>{t(`watch.turn_${step}`, { ...facts, date: dateTime(claim.deadlineAt) })}</p>
        <p>
          <Countdown until={claim.deadlineAt} />
        </p>
        <p className="text-sm text-quiet">{t(`watch.else_${step}`)}</p>
      </div>
    )
  }
  const { state } = claim
  if (state === 'open' || state === 'answered' || state === 'silent') return null
  const ended = claim.endedAt ? date(claim.endedAt) : ''
  return <p>{t(`watch.ended_${state}`, { ...facts, date: ended })}</p>
}

/** One claim with everything that was measured and said. */
export function Claim(props: {
  claim: ClaimView
  names: TurnNames
  /** The viewer's own turn is marked. */
  yours?: boolean
  children?: ReactNode
}) {
  const { claim, names } = props
  const language = useLanguage()
  const { t, dateTime } = language
  return (
    <article className="grid min-w-0 gap-3 border-t border-hairline pt-4">
      <StatusChip
        kind={props.yours ? 'your_turn' : kinds[claim.state]}
        label={t(`watch.state_${claim.state}`)}
        sentence={t('watch.claim_of', { date: dateTime(claim.openedAt) })}
      />
      <p>{t(`watch.reason_${claim.reason}`, { client: isolated(names.client) })}</p>
      {claim.criterion ? (
        <p>{t('watch.criterion_named', { criterion: criterionName(language, claim.criterion) })}</p>
      ) : null}
      <Facts claim={claim} />
      {claim.verdictId ? (
        <p>
          <TextLink href={`/verdicts/${claim.verdictId}`}>{t('milestone.verdict_open')}</TextLink>
        </p>
      ) : null}
      <Said title={t('watch.client_says')} by={claim.openedByName} text={claim.note} />
      <Said title={t('watch.team_says')} by={claim.answeredByName} text={claim.answer} />
      {claim.measureAgain ? <p className="text-sm">{t('watch.team_mended')}</p> : null}
      <Said title={t('watch.operator_says')} by={null} text={claim.decision} />
      <Standing claim={claim} names={names} />
      {props.children}
    </article>
  )
}

/** What the viewer may do about a claim. */
export function ClaimActs({ claim, state }: { claim: ClaimView; state: FormState | undefined }) {
  const { t } = useLanguage()
  if (!claim.may.answer && !claim.may.withdraw) return null
  return (
    <Row gap={3}>
      {claim.may.answer ? (
        <ConfirmStep
          label={t('watch.answer')}
          tone="primary"
          sentence={t('watch.answer_sentence')}
          open={state?.intent === 'answer_claim'}
        >
          <Form intent="answer_claim" state={state}>
            <HiddenField name="claimId" value={claim.id} />
            <TextArea
              name="answer"
              label={t('watch.answer_text')}
              help={t('watch.answer_help')}
              rows={5}
              required
            />
            {claim.noRecheck === null ? (
              <CheckboxField
                name="measureAgain"
                label={t('watch.answer_again')}
                help={t('watch.answer_again_help')}
              />
            ) : (
              <p className="text-sm">{t(`watch.no_again_${claim.noRecheck}`)}</p>
            )}
            <FormActions>
              <SubmitButton>{t('watch.answer_yes')}</SubmitButton>
            </FormActions>
          </Form>
        </ConfirmStep>
      ) : null}
      {claim.may.withdraw ? (
        <ConfirmStep
          label={t('watch.withdraw')}
          tone="quiet"
          sentence={t('watch.withdraw_sentence')}
        >
          <ActionForm
            intent="withdraw_claim"
            label={t('watch.withdraw_yes')}
            tone="danger"
            fields={{ claimId: claim.id }}
          />
        </ConfirmStep>
      ) : null}
    </Row>
  )
}

/** All claims of a milestone, newest first. */
export function Claims(props: {
  claims: readonly ClaimView[]
  names: TurnNames
  state?: FormState
  side: 'client' | 'team' | 'operator' | null
  acts?: boolean
}) {
  return (
    <Stack gap={5}>
      {props.claims.map((claim) => (
        <Claim
          key={claim.id}
          claim={claim}
          names={props.names}
          yours={claimSide(claim.state) === props.side && props.side !== null}
        >
          {props.acts ? <ClaimActs claim={claim} state={props.state} /> : null}
        </Claim>
      ))}
    </Stack>
  )
}
