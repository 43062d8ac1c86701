import type { CriterionResult, ResultDetail } from '~/domain/outcomes/evidence/verdict'
import { DataTable } from '../page/data-table'
import { useLanguage } from '../page/language'
import { isolated, Name } from '../page/text'
import { AvailabilityStrip } from '../plots/availability-strip'
import { ConfusionMatrix } from '../plots/confusion-matrix'
import { HistogramPlot } from '../plots/histogram-plot'
import { figureOf } from '../plots/plot-scale'
import { RatingsPlot } from '../plots/ratings-plot'
import { RocPlot } from '../plots/roc-plot'
import { dayOf, plotFormatOf, unitOf } from './criterion-figure'

/** What a result looks like from near. Verdicts of the first engine have nothing of it. */
export function ResultDetailPlot(props: {
  result: CriterionResult
  /** When the window of the probes began, where that is known. */
  probedSince?: Date | null
}) {
  const { result } = props
  const { detail, criterion } = result
  if (!detail) return null
  switch (detail.kind) {
    case 'confusion':
      return <Confusion detail={detail} positive={criterion.positiveClass} />
    case 'roc':
      return <RocPlot points={detail.points} />
    case 'histogram':
      return <HistogramPlot {...detail} />
    case 'probes':
      return <AvailabilityStrip {...detail} startedAt={props.probedSince ?? null} />
    case 'ratings':
      return criterion.rubric ? <RatingsPlot {...detail} rubric={criterion.rubric} /> : null
    case 'process':
      return <ProcessFacts detail={detail} result={result} />
  }
}

const mostLabels = 12
const mostPairs = 20

function Confusion(props: {
  detail: Extract<ResultDetail, { kind: 'confusion' }>
  positive: string | null
}) {
  const { labels, counts } = props.detail
  if (labels.length > mostLabels) return <WorstConfusions labels={labels} counts={counts} />
  return (
    <ConfusionMatrix
      labels={labels}
      counts={counts.map((row) => row.slice(0, labels.length))}
      stray={counts.map((row) => row[labels.length] ?? 0)}
      {...(props.positive === null ? {} : { positive: props.positive })}
    />
  )
}

/** With many labels a matrix cannot be read: the pairs that were mixed up most often can. */
function WorstConfusions(props: {
  labels: readonly string[]
  counts: readonly (readonly number[])[]
}) {
  const { t, number } = useLanguage()
  const pairs = props.counts
    .flatMap((row, truth) =>
      row.map((count, answer) => ({ key: `${truth}-${answer}`, truth, answer, count })),
    )
    .filter(({ truth, answer, count }) => truth !== answer && count > 0)
    .sort((a, b) => b.count - a.count)
    .slice(0, mostPairs)
  const name = (at: number) => props.labels[at] ?? t('common.stray_label')
  return (
    <DataTable
      caption={t('plot.worst_confusions')}
      rows={pairs}
      rowKey={({ key }) => key}
      empty={<p className="text-sm">{t('plot.no_confusions')}</p>}
      columns={[
        {
          key: 'truth',
          label: t('common.true_label'),
          primary: true,
          cell: ({ truth }) => <Name>{name(truth)}</Name>,
        },
        {
          key: 'answer',
          label: t('common.answered_label'),
          cell: ({ answer }) => <Name>{name(answer)}</Name>,
        },
        {
          key: 'count',
          label: t('plot.times'),
          numeric: true,
          cell: ({ count }) => number(count),
        },
      ]}
    />
  )
}

/** Both periods in words: the picture of them is the interval plot itself. */
function ProcessFacts(props: {
  detail: Extract<ResultDetail, { kind: 'process' }>
  result: CriterionResult
}) {
  const language = useLanguage()
  const { t } = language
  const { detail, result } = props
  const { process } = result.criterion
  if (!process) return null
  const { baseline } = process
  const before = figureOf(
    language,
    plotFormatOf(result.criterion),
    baseline.value,
    unitOf(result.criterion),
  )
  const days = (period: { from: string; to: string }) => ({
    from: dayOf(language, period.from),
    to: dayOf(language, period.to),
  })
  return (
    <ul className="grid gap-1 text-sm">
      <li>
        {t('plot.before_period', { value: before, ...days(baseline), cases: baseline.cases })}
      </li>
      <li>{t('plot.after_period', { ...days(detail), cases: detail.cases })}</li>
      <li>{t('plot.source', { source: isolated(process.source) })}</li>
      {process.measurer.name ? (
        <li>{t('plot.measurer', { name: isolated(process.measurer.name) })}</li>
      ) : null}
    </ul>
  )
}
