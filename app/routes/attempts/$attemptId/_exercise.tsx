import type { ReactNode } from 'react'
import { CheckboxField } from '~/components/forms/fields'
import { Form, FormActions, type FormState } from '~/components/forms/form'
import { WorkText } from '~/components/learning/work-text'
import { CriterionResults } from '~/components/outcomes/criterion-results'
import { CriterionSentence } from '~/components/outcomes/criterion-sentence'
import { EndedRuns } from '~/components/outcomes/ended-runs'
import { Measuring } from '~/components/outcomes/measuring'
import { MissingAnswers } from '~/components/outcomes/missing-answers'
import { ResultDetailPlot } from '~/components/outcomes/result-detail'
import { ActionForm, ConfirmStep, LinkButton, SubmitButton } from '~/components/page/button'
import { DataTable } from '~/components/page/data-table'
import { Fold } from '~/components/page/fold'
import { useLanguage } from '~/components/page/language'
import { Notice } from '~/components/page/notice'
import { Live } from '~/components/page/progress'
import { Row, Section, Stack } from '~/components/page/section'
import { isolated, Name, Quiet, TextLink } from '~/components/page/text'
import type { ExercisePage } from '~/domain/learning/attempts/exercise-queries.server'
import { isAsked } from '~/domain/outcomes/endpoints/endpoint'
import { fileWaitHours } from '~/domain/outcomes/runs/evaluation'

type Part = { page: ExercisePage }
type Sent = Part & { state: FormState | undefined }

const hrefOf = ({ page }: Part) => `/attempts/${page.attempt.id}`

/** An attempt at an exercise: what is asked, the way in, the measurement, and what came of it. */
export function ExerciseAttempt({ page, state }: Sent) {
  const here = hrefOf({ page })
  return (
    <Live
      id="attempt"
      url={here}
      running={page.measuring && !page.file}
      events={page.measuring && !page.file ? `${here}/progress` : undefined}
    >
      <Stack gap={7}>
        <Outcome page={page} />
        {page.measuring ? (
          <Measuring
            rowsUrl={`${here}/rows`}
            progress={page.progress}
            file={page.file}
            state={state}
          />
        ) : null}
        {page.may.stop ? <Stop /> : null}
        {page.may.register ? <Asked page={page} /> : null}
        {page.may.register ? <NextStep page={page} state={state} /> : null}
        <Results page={page} />
        {page.may.register ? null : <Asked page={page} />}
      </Stack>
    </Live>
  )
}

/** What is asked, and rows to try it on. */
function Asked({ page }: Part) {
  const { t } = useLanguage()
  return (
    <>
      <Section title={t('grading.asked')}>
        {page.brief ? <WorkText html={page.brief} /> : null}
        {page.runs.some(({ body }) => body !== null) ? null : (
          <p className="max-w-[68ch]">
            <CriterionSentence criterion={page.criterion} />
          </p>
        )}
        <Quiet>{t('grading.rows_sealed', { rows: page.dataset.rowCount })}</Quiet>
      </Section>
      <Sample page={page} />
    </>
  )
}

/** What became of the attempt, in a sentence for whoever learns from it. */
function Outcome({ page }: Part) {
  const { t } = useLanguage()
  if (page.broken) {
    const { failure } = page.broken
    return (
      <Notice tone="info" title={t('grading.broken_title')}>
        <p>
          {failure ? t(`outcome.failure_${failure}`) : t('grading.stopped_free')}{' '}
          {t('grading.broken_again')}
        </p>
      </Notice>
    )
  }
  if (page.attempt.passed === null) return null
  const overall = page.run?.overall
  if (!overall) {
    return (
      <Notice tone="lost">
        <p>{t('grading.result_stopped')}</p>
      </Notice>
    )
  }
  const next = page.attempt.passed ? null : page.attemptsAllowed - page.attemptsUsed
  return (
    <Notice tone={overall === 'met' ? 'met' : overall === 'not_met' ? 'lost' : 'turn'}>
      <p>{t(`grading.result_${overall}`, { rows: page.criterion.sampleSize })}</p>
      {next === null ? null : <p>{t('grading.attempts_left', { left: next })}</p>}
      <p>
        <TextLink href={`/tracks/${page.track.slug}/${page.item.key}`}>
          {t(overall === 'met' ? 'grading.go_on' : 'grading.try_again')}
        </TextLink>
      </p>
    </Notice>
  )
}

function NextStep({ page, state }: Sent) {
  const { t } = useLanguage()
  const here = hrefOf({ page })
  const { endpoint } = page
  return (
    <Section title={t('grading.way_in')}>
      <Stack gap={4}>
        <p>
          {endpoint === null
            ? t('grading.way_none')
            : endpoint.host === null
              ? t('asking.registered_file')
              : t('milestone.endpoint_now', { host: isolated(endpoint.host) })}
        </p>
        <Row gap={3}>
          <LinkButton href={`${here}/endpoint`} tone={endpoint ? 'quiet' : 'primary'}>
            {t(endpoint ? 'grading.way_change' : 'grading.way_choose')}
          </LinkButton>
        </Row>
        {page.may.submit && endpoint ? <Submit page={page} state={state} /> : null}
      </Stack>
    </Section>
  )
}

