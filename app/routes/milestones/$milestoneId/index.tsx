import { useActionData, useLoaderData } from '@remix-run/react'
import { LinkButton } from '~/components/button'
import { TurnChip, WhatNext } from '~/components/contract-turn'
import { CriterionResults } from '~/components/criterion-results'
import { DeliveryFiles } from '~/components/delivery-files'
import { ErrorNotice } from '~/components/error-notice'
import { ErrorRows } from '~/components/error-rows'
import { Fold } from '~/components/fold'
import { Holdback } from '~/components/holdback'
import { JudgingPanel } from '~/components/judging-panel'
import { useLanguage } from '~/components/language'
import { DescriptionList } from '~/components/list'
import { Measuring } from '~/components/measuring'
import { MilestoneActs } from '~/components/milestone-acts'
import { MilestoneClock } from '~/components/milestone-clock'
import { MilestoneMoney } from '~/components/milestone-money'
import { MissingAnswers } from '~/components/missing-answers'
import { MoneyText } from '~/components/money'
import { Notice } from '~/components/notice'
import { Page } from '~/components/page'
import { Live } from '~/components/progress'
import { RulesChecklist } from '~/components/rules-checklist'
import { Columns, Section, Stack } from '~/components/section'
import { Name, Quiet, TextLink, UserText } from '~/components/text'
import { Timeline } from '~/components/timeline'
import { acceptMilestone } from '~/domain/contracts/accept-milestone.server'
import { answerClaim } from '~/domain/contracts/answer-claim.server'
import { askOperator } from '~/domain/contracts/ask-operator.server'
import { discardDelivery, storeDelivery } from '~/domain/contracts/delivery-files.server'
import { withdrawClaim } from '~/domain/contracts/end-claim.server'
import {
  answerClaimForm,
  changesForm,
  claimForm,
  confirmPredictionsForm,
  objectionForm,
  openClaimForm,
  operatorForm,
  submitForm,
} from '~/domain/contracts/forms.server'
import { fundMilestone } from '~/domain/contracts/fund-milestone.server'
import { milestoneHoldback } from '~/domain/contracts/holdback-queries.server'
import { milestonePage } from '~/domain/contracts/milestone-queries.server'
import { objectToFigures } from '~/domain/contracts/object-to-figures.server'
import { openClaimByClient } from '~/domain/contracts/open-claim.server'
import { requestChanges } from '~/domain/contracts/request-changes.server'
import { stopMeasurement } from '~/domain/contracts/stop-measurement.server'
import { submitMilestone } from '~/domain/contracts/submit-milestone.server'
import { takeBack } from '~/domain/contracts/take-back.server'
import { confirmUploaded, uploadPredictions } from '~/domain/contracts/upload-predictions.server'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import { openEvaluationStates } from '~/domain/outcomes/evaluation'
import { PredictionsInvalid } from '~/domain/outcomes/take-predictions.server'
import { openCheckout } from '~/domain/payments/open-checkout.server'
import { brokenRule, factSentence } from '~/domain/stewardship/rules'
import { Refused } from '~/kernel/refusal'
import { type Db, inTransaction } from '~/platform/database.server'
import { env } from '~/platform/env.server'
import { parseForm } from '~/platform/forms.server'
import type { Translate } from '~/platform/languages/translator'

/** Whether the page is read again by itself: not while somebody fills in a form on it. */
function isFollowed(page: {
  measuring: boolean
  paying: boolean
  file: unknown
  judging: { waitsFor: unknown } | null
}): boolean {
  return (page.measuring && !page.file && !page.judging?.waitsFor) || page.paying
}

export const loader = serve('person', async ({ viewer, params, url, db, at }) => {
  const page = await milestonePage(db, viewer, params.milestoneId ?? '', at)
  return {
    title: page.milestone.title,
    page,
    holdback: await milestoneHoldback(db, viewer, page.milestone.id, at),
    returned: url.searchParams.get('payment'),
    ...(isFollowed(page) ? { refreshSeconds: 5 } : {}),
  }
})

/** Starts or continues a payment and sends the client to the provider's page. */
async function pay(db: Db, input: { milestoneId: string; by: string; at: Date }, email: string) {
  const { paymentId, title } = await inTransaction((tx) => fundMilestone(tx, input))
  const back = `${env().APP_ORIGIN}/milestones/${input.milestoneId}`
  try {
    const { url } = await openCheckout(db, {
      paymentId,
      description: title,
      successUrl: `${back}?payment=done`,
      cancelUrl: `${back}?payment=stopped`,
      customerEmail: email,
    })
    return redirectWith(url)
  } catch (error) {
    // It was settled in the meantime: the page says how.
    if (error instanceof Refused && error.code === 'already_done') return redirectWith(back)
    throw error
  }
}

