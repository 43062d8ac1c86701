import type { Criterion } from '~/domain/outcomes/criteria/criterion'
import type { VerdictBody } from '~/domain/outcomes/evidence/verdict'
import { type ReaderLanguage, useLanguage } from '../page/language'
import { StatusChip } from '../page/status-chip'
import { type Attempt, type Before, IntervalPlot } from '../plots/interval-plot'
import { criterionName, plotFormatOf, unitOf } from './criterion-figure'
import { CriterionSentence } from './criterion-sentence'

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
          format={plotFormatOf(criterion)}
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
