import {
  type PlotMark,
  placeOf,
  plotMarks,
  type ShownScores,
} from '~/domain/skills/exposure/exposure-figures'
import type { PublishedScores } from '~/domain/skills/exposure/published-scores'
import { DataTable } from '../page/data-table'
import { Fold } from '../page/fold'
import { useLanguage } from '../page/language'
import { Tick } from './interval-plot'

const ticks = [0, 0.25, 0.5, 0.75, 1]

/**
 * Both published scores on one scale from 0 to 1: a dot for each, the range as a bar, and shaded
 * behind the first two how far their raters are apart.
 */
export function ExposurePlot(props: {
  service: string
  scores: ShownScores
  above?: PublishedScores['above']
}) {
  const language = useLanguage()
  const { t, dir, number, percent } = language
  const figure = (value: number | null) =>
    value === null ? t('exposure.not_published') : number(value, { digits: 2, leastDigits: 2 })
  const marks = plotMarks(props.scores)
  const { people, model, applicability } = props.scores
  const raters = [people.beta, model.beta].map((value) => placeOf(value, dir))
  const spread = { from: Math.min(...raters), to: Math.max(...raters) }
  const summary = t('exposure.plot_summary', {
    service: props.service,
    people: figure(people.beta),
    peopleLow: figure(people.alpha),
    peopleHigh: figure(people.gamma),
    model: figure(model.beta),
    modelLow: figure(model.alpha),
    modelHigh: figure(model.gamma),
    applicability: figure(applicability),
  })
  const range = ({ low, high }: PlotMark) =>
    low === null || high === null
      ? '–'
      : t('exposure.range', { low: figure(low), high: figure(high) })
  return (
    <figure className="plot narrow-plot m-0 min-w-0" aria-label={summary}>
      {marks.map((mark) => (
        <div key={mark.key} className="plot-row">
          <span className="plot-label text-sm">{t(`exposure.plot_${mark.key}`)}</span>
          <div className="plot-canvas">
            <svg aria-hidden="true">
              {mark.key === 'applicability' ? null : (
                <rect
                  x={`${spread.from}%`}
                  width={`${Math.max(0.3, spread.to - spread.from)}%`}
                  y="0"
                  height="100%"
                  fill="var(--turn-wash)"
                />
              )}
              <line x1="0%" x2="100%" y1="50%" y2="50%" stroke="var(--hairline)" />
              <Mark mark={mark} />
            </svg>
          </div>
          <div className="plot-reading">
            <span className="plot-figure">
              <span className="font-semibold tabular-nums">{figure(mark.value)}</span>
              {mark.low === null ? null : (
                <span className="text-xs text-quiet tabular-nums">{range(mark)}</span>
              )}
            </span>
          </div>
        </div>
      ))}
      <div className="plot-row plot-axis">
        <span />
        <div className="plot-canvas plot-canvas-axis">
          <svg aria-hidden="true">
            <line x1="0%" x2="100%" y1="0.5" y2="0.5" stroke="var(--edge)" />
            {ticks.map((tick) => (
              <Tick key={tick} x={placeOf(tick, dir)} text={number(tick, { digits: 2 })} />
            ))}
          </svg>
        </div>
        <span />
      </div>
      <figcaption className="pt-1 text-xs text-quiet">
        {t('exposure.plot_key')} {t('exposure.plot_scale')}
      </figcaption>
      <Fold label={t('common.table_view')}>
        <DataTable
          caption={t('exposure.table', { service: props.service })}
          rows={marks}
          rowKey={({ key }) => key}
          columns={[
            {
              key: 'score',
              label: t('exposure.column_score'),
              primary: true,
              cell: ({ key }) => t(`exposure.plot_${key}`),
            },
            {
              key: 'value',
              label: t('exposure.column_value'),
              numeric: true,
              cell: ({ value }) => figure(value),
            },
            {
              key: 'range',
              label: t('exposure.column_range'),
              numeric: true,
              cell: range,
            },
            ...(props.above
              ? [
                  {
                    key: 'place',
                    label: t('exposure.column_place'),
                    numeric: true,
                    cell: ({ key }: PlotMark) => {
                      const share = props.above?.[key] ?? null
                      return share === null
                        ? '–'
                        : t('exposure.place', { percent: percent(share / 100, 0) })
                    },
                  },
                ]
              : []),
          ]}
        />
      </Fold>
    </figure>
  )
}

function Mark({ mark }: { mark: PlotMark }) {
  const { dir } = useLanguage()
  if (mark.value === null) return null
  const ends = [mark.low ?? mark.value, mark.high ?? mark.value].map((end) => placeOf(end, dir))
  const start = Math.min(...ends)
  const ink = mark.key === 'applicability' ? 'var(--accent)' : 'var(--ink)'
  return (
    <svg y="50%" overflow="visible" aria-hidden="true">
      {mark.low === null ? null : (
        <rect
          x={`${start}%`}
          y="-4"
          width={`${Math.max(...ends) - start}%`}
          height="8"
          rx="4"
          fill={ink}
          opacity="0.28"
        />
      )}
      <circle cx={`${placeOf(mark.value, dir)}%`} cy="0" r="6" fill={ink} />
      <circle cx={`${placeOf(mark.value, dir)}%`} cy="0" r="2" fill="var(--raised)" />
    </svg>
  )
}
