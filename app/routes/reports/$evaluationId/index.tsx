import { useActionData, useLoaderData } from '@remix-run/react'
import { CheckboxField, FileField, TextArea, TextField } from '~/components/forms/fields'
import { Form, FormActions } from '~/components/forms/form'
import { criterionFigure, dayOf } from '~/components/outcomes/criterion-figure'
import {
  FiguresResult,
  ReportedFigures,
  ReportStanding,
} from '~/components/outcomes/reported-figures'
import { Button, ConfirmStep, SubmitButton } from '~/components/page/button'
import { Countdown } from '~/components/page/countdown'
import { useLanguage } from '~/components/page/language'
import { DescriptionList } from '~/components/page/list'
import { Tabs } from '~/components/page/navigation'
import { Notice } from '~/components/page/notice'
import { Page } from '~/components/page/page'
import { Section, Stack } from '~/components/page/section'
import { Name } from '~/components/page/text'
import {
  draftErrors,
  draftFrom,
  standByForm,
} from '~/domain/contracts/measuring/judging-forms.server'
import { reportDesk } from '~/domain/contracts/measuring/judging-queries.server'
import { discardSource, storeSource } from '~/domain/contracts/measuring/source-file.server'
import { mostFileBytes } from '~/domain/contracts/milestones/delivery-file'
import { act, invalid, redirectWith, serve } from '~/domain/identity/access.server'
import type { CriterionResult } from '~/domain/outcomes/evidence/verdict'
import { makeReport, standByReport } from '~/domain/outcomes/people/make-report.server'
import { previewOf } from '~/domain/outcomes/people/report-queries.server'
import { reportPeriod } from '~/domain/outcomes/people/report-standing'
import { Refused } from '~/kernel/refusal'
import { inTransaction } from '~/platform/database.server'
import { parseForm, typedValues } from '~/platform/forms.server'

function chosen<V extends { criterionId: string }>(cases: readonly V[], url: URL): V {
  const wanted = url.searchParams.get('criterion')
  const found = cases.find(({ criterionId }) => criterionId === wanted) ?? cases[0]
  if (!found) throw new Refused('not_found')
  return found
}

export const loader = serve('person', async ({ viewer, params, url, db, at, t }) => {
  const evaluationId = params.evaluationId ?? ''
  const desk = await reportDesk(db, viewer, { evaluationId, at })
  const view = chosen(desk.cases, url)
  return {
    title: t('judging.report_title'),
    evaluationId,
    about: desk.about,
    period: view.criterion.process && reportPeriod(desk.submittedAt, view.criterion.process),
    view,
    cases: desk.cases.map(({ criterionId, criterion }) => ({
      criterionId,
      measure: criterion.process?.measure ?? '',
    })),
    mayReport:
      view.runIsOpen && (view.standing.kind === 'awaited' || view.standing.kind === 'objected'),
    early: view.opensAt > at,
    mostFileBytes,
  }
})

export const action = act('person', async ({ viewer, form, params, url, db, at }) => {
  const evaluationId = params.evaluationId ?? ''
  const desk = await reportDesk(db, viewer, { evaluationId, at })
  const { criterion, criterionId } = chosen(desk.cases, url)
  const about = { evaluationId, criterionId, by: viewer.personId, at }
  const here = `/reports/${evaluationId}?criterion=${criterionId}`
  const intent = String(form.get('intent') ?? '')
  if (intent === 'stand_by') {
    const parsed = parseForm(standByForm, form)
    if (!parsed.ok) return invalid(parsed.errors, parsed.values, 'stand_by')
    await inTransaction((tx) => standByReport(tx, { ...about, ...parsed.value }))
    return redirectWith(here, 'judging.toast_stood')
  }
  const { process } = criterion
  if (!process || !['preview', 'report'].includes(intent)) throw new Refused('form_invalid')
  const values = typedValues(form)
  const { submittedAt } = desk
  const draft = draftFrom(form, process, submittedAt)
  const leastCases = criterion.sampleSize
  const errors = draftErrors(draft, { plan: process, leastCases, submittedAt, at })
  if (intent === 'preview') {
    if (Object.keys(errors).length > 0) return invalid(errors, values, 'report')
    return { preview: previewOf(criterion, draft), errors: {}, values, intent: 'report' }
  }
  if (form.get('statement') !== 'yes') errors.statement = { key: 'judging.problem_statement' }
  if (Object.keys(errors).length > 0) return invalid(errors, values, 'report')
  const stored = await storeSource(form.get('file'))
  if (!stored.ok) {
    return invalid({ file: `judging.problem_file_${stored.problem}` }, values, 'report')
  }
  try {
    await inTransaction((tx) => makeReport(tx, { ...about, draft, file: stored.file }))
  } catch (error) {
    // Of anything else nobody can say that nothing was written down.
    if (error instanceof Refused) await discardSource(stored.file)
    throw error
  }
  return redirectWith(here, 'judging.toast_reported')
})