/** The bytes of an uploaded file as they are read; null where none was chosen. */
function sentFile(sent: FormDataEntryValue | null): AsyncIterable<Uint8Array> | null {
  if (sent === null || typeof sent === 'string' || sent.name === '') return null
  return sent.stream() as unknown as AsyncIterable<Uint8Array>
}

const namedFaults = 5

/** The first rows that are wrong, one after another, and how many more there are. */
function faultSentence(t: Translate, { faults, count }: PredictionsInvalid): string {
  const shown = faults.slice(0, namedFaults).map(({ problem, row, id = '' }) => {
    const sentence = t(`prediction.problem_${problem}`, { id: id.slice(0, 60) })
    return row === undefined ? sentence : t('prediction.problem_row', { row, problem: sentence })
  })
  const more = count - shown.length
  return [...shown, ...(more > 0 ? [t('prediction.problem_more', { count: more })] : [])].join(' ')
}

export const action = act('person', async ({ viewer, form, params, db, at, t }) => {
  const milestoneId = params.milestoneId ?? ''
  const by = viewer.personId
  const here = `/milestones/${milestoneId}`
  switch (form.get('intent')) {
    case 'fund':
      return pay(db, { milestoneId, by, at }, viewer.email)
    case 'submit': {
      const parsed = parseForm(submitForm, form)
      if (!parsed.ok) return invalid(parsed.errors, parsed.values)
      const stored = await storeDelivery(form.getAll('files'))
      if (!stored.ok) return invalid({ files: `milestone.files_${stored.problem}` })
      const { files } = stored
      try {
        const { measured, already } = await inTransaction((tx) =>
          submitMilestone(tx, { milestoneId, ...parsed.value, files, by, at }),
        )
        if (already) await discardDelivery(files)
        return redirectWith(
          here,
          measured ? 'milestone.toast_submitted' : 'milestone.toast_delivered',
        )
      } catch (error) {
        // Of anything else nobody can say that nothing was written down.
        if (!(error instanceof Refused)) throw error
        await discardDelivery(files)
        if (error.facts.problem === 'trial')
          return invalid({ knowsDoubt: 'milestone.doubt_needed' })
        const broken = brokenRule(error.facts)
        const sentence = broken ? factSentence(broken) : null
        if (sentence) return invalid({ form: t(sentence.key, sentence.values) })
        throw error
      }
    }
    case 'predictions': {
      const source = sentFile(form.get('predictions'))
      if (!source) return invalid({ predictions: 'prediction.file_missing' })
      try {
        const { taken } = await inTransaction((tx) =>
          uploadPredictions(tx, { milestoneId, by, at, source }),
        )
        return redirectWith(here, taken ? 'prediction.toast_taken' : 'prediction.toast_ready')
      } catch (error) {
        if (!(error instanceof PredictionsInvalid)) throw error
        return invalid({ predictions: faultSentence(t, error) })
      }
    }
    case 'confirm_predictions': {
      const parsed = parseForm(confirmPredictionsForm, form)
      if (!parsed.ok) throw new Refused('form_invalid')
      await inTransaction((tx) => confirmUploaded(tx, { milestoneId, ...parsed.value, by, at }))
      return redirectWith(here, 'prediction.toast_confirmed')
    }
    case 'stop':
      await inTransaction((tx) => stopMeasurement(tx, { milestoneId, by, at }))
      return redirectWith(here, 'milestone.toast_cancelled')
    case 'accept': {
      const { already } = await inTransaction((tx) => acceptMilestone(tx, { milestoneId, by, at }))
      return redirectWith(
        here,
        already ? 'milestone.toast_accepted_before' : 'milestone.toast_accepted',
      )
    }
    case 'request_changes': {
      const parsed = parseForm(changesForm, form)
      if (!parsed.ok) return invalid(parsed.errors, parsed.values)
      await inTransaction((tx) => requestChanges(tx, { milestoneId, ...parsed.value, by, at }))
      return redirectWith(here, 'milestone.toast_changes')
    }
    case 'ask_operator': {
      const parsed = parseForm(operatorForm, form)
      if (!parsed.ok) return invalid(parsed.errors, parsed.values)
      await inTransaction((tx) =>
        askOperator(tx, { milestoneId, ...parsed.value, cause: { person: by }, at }),
      )
      return redirectWith(here, 'milestone.toast_operator')
    }
    case 'object': {
      const parsed = parseForm(objectionForm, form)
      if (!parsed.ok) return invalid(parsed.errors, parsed.values)
      await inTransaction((tx) => objectToFigures(tx, { milestoneId, ...parsed.value, by, at }))
      return redirectWith(here, 'judging.toast_objected')
    }
    case 'take_back':
      await inTransaction((tx) => takeBack(tx, { milestoneId, by, at }))
      return redirectWith(here, 'milestone.toast_taken_back')
    case 'answer_claim': {
      const parsed = parseForm(answerClaimForm, form)
      if (!parsed.ok) return invalid(parsed.errors, parsed.values)
      const { already } = await inTransaction((tx) => answerClaim(tx, { ...parsed.value, by, at }))
      return redirectWith(here, already ? 'watch.toast_answered_before' : 'watch.toast_answered')
    }
    case 'withdraw_claim': {
      const parsed = parseForm(claimForm, form)
      if (!parsed.ok) return invalid(parsed.errors, parsed.values)
      await inTransaction((tx) => withdrawClaim(tx, { ...parsed.value, by, at }))
      return redirectWith(here, 'watch.toast_withdrawn')
    }
    case 'open_claim': {
      const parsed = parseForm(openClaimForm, form)
      if (!parsed.ok) return invalid(parsed.errors, parsed.values)
      await inTransaction((tx) => openClaimByClient(tx, { milestoneId, ...parsed.value, by, at }))
      return redirectWith(here, 'watch.toast_opened')
    }
    default:
      throw new Refused('form_invalid')
  }
})

