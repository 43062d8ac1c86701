import { useId } from 'react'
import type { Criterion } from '~/domain/outcomes/criteria/criterion'
import type { Example } from '~/domain/outcomes/criteria/criterion-examples'
import type { Power } from '~/domain/outcomes/criteria/criterion-power'
import type {
  CriterionPreview,
  CriterionWarning,
} from '~/domain/outcomes/criteria/criterion-preview'
import { percentileOf, scaleOf } from '~/domain/outcomes/criteria/metric'
import { DataTable } from '../page/data-table'
import { Fold } from '../page/fold'
import { type ReaderLanguage, useLanguage } from '../page/language'
import { Notice } from '../page/notice'
import { Section, Stack } from '../page/section'
import { StatusChip } from '../page/status-chip'
import { isolated, Quiet } from '../page/text'
import { IntervalPlot } from '../plots/interval-plot'
import { criterionFigure, criterionName, plotFormatOf } from './criterion-figure'

export type Previewed = { criterion: Criterion; preview: CriterionPreview }

/** What its sample is a number of. */
function countsOf({ metric, rubric, process }: Criterion): string {
  if (process) return 'cases'
  if (rubric) return 'answers'
  return metric === 'availability' ? 'looks' : 'rows'
}

/** What would pass and how good a system must be, with what to think again about first. */
export function CriterionPreviewParts({
  criterion,
  preview,
  level,
}: Previewed & { level?: 2 | 3 }) {
  const { t } = useLanguage()
  const { examples, power } = preview
  return (
    <Stack gap={6}>
      <Warnings criterion={criterion} preview={preview} />
      <Section
        title={t('criteria.pass_title')}
        level={level}
        lead={t(examples.approximate ? 'criteria.pass_lead_approximate' : 'criteria.pass_lead')}
      >
        <WorkedExamples criterion={criterion} preview={preview} />
      </Section>
      <Section title={t('criteria.power_title')} level={level}>
        {power ? (
          <PowerWords criterion={criterion} power={power} />
        ) : (
          <Quiet>{t('criteria.power_unknown')}</Quiet>
        )}
      </Section>
    </Stack>
  )
}

/** The same, folded away under the sentence of a criterion. */
export function WhatWouldPass(previewed: Previewed) {
  const { t } = useLanguage()
  return (
    <Fold label={t('criteria.fold')}>
      <CriterionPreviewParts {...previewed} level={3} />
    </Fold>
  )
}

function warningText(
  language: ReaderLanguage,
  criterion: Criterion,
  warning: CriterionWarning,
): string {
  const { t, percent } = language
  const figure = (value: number) => criterionFigure(language, criterion, value)
  switch (warning.kind) {
    case 'baseline_meets':
      return t('criteria.warn_baseline_meets', { baseline: figure(warning.baseline) })
    case 'before_meets':
      return t('criteria.warn_before_meets', { before: figure(warning.before) })
    case 'noise':
      return t('criteria.warn_noise', {
        share: percent(warning.share, 1),
        reachable: figure(warning.reachable),
      })
    case 'rows_short':
      return t('criteria.warn_rows_short', { needed: warning.needed, rows: warning.rows })
    case 'never_passes':
      return t('criteria.warn_never_passes', { n: warning.n, counts: countsOf(criterion) })
    case 'rare_class':
      return t('criteria.warn_rare_class', { label: warning.label, rows: warning.rows })
    case 'rare_in_average':
      return t('criteria.warn_rare_in_average', { label: warning.label, rows: warning.rows })
    case 'groups':
      return t('criteria.warn_groups')
  }
}

function Warnings({ criterion, preview }: Previewed) {
  const language = useLanguage()
  if (preview.warnings.length === 0) return null
  return (
    <Notice tone="turn">
      {preview.warnings.map((warning) => (
        <p key={warning.kind}>{warningText(language, criterion, warning)}</p>
      ))}
    </Notice>
  )
}

function WorkedExamples({ criterion, preview }: Previewed) {
  const language = useLanguage()
  const { t } = language
  const id = useId()
  const { list } = preview.examples
  if (list.length === 0) return <Quiet>{t('criteria.pass_none')}</Quiet>
  const most = scaleOf(criterion.metric) === 'share' ? 1 : criterion.target * 1.5
  // The plot puts the last one on top: the pass comes first, as in the list.
  const plotted = [...list].reverse().map((example) => ({
    id: `${id}-${example.outcome}`,
    label: t(`criteria.example_${example.outcome}`),
    estimate: example.estimate,
    low: example.lower ?? 0,
    high: example.upper ?? Math.max(most, example.estimate),
    result: example.outcome,
    n: example.n,
  }))
  return (
    <Stack gap={4}>
      <IntervalPlot
        title={criterionName(language, criterion)}
        direction={criterion.direction}
        target={criterion.target}
        format={plotFormatOf(criterion)}
        attempts={plotted}
      />
      <ul className="m-0 grid list-none gap-3 p-0">
        {list.map((example) => (
          <li key={example.outcome} className="grid gap-1 border-t border-hairline pt-3">
            <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
              <StatusChip kind={example.outcome} />
              <span className="font-semibold">{t(`criteria.example_${example.outcome}`)}</span>
            </p>
            <p className="max-w-[68ch]">{exampleText(language, criterion, example)}</p>
            <p className="max-w-[68ch] text-sm text-quiet">
              {reasonText(language, criterion, example)}
            </p>
          </li>
        ))}
      </ul>
      {criterion.process?.unit === 'number' ? (
        <Quiet>{t('criteria.assumed_deviation')}</Quiet>
      ) : null}
    </Stack>
  )
}

