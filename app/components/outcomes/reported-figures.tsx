import type { CriterionResult } from '~/domain/outcomes/evidence/verdict'
import type { CaseView } from '~/domain/outcomes/people/report-view'
import { useLanguage } from '../page/language'
import { DescriptionList } from '../page/list'
import { Notice } from '../page/notice'
import { Stack } from '../page/section'
import { StatusChip } from '../page/status-chip'
import { Code, Name, Quiet, TextLink, UserText } from '../page/text'
import { IntervalPlot } from '../plots/interval-plot'
import { criterionFigure, dayOf, plotFormatOf, unitOf } from './criterion-figure'

/** What figures come to against their target: the interval, and in words. */
export function FiguresResult({ result }: { result: CriterionResult }) {
  const language = useLanguage()
  const { t } = language
  const { criterion, estimate, lower, upper, n, outcome, reason } = result
  if (estimate === null || lower === null || upper === null) {
    return (
      <p>
        <StatusChip kind={outcome} /> {t(`outcome.reason_${reason}`)}
      </p>
    )
  }
  const figure = (value: number) => criterionFigure(language, criterion, value)
  const values = { estimate: figure(estimate), low: figure(lower), high: figure(upper), n }
  return (
    <Stack gap={3}>
      <IntervalPlot
        title={criterion.process?.measure ?? ''}
        direction={criterion.direction}
        target={criterion.target}
        format={plotFormatOf(criterion)}
        unit={unitOf(criterion)}
        attempts={[
          {
            id: criterion.id,
            label: t('outcome.measured'),
            ...{ estimate, low: lower, high: upper, result: outcome, n },
          },
        ]}
      />
      <p>{t('judging.report_result_line', values)}</p>
      <Quiet>{t(`outcome.reason_${reason}`)}</Quiet>
    </Stack>
  )
}

/** Every report of one criterion with what was held against it, oldest first. */
export function ReportedFigures({ evaluationId, view }: { evaluationId: string; view: CaseView }) {
  const language = useLanguage()
  const { t, dateTime, size } = language
  const unit = unitOf(view.criterion)
  return (
    <>
      {view.reports.map((report) => (
        <article key={report.id} className="grid gap-3 border-t border-hairline pt-4">
          <h3 className="font-semibold">
            {t('judging.report_round', { round: report.round })}, {dateTime(report.reportedAt)}
          </h3>
          <p>
            {report.hits === null
              ? t('judging.report_shown_number', {
                  value: report.mean ?? 0,
                  deviation: report.deviation ?? 0,
                  cases: report.cases,
                  unit,
                })
              : t('judging.report_shown_share', {
                  hits: report.hits,
                  cases: report.cases,
                  value: report.hits / report.cases,
                })}
          </p>
          <DescriptionList
            items={[
              {
                term: t('judging.report_period'),
                value: t('judging.report_period_value', {
                  from: dayOf(language, report.from),
                  to: dayOf(language, report.to),
                }),
              },
              {
                term: t('judging.report_download'),
                value: (
                  <>
                    <TextLink href={`/reports/${evaluationId}/files/${report.id}`}>
                      <Name>{report.fileName}</Name>
                    </TextLink>{' '}
                    <span className="text-quiet">({size(report.sizeBytes)})</span>{' '}
                    <Code>{report.fileSha256.slice(0, 16)}</Code>
                  </>
                ),
              },
            ]}
          />
          <FiguresResult result={report.result} />
          {report.objection ? (
            <Notice tone="turn">
              <p>
                {t('judging.report_objected', {
                  side: report.objection.side,
                  date: dateTime(report.objection.objectedAt),
                })}
              </p>
              <UserText text={report.objection.reason} />
              {report.objection.stoodByAt ? (
                <>
                  <p>{t('judging.report_stood')}</p>
                  <UserText text={report.objection.answer} />
                </>
              ) : null}
            </Notice>
          ) : null}
        </article>
      ))}
    </>
  )
}

/** Where the figures stand, in a sentence. */
export function ReportStanding({ view }: { view: CaseView }) {
  const { t, dateTime } = useLanguage()
  const { standing, runIsOpen } = view
  switch (standing.kind) {
    case 'open':
      return runIsOpen ? (
        <p>{t('judging.report_wait_open', { date: dateTime(standing.until) })}</p>
      ) : (
        <p>{t('judging.report_wait_over')}</p>
      )
    case 'settled':
      return <p>{t('judging.report_wait_settled')}</p>
    case 'disputed':
      return <p>{t('judging.report_wait_disputed')}</p>
    case 'silent':
      return <p>{t('judging.report_wait_silent')}</p>
    default:
      return runIsOpen ? null : <p>{t('judging.report_wait_over')}</p>
  }
}