type Data = ReturnType<typeof useLoaderData<typeof loader>>
type PageOf = { page: Data['page'] }

function Results({ page }: PageOf) {
  const { t } = useLanguage()
  const measured = page.attempts.filter(({ body }) => body !== null)
  const broken = page.attempts.filter(
    ({ counted, state }) => !counted && !openEvaluationStates.includes(state),
  )
  const last = measured.at(-1)
  return (
    <Section
      title={t('milestone.results')}
      lead={t('milestone.attempts', {
        used: page.milestone.attemptsUsed,
        allowed: page.attemptsAllowed,
      })}
      actions={
        last?.verdictId ? (
          <TextLink href={`/verdicts/${last.verdictId}`}>{t('milestone.verdict_open')}</TextLink>
        ) : undefined
      }
    >
      <Stack gap={5}>
        {measured.length === 0 ? <Quiet>{t('milestone.no_results')}</Quiet> : null}
        {page.criteria.map((criterion) => (
          <CriterionResults key={criterion.id} criterion={criterion} attempts={page.attempts} />
        ))}
        <MissingAnswers attempts={page.attempts} />
        {broken.map((run) => (
          <p key={run.evaluationId} className="text-sm">
            {t('milestone.attempt', { n: run.attempt })}:{' '}
            {run.failure ? t(`outcome.failure_${run.failure}`) : t('outcome.state_cancelled')}
          </p>
        ))}
        {page.errors.length > 0 ? (
          <Fold label={t('milestone.errors_sample')}>
            <ErrorRows rows={page.errors} />
          </Fold>
        ) : null}
      </Stack>
    </Section>
  )
}

function Accepted({ page }: PageOf) {
  const { t, date } = useLanguage()
  const { milestone, contract } = page
  if (!milestone.acceptedAt || !milestone.acceptedHow) return null
  return (
    <Notice tone={milestone.acceptedHow === 'waiver' ? 'info' : 'met'}>
      <p>
        {t(`milestone.accepted_${milestone.acceptedHow}`, {
          client: `\u2068${contract.clientName}\u2069`,
          date: date(milestone.acceptedAt),
        })}
      </p>
    </Notice>
  )
}

function History({ page }: PageOf) {
  const { t } = useLanguage()
  return (
    <Section title={t('milestone.history')}>
      <Timeline
        events={[...page.history].reverse().map((row) => ({
          id: String(row.id),
          at: row.at,
          title: t(`milestone.event_${row.event}`),
          body: (
            <>
              <span className="text-quiet">
                {t('milestone.by_actor', { actor: t(`milestone.actor_${row.actor}`) })}
                {row.name ? (
                  <>
                    : <Name>{row.name}</Name>
                  </>
                ) : null}
              </span>
              {row.note && row.personId ? <UserText text={row.note} /> : null}
            </>
          ),
        }))}
      />
    </Section>
  )
}