function endText(language: ReaderLanguage, criterion: Criterion, end: number | null): string {
  return end === null ? language.t('outcome.unbounded') : criterionFigure(language, criterion, end)
}

/** "376 of 400 rows right: 0.94, between 0.92 and 0.96." */
function exampleText(language: ReaderLanguage, criterion: Criterion, example: Example): string {
  const { t } = language
  const { metric, averaging } = criterion
  const values = {
    estimate: criterionFigure(language, criterion, example.estimate),
    low: endText(language, criterion, example.lower),
    high: endText(language, criterion, example.upper),
  }
  const { counted } = example
  if (!counted) {
    const kind = criterion.rubric ? 'marked' : criterion.process ? 'average' : 'score'
    return t(`criteria.words_${kind}`, { ...values, n: example.n })
  }
  const said = { ...values, ...counted }
  if (percentileOf(metric) !== null) {
    const target = criterionFigure(language, criterion, criterion.target)
    return t('criteria.words_within', { ...said, target })
  }
  if (averaging === 'class') {
    const label = criterion.positiveClass ?? ''
    return t(metric === 'recall' ? 'criteria.words_found' : 'criteria.words_named', {
      ...said,
      label,
    })
  }
  const kinds = {
    error_rate: 'failed',
    throughput: 'in_time',
    availability: 'seen',
    process_value: 'cases',
  } as const
  const kind = kinds[metric as keyof typeof kinds] ?? 'right'
  return t(`criteria.words_${kind}`, said)
}

function reasonText(language: ReaderLanguage, criterion: Criterion, example: Example): string {
  const careful = criterion.direction === 'at_least' ? example.lower : example.upper
  const generous = criterion.direction === 'at_least' ? example.upper : example.lower
  const end = example.outcome === 'not_met' ? generous : careful
  const target = criterionFigure(language, criterion, criterion.target)
  if (example.outcome === 'inconclusive') {
    return language.t('criteria.why_inconclusive', { target })
  }
  return language.t(`criteria.why_${example.outcome}`, {
    end: endText(language, criterion, end),
    target,
  })
}

/** Below this chance nobody would wait for it. */
const practicallyNever = 0.005

function PowerWords({ criterion, power }: { criterion: Criterion; power: Power }) {
  const language = useLanguage()
  const { t, number, percent } = language
  const figure = (value: number, aligned = false) =>
    power.of === 'within' ? percent(value, 1) : criterionFigure(language, criterion, value, aligned)
  const { n, passes, atTarget, wish } = power
  const counts = countsOf(criterion)
  const attempts = criterion.attempts
  const target = isolated(criterionFigure(language, criterion, criterion.target))
  const truth = figure(wish.truth)
  return (
    <Stack gap={3}>
      <p className="max-w-[68ch]">
        {passes === null
          ? t('criteria.power_never', { n, counts })
          : power.of === 'within'
            ? t('criteria.power_passes_within', { n, attempts, value: figure(passes), target })
            : t('criteria.power_passes', { n, counts, attempts, value: figure(passes) })}{' '}
        {atTarget < practicallyNever
          ? t('criteria.power_at_never')
          : t('criteria.power_at', { times: Math.round(1 / atTarget) })}
      </p>
      <p className="max-w-[68ch]">
        {wish.needs === null
          ? t('criteria.power_wish_none', { truth, counts, limit: power.limit })
          : power.most === null
            ? t('criteria.power_wish_free', { truth, counts, needs: wish.needs })
            : t('criteria.power_wish', { truth, counts, needs: wish.needs, have: power.most })}
      </p>
      <DataTable
        caption={t(power.of === 'within' ? 'criteria.power_within' : 'criteria.power_value')}
        rows={power.rows}
        rowKey={(row) => String(row.n)}
        columns={[
          {
            key: 'n',
            label: t('criteria.power_rows', { counts }),
            primary: true,
            cell: (row) => (
              <>
                {number(row.n)}
                {row.n === n ? (
                  <span className="font-normal text-quiet"> ({t('criteria.power_this')})</span>
                ) : row.n === power.most ? (
                  <span className="font-normal text-quiet"> ({t('criteria.power_most')})</span>
                ) : null}
              </>
            ),
          },
          {
            key: 'passes',
            label: t('criteria.power_column'),
            numeric: true,
            cell: (row) =>
              row.passes === null ? t('criteria.power_nothing') : figure(row.passes, true),
          },
        ]}
      />
      <Quiet>{t(power.exact ? 'criteria.power_exact' : 'criteria.power_assumed')}</Quiet>
    </Stack>
  )
}