type Data = ReturnType<typeof useLoaderData<typeof loader>>
type State = ReturnType<typeof useActionData<typeof action>>

/** What figures came to that were looked at and not handed in; null otherwise. */
function previewIn(state: State): CriterionResult | null {
  return state && 'preview' in state ? (state.preview as CriterionResult) : null
}

function Agreed({ data }: { data: Data }) {
  const language = useLanguage()
  const { t, dateTime } = language
  const { criterion, standing } = data.view
  const { process } = criterion
  if (!process) return null
  const { baseline, unit, unitName, measure, source, windowDays } = process
  const before = {
    value: baseline.value,
    cases: baseline.cases,
    from: dayOf(language, baseline.from),
    to: dayOf(language, baseline.to),
  }
  return (
    <Section title={t('judging.report_agreed')}>
      <DescriptionList
        items={[
          { term: t('judging.report_measure'), value: <Name>{measure}</Name> },
          { term: t('judging.report_source'), value: <Name>{source}</Name> },
          {
            term: t('judging.report_before'),
            value:
              unit === 'share'
                ? t('judging.report_before_share', before)
                : t('judging.report_before_number', { ...before, unit: unitName }),
          },
          {
            term: t('judging.report_target'),
            value: `${t(`outcome.${criterion.direction}`)} ${criterionFigure(language, criterion, criterion.target)}`,
          },
          {
            term: t('judging.report_window'),
            value: t('judging.report_window_value', {
              days: windowDays,
              from: dayOf(language, data.period?.from ?? ''),
              to: dayOf(language, data.period?.to ?? ''),
            }),
          },
          {
            term: t('judging.report_least'),
            value: t('judging.report_least_value', { cases: criterion.sampleSize }),
          },
          ...(standing.kind === 'awaited' || standing.kind === 'objected'
            ? [
                {
                  term: t(
                    standing.kind === 'awaited'
                      ? 'judging.report_due'
                      : 'judging.report_answer_due',
                  ),
                  value: dateTime(standing.until),
                },
              ]
            : []),
        ]}
      />
    </Section>
  )
}

function Figures({ data }: { data: Data }) {
  const { t } = useLanguage()
  const { process } = data.view.criterion
  if (process?.unit === 'share') {
    return (
      <TextField
        name="hits"
        label={t('judging.report_hits')}
        help={t('judging.report_hits_help', { measure: `\u2068${process.measure}\u2069` })}
        inputMode="numeric"
        width="short"
        required
      />
    )
  }
  return (
    <>
      <TextField
        name="mean"
        label={t('judging.report_mean', { unit: `\u2068${process?.unitName ?? ''}\u2069` })}
        inputMode="decimal"
        width="short"
        required
      />
      <TextField
        name="deviation"
        label={t('judging.report_deviation')}
        help={t('judging.report_deviation_help')}
        inputMode="decimal"
        width="short"
        required
      />
    </>
  )
}