function Doubt({ page }: Part) {
  const { t } = useLanguage()
  if (!page.doubt) return null
  const { kind, rows, answered, confirm } = page.doubt
  return (
    <>
      <Notice tone="turn" title={t('milestone.doubt_title')}>
        <p>{t(`milestone.doubt_${kind}`, { rows, answered })}</p>
        <p>
          <TextLink href={`${hrefOf({ page })}/endpoint?try=1`}>
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

function Submit({ page, state }: Sent) {
  const { t } = useLanguage()
  const left = page.attemptsAllowed - page.attemptsUsed
  const byFile = page.endpoint !== null && !isAsked(page.endpoint.kind)
  return (
    <ConfirmStep
      label={t('grading.submit')}
      tone="primary"
      sentence={
        byFile
          ? t('prediction.submit_sentence', { left, hours: fileWaitHours })
          : t('milestone.submit_sentence', { left })
      }
      open={state?.intent === 'submit'}
    >
      <Form intent="submit" state={state}>
        <Doubt page={page} />
        <FormActions>
          <SubmitButton note={t('grading.submit_exercise_note')}>
            {t('milestone.submit_yes')}
          </SubmitButton>
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
      sentence={t('grading.stop_sentence')}
    >
      <ActionForm intent="stop" label={t('milestone.cancel_run')} tone="danger" />
    </ConfirmStep>
  )
}

function Results({ page }: Part) {
  const { t } = useLanguage()
  const measured = page.runs.filter(({ body }) => body !== null)
  const detail = page.run?.body?.results[0]
  if (page.runs.length === 0 || (measured.length === 0 && page.measuring)) return null
  return (
    <Section
      title={t('milestone.results')}
      lead={t('milestone.attempts', { used: page.attemptsUsed, allowed: page.attemptsAllowed })}
      actions={
        page.run?.verdictId ? (
          <TextLink href={`/verdicts/${page.run.verdictId}`}>
            {t('milestone.verdict_open')}
          </TextLink>
        ) : undefined
      }
    >
      <Stack gap={5}>
        {measured.length > 0 ? (
          <CriterionResults criterion={page.criterion} attempts={measured} />
        ) : null}
        <MissingAnswers attempts={measured} />
        <EndedRuns attempts={page.runs} history={[]} />
        {detail ? <ResultDetailPlot result={detail} /> : null}
        {detail ? <Quiet>{t('grading.no_rows_shown')}</Quiet> : null}
        {page.run?.verdictId ? <Show page={page} /> : null}
      </Stack>
    </Section>
  )
}

/** The signed verdict is the learner's to show. */
function Show({ page }: Part): ReactNode {
  const { t, date } = useLanguage()
  const shown = page.verdictPublicAt
  return (
    <Section title={t('grading.show_title')} level={3}>
      <p className="max-w-[68ch]">
        {shown
          ? t('grading.shown_since', { date: date(shown) })
          : t('grading.show_who', { track: isolated(page.track.title) })}
      </p>
      <ConfirmStep
        label={t(shown ? 'grading.hide' : 'grading.show')}
        tone="quiet"
        sentence={t(shown ? 'grading.hide_sentence' : 'grading.show_sentence')}
      >
        <ActionForm
          intent="show"
          label={t(shown ? 'grading.hide' : 'grading.show')}
          fields={{ show: shown ? 'no' : 'yes' }}
          tone="quiet"
        />
      </ConfirmStep>
    </Section>
  )
}

const shownRows = 5

function Sample({ page }: Part) {
  const { t } = useLanguage()
  const { sample, columns, labelColumn } = page.dataset
  if (sample.length === 0) return null
  const rows = sample.slice(0, shownRows).map((row, index) => ({ ...row, index }))
  return (
    <Section
      title={t('grading.sample')}
      lead={t('grading.sample_lead', { rows: sample.length })}
      actions={
        <LinkButton href={`${hrefOf({ page })}/sample`} icon="download">
          {t('grading.sample_download')}
        </LinkButton>
      }
    >
      <Fold label={t('grading.sample_look', { rows: rows.length })}>
        <DataTable
          caption={t('grading.sample')}
          hideCaption
          rows={rows}
          rowKey={({ index }) => String(index)}
          columns={[
            {
              key: labelColumn,
              label: <Name>{labelColumn}</Name>,
              primary: true,
              cell: ({ label }) => <Name>{label}</Name>,
            },
            ...columns.map((column) => ({
              key: `column-${column}`,
              label: <Name>{column}</Name>,
              cell: ({ features }: (typeof rows)[number]) => (
                <span className="block max-w-[60ch] break-words">
                  <Name>{cellText(features[column])}</Name>
                </span>
              ),
            })),
          ]}
        />
      </Fold>
    </Section>
  )
}

function cellText(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? '')
  return text.length > 300 ? `${text.slice(0, 300)}…` : text
}
