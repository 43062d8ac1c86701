import type { Criterion } from '~/domain/outcomes/criterion'
import { scaleOf } from '~/domain/outcomes/metric'
import type { VerdictBody } from '~/domain/outcomes/verdict'
import { CriterionSentence } from './criterion-sentence'
import { type Attempt, type Before, IntervalPlot, type PlotFormat } from './interval-plot'
import { type ReaderLanguage, useLanguage } from './language'
import { StatusChip } from './status-chip'

/** "F1, urgent": what a plot is headed with. */
export function criterionName({ t }: Pick<ReaderLanguage, 't'>, criterion: Criterion): string {
  const metric = t(`outcome.metric_${criterion.metric}`)
  if (criterion.process) return `\u2068${criterion.process.measure}\u2069`
  if (criterion.positiveClass !== null) return `${metric}: \u2068${criterion.positiveClass}\u2069`
  return criterion.averaging && criterion.averaging !== 'class'
    ? `${metric}, ${t(`outcome.averaging_${criterion.averaging}`)}`
    : metric
}

/** How a criterion's numbers are written. A client's own share is a share like any other. */
export function formatOf(criterion: Criterion): PlotFormat {
  return criterion.process?.unit === 'share' ? 'share' : scaleOf(criterion.metric)
}

export function unitOf(criterion: Criterion): string {
  return criterion.process?.unitName ?? ''
}

/** A day of the client's figures ("2026-03-31") as the reader writes days, in whatever zone. */
export function dayOf({ date }: Pick<ReaderLanguage, 'date'>, day: string): string {
  return date(new Date(`${day.slice(0, 10)}T12:00:00.000Z`))
}

function beforeOf(language: ReaderLanguage, criterion: Criterion): Before | null {
  const { process } = criterion
  if (!process) return null
  const { value, cases } = process.baseline
  return { label: language.t('plot.before'), value, n: cases }
}

export type ShownAttempt = {
  attempt: number
  verdictId: string | null
  body: Pick<VerdictBody, 'results'> | null
}

/** One criterion over all attempts: asked, measured, and the interval of each. */
export function CriterionResults(props: {
  criterion: Criterion
  attempts: readonly ShownAttempt[]
  /** The verdict's own page needs no link to itself. */
  linked?: boolean
  /** What the rows of the plot are called, where they are no attempts. */
  label?: string
}) {
  const language = useLanguage()
  const { t } = language
  const { criterion } = props
  const measured = props.attempts.flatMap(({ attempt, verdictId, body }) => {
    const result = body?.results.find((row) => row.criterion.id === criterion.id)
    return result ? [{ attempt, verdictId, result }] : []
  })
  const plotted = measured.flatMap(({ attempt, verdictId, result }): Attempt[] =>
    result.estimate === null
      ? []
      : [
          {
            id: `${criterion.id}-${attempt}`,
            label: props.label ?? t('milestone.attempt', { n: attempt }),
            estimate: result.estimate,
            low: result.lower,
            high: result.upper,
            result: result.outcome,
            n: result.n,
            ...(verdictId && props.linked !== false ? { href: `/verdicts/${verdictId}` } : {}),
          },
        ],
  )
  const last = measured.at(-1)?.result
  const before = beforeOf(language, criterion)
  return (
    <div className="grid gap-2 border-t border-hairline pt-4">
      <p className="max-w-[68ch]">
        <CriterionSentence criterion={criterion} />
      </p>
      {plotted.length > 0 ? (
        <IntervalPlot
          title={criterionName(language, criterion)}
          direction={criterion.direction}
          target={criterion.target}
          format={formatOf(criterion)}
          unit={unitOf(criterion)}
          attempts={plotted}
          {...(before ? { before } : {})}
        />
      ) : null}
      {last && last.estimate === null ? (
        <p>
          <StatusChip kind={last.outcome} /> {t('verdict.no_estimate')}
        </p>
      ) : null}
      {last ? <p className="text-sm text-quiet">{t(`outcome.reason_${last.reason}`)}</p> : null}
    </div>
  )
}