function Report({ data, state }: { data: Data; state: State }) {
  const { t, size } = useLanguage()
  const { view } = data
  const correcting = view.standing.kind === 'objected'
  const preview = previewIn(state)
  return (
    <Section
      title={t(correcting ? 'judging.report_correct' : 'judging.report_form')}
      {...(correcting ? { lead: t('judging.report_correct_lead') } : {})}
    >
      {preview ? (
        <Notice tone="info" title={t('judging.report_preview_title')}>
          <p>{t('judging.report_preview_lead')}</p>
          <FiguresResult result={preview} />
        </Notice>
      ) : null}
      <Form state={state?.intent === 'stand_by' ? null : state} upload>
        <TextField
          name="cases"
          label={t('judging.report_cases')}
          help={t('judging.report_cases_help', { least: view.criterion.sampleSize })}
          inputMode="numeric"
          width="short"
          required
        />
        <Figures data={data} />
        <FormActions>
          <Button name="intent" value="preview" tone="quiet" unchecked>
            {t('judging.report_preview')}
          </Button>
        </FormActions>
        <FileField
          name="file"
          label={t('judging.report_file')}
          help={t('judging.report_file_help', { size: size(data.mostFileBytes) })}
          accept=".csv,.tsv,.txt,.json,.pdf,.xlsx,.ods"
          required
        />
        <CheckboxField name="statement" label={t('judging.report_statement')} required />
        <FormActions>
          <SubmitButton name="intent" value="report" note={t('judging.report_hand_in_note')}>
            {t('judging.report_hand_in')}
          </SubmitButton>
        </FormActions>
      </Form>
    </Section>
  )
}

function StandBy({ state }: { state: State }) {
  const { t } = useLanguage()
  return (
    <ConfirmStep
      label={t('judging.report_stand')}
      tone="danger"
      sentence={t('judging.report_stand_sentence')}
      open={state?.intent === 'stand_by'}
    >
      <Form intent="stand_by" state={state}>
        <TextArea
          name="answer"
          label={t('judging.report_stand_reason')}
          rows={4}
          maxLength={4000}
          required
        />
        <FormActions>
          <SubmitButton tone="danger">{t('judging.report_stand_yes')}</SubmitButton>
        </FormActions>
      </Form>
    </ConfirmStep>
  )
}

export default function ReportPage() {
  const data = useLoaderData<typeof loader>()
  const state = useActionData<typeof action>()
  const { t, dateTime } = useLanguage()
  const { view, cases, evaluationId } = data
  const running = view.runIsOpen && 'until' in view.standing
  return (
    <Page
      title={t('judging.report_title')}
      kicker={<Name>{data.about}</Name>}
      lead={t('judging.report_lead')}
      width="reading"
      crumbs={[
        { href: '/ratings', label: t('judging.reports_title') },
        { label: view.criterion.process?.measure ?? '' },
      ]}
      status={
        running && 'until' in view.standing ? <Countdown until={view.standing.until} /> : undefined
      }
    >
      <Stack gap={7}>
        {cases.length > 1 ? (
          <Tabs
            label={t('judging.reports_title')}
            items={cases.map((row) => ({
              href: `/reports/${evaluationId}?criterion=${row.criterionId}`,
              label: <Name>{row.measure}</Name>,
              current: row.criterionId === view.criterionId,
            }))}
          />
        ) : null}
        <Agreed data={data} />
        {view.reports.length > 0 ? (
          <Section title={t('judging.report_made')}>
            <ReportedFigures evaluationId={evaluationId} view={view} />
            <ReportStanding view={view} />
          </Section>
        ) : null}
        {data.mayReport && data.early ? (
          <Notice tone="info">
            <p>{t('judging.report_too_early', { date: dateTime(view.opensAt) })}</p>
          </Notice>
        ) : null}
        {data.mayReport ? (
          <Report key={view.criterionId} data={data} state={state} />
        ) : (
          <ReportEnd view={view} />
        )}
        {view.standing.kind === 'objected' && data.mayReport ? <StandBy state={state} /> : null}
      </Stack>
    </Page>
  )
}

/** Where there is nothing to hand in and nothing was, the page says why. */
function ReportEnd({ view }: { view: Data['view'] }) {
  if (view.reports.length > 0) return null
  return (
    <Notice tone="info">
      <ReportStanding view={view} />
    </Notice>
  )
}
