import type { LatencyBin } from '~/domain/outcomes/metrics/latency'
import { DataTable } from '../page/data-table'
import { Fold } from '../page/fold'
import { useLanguage } from '../page/language'
import { BarPlot, type Marker } from './bar-plot'
import { figureOf } from './plot-scale'

type Percentile = { label: string; ms: number }

/** The bound below a bin's own: bounds go 1, 2, 5, 10, and so on. */
function lowerBound(upToMs: number): number {
  const decade = 10 ** Math.floor(Math.log10(upToMs) + 1e-9)
  const lead = Math.round(upToMs / decade)
  return lead === 1 ? decade / 2 : lead === 2 ? decade : lead === 5 ? 2 * decade : upToMs / 2
}

/** All response times on a scale of equal factors, with percentiles and the target above them. */
export function LatencyHistogram(props: {
  bins: readonly LatencyBin[]
  points: readonly Percentile[]
  target?: Percentile
  /** Rows that the criterion rests on; said where all answers are more. */
  rests?: number
  /** Where a heading above says it already. */
  hideTitle?: boolean
}) {
  const language = useLanguage()
  const { t, number } = language
  const { bins, points, target } = props
  const bounds = [lowerBound(bins[0]?.upToMs ?? 1), ...bins.map(({ upToMs }) => upToMs)]
  const shown = [bounds[0] ?? 1, bounds.at(-1) ?? 10, ...(target ? [target.ms] : [])]
  const from = Math.log10(Math.min(...shown))
  const to =
    Math.log10(Math.max(...shown)) + (target && target.ms === Math.max(...shown) ? 0.15 : 0)
  const at = (ms: number) => (Math.log10(Math.max(ms, 1e-6)) - from) / (to - from)
  const figure = (ms: number) => figureOf(language, 'ms', ms)
  const answers = bins.reduce((sum, { count }) => sum + count, 0)
  const markers: Marker[] = [
    ...points.map(({ label, ms }) => ({ at: at(ms), text: `${label} ${figure(ms)}` })),
    ...(target
      ? [{ at: at(target.ms), text: `${t('common.target')} ${figure(target.ms)}`, target: true }]
      : []),
  ]
  const percentile = (label: string) => figure(points.find((one) => one.label === label)?.ms ?? 0)
  return (
    <figure className="m-0 grid gap-2 break-inside-avoid">
      <figcaption className="flex flex-wrap items-baseline gap-x-3">
        <span className={props.hideTitle ? 'sr-only' : 'font-semibold'}>{t('common.latency')}</span>
        {target ? (
          <span className="text-sm text-quiet">
            {target.label}: {t('common.at_most', { target: figure(target.ms) })}
          </span>
        ) : null}
      </figcaption>
      <BarPlot
        bars={bins.map(({ upToMs, count }, index) => ({
          ...{ key: String(upToMs), count, from: at(bounds[index] ?? upToMs), to: at(upToMs) },
        }))}
        ticks={decades(from, to).map((ms) => ({ at: at(ms), text: figure(ms) }))}
        markers={markers}
        summary={t('plot.latency_summary', {
          ...{ rows: answers, p50: percentile('p50'), p99: percentile('p99') },
        })}
      />
      {props.rests !== undefined && props.rests < answers ? (
        <p className="text-sm">{t('plot.latency_rests', { answers, rows: props.rests })}</p>
      ) : null}
      <p className="text-sm text-quiet">{t('plot.latency_scale')}</p>
      <Fold label={t('common.table_view')}>
        <DataTable
          caption={t('common.latency')}
          hideCaption
          rows={[
            ...points.map(({ label, ms }) => ({ key: label, name: label, value: figure(ms) })),
            ...bins.map(({ upToMs, count }) => ({
              key: `to-${upToMs}`,
              name: `${t('plot.up_to')} ${figure(upToMs)}`,
              value: `${number(count)}`,
            })),
          ]}
          rowKey={({ key }) => key}
          columns={[
            { key: 'name', label: t('common.latency'), primary: true, cell: ({ name }) => name },
            {
              key: 'value',
              label: t('plot.answers'),
              numeric: true,
              cell: ({ value }) => value,
            },
          ]}
        />
      </Fold>
    </figure>
  )
}

/** Powers of ten within the scale; where there is none, its ends stand for them. */
function decades(from: number, to: number): number[] {
  const found: number[] = []
  for (let power = Math.ceil(from - 1e-9); power <= to + 1e-9; power++) found.push(10 ** power)
  return found.length > 1 ? found : [10 ** from, 10 ** to]
}
