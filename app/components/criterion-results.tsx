import type { Criterion } from '~/domain/outcomes/criterion'
import { percentileOf } from '~/domain/outcomes/metric'
import type { CriterionResult, VerdictBody } from '~/domain/outcomes/verdict'
import { CriterionSentence } from './criterion-sentence'
import { type Attempt, IntervalPlot, type PlotFormat } from './interval-plot'
import { type ReaderLanguage, useLanguage } from './language'
import { StatusChip } from './status-chip'

/** "F1, urgent": what a plot is headed with. */
export function criterionName({ t }: Pick<ReaderLanguage, 't'>, criterion: Criterion): string {
  const metric = t(`outcome.metric_${criterion.metric}`)
  if (criterion.positiveClass !== null) return `${metric}: \u2068${criterion.positiveClass}\u2069`
  return criterion.averaging && criterion.averaging !== 'class'
    ? `${metric}, ${t(`outcome.averaging_${criterion.averaging}`)}`
    : metric
}

export function formatOf(criterion: Criterion): PlotFormat {
  return percentileOf(criterion.metric) === null ? 'share' : 'ms'
}

/** An interval that is open at one end is drawn to the edge of what matters. */
function bounds(result: CriterionResult): { low: number; high: number } {
  const estimate = result.estimate ?? result.target
  const { criterion } = result
  const most = formatOf(criterion) === 'share' ? 1 : Math.max(estimate, result.target) * 1.25
  return { low: result.lower ?? 0, high: result.upper ?? most }
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
            label: t('milestone.attempt', { n: attempt }),
            estimate: result.estimate,
            ...bounds(result),
            result: result.outcome,
            n: result.n,
            ...(verdictId && props.linked !== false ? { href: `/verdicts/${verdictId}` } : {}),
          },
        ],
  )
  const last = measured.at(-1)?.result
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
          attempts={plotted}
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