export default function MilestonePage() {
  const { page, holdback, returned } = useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const { t } = useLanguage()
  const { milestone, contract, turn } = page
  const names = { client: contract.clientName, team: contract.teamName }
  const side = page.side ?? (page.actors.includes('operator') ? ('operator' as const) : null)
  return (
    <Page
      title={<Name>{milestone.title}</Name>}
      kicker={t('milestone.kicker', { position: milestone.position })}
      crumbs={[
        { href: '/contracts', label: t('contract.list_title') },
        { href: `/contracts/${contract.id}`, label: contract.title },
        { label: t('milestone.kicker', { position: milestone.position }) },
      ]}
      money
      status={
        <TurnChip
          turn={turn}
          names={names}
          side={side}
          label={t(`milestone.status_${milestone.status}`)}
        />
      }
    >
      <Stack gap={6}>
        <MilestoneClock points={page.points} />
        <ErrorNotice state={state} />
        {returned === 'done' && !milestone.fundedAt ? (
          <Notice tone="info">
            <p>{t('milestone.fund_done')}</p>
          </Notice>
        ) : null}
        {returned === 'done' && page.working ? (
          <Notice tone="met">
            <p>{t('milestone.fund_confirmed')}</p>
          </Notice>
        ) : null}
        {returned === 'stopped' && !milestone.fundedAt ? (
          <Notice tone="info">
            <p>{t('milestone.fund_stopped')}</p>
          </Notice>
        ) : null}
        <Columns ratio="main-aside">
          <Live
            id="milestone"
            url={`/milestones/${milestone.id}`}
            running={isFollowed(page)}
            events={page.measuring ? `/milestones/${milestone.id}/progress` : undefined}
          >
            <Stack gap={6}>
              <WhatNext turn={turn} names={names} side={side} />
              <Accepted page={page} />
              {page.measuring && !page.judging?.waitsFor ? (
                <Measuring
                  milestoneId={milestone.id}
                  progress={page.progress}
                  file={page.file}
                  state={state}
                />
              ) : null}
              <JudgingPanel milestoneId={milestone.id} judging={page.judging} state={state} />
              <MilestoneActs page={page} state={state} />
              <Holdback
                holdback={holdback}
                contractId={contract.id}
                names={names}
                side={side}
                state={state}
              />
              {milestone.deliveryNote ? (
                <Section title={t('milestone.submitted_note')}>
                  <UserText text={milestone.deliveryNote} />
                </Section>
              ) : null}
              <DeliveryFiles milestoneId={milestone.id} files={page.files} />
              <Results page={page} />
              {page.changes.length > 0 ? (
                <Section title={t('milestone.change_rounds')}>
                  <Timeline
                    events={page.changes.map((row) => ({
                      id: row.id,
                      at: row.requestedAt,
                      title: t('milestone.change_round', { round: row.round }),
                      tone: 'turn' as const,
                      body: <UserText text={row.wanted} />,
                    }))}
                  />
                </Section>
              ) : null}
            </Stack>
          </Live>
          <Stack gap={6}>
            <DescriptionList
              items={[
                {
                  term: t('milestone.amount'),
                  value: (
                    <MoneyText
                      value={{ currency: milestone.currency, amountMinor: milestone.amountMinor }}
                      strong
                    />
                  ),
                },
                {
                  term: t('common.when'),
                  value: t('milestone.weeks', { count: milestone.weeks }),
                },
              ]}
            />
            {milestone.description ? <UserText text={milestone.description} /> : null}
            {page.endpoint || page.may.register ? (
              <Section title={t('milestone.endpoint')}>
                <Stack gap={2}>
                  <p>
                    {page.endpoint?.host === null
                      ? t('asking.registered_file')
                      : page.endpoint
                        ? t('milestone.endpoint_now', { host: `\u2068${page.endpoint.host}\u2069` })
                        : t('milestone.endpoint_none')}
                  </p>
                  {page.may.register ? (
                    <LinkButton
                      href={`/milestones/${milestone.id}/endpoint`}
                      tone={page.endpoint ? 'quiet' : 'primary'}
                    >
                      {t(page.endpoint ? 'milestone.endpoint_change' : 'milestone.endpoint')}
                    </LinkButton>
                  ) : page.side === 'team' ? (
                    <TextLink href={`/milestones/${milestone.id}/endpoint`}>
                      {t('milestone.endpoint_look')}
                    </TextLink>
                  ) : null}
                </Stack>
              </Section>
            ) : null}
            {page.rules.length > 0 ? (
              <Section title={t('milestone.rules_before')}>
                <RulesChecklist results={page.rules} />
              </Section>
            ) : null}
            <Section title={t('contract.money')}>
              <MilestoneMoney
                terms={contract.terms}
                currency={milestone.currency}
                amountMinor={milestone.amountMinor}
                releasedAt={milestone.releasedAt}
                money={page.money}
              />
            </Section>
            <History page={page} />
          </Stack>
        </Columns>
      </Stack>
    </Page>
  )
}
