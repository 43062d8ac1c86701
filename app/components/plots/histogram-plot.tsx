import { DataTable } from '../page/data-table'
import { Fold } from '../page/fold'
import { useLanguage } from '../page/language'
import { BarPlot } from './bar-plot'
import { ticksOf } from './plot-scale'

/** Errors or scores in bins of equal width. Of errors, a line says where an exact answer lies. */
export function HistogramPlot(props: {
  of: 'error' | 'score'
  from: number
  to: number
  counts: readonly number[]
  missing: number
}) {
  const { t, number } = useLanguage()
  const { of, from, counts, missing } = props
  // All rows may be off by the same: a bin needs some width to be drawn.
  const to = props.to > from ? props.to : from + 1
  const width = (to - from) / Math.max(1, counts.length)
  const at = (value: number) => (value - from) / (to - from)
  const bins = counts.map((count, index) => ({
    key: String(index),
    low: from + index * width,
    high: from + (index + 1) * width,
    count,
  }))
  const figure = (value: number) => number(Math.abs(value) < 1e-12 ? 0 : value, { digits: 3 })
  const title = of === 'error' ? t('plot.errors') : t('plot.scores')
  const rows = counts.reduce((sum, count) => sum + count, 0)
  const most = bins.reduce((best, bin) => (bin.count > best.count ? bin : best), {
    low: from,
    high: to,
    count: -1,
  })
  return (
    <figure className="m-0 grid gap-2 break-inside-avoid">
      <figcaption className="font-semibold">{title}</figcaption>
      <BarPlot
        bars={bins.map(({ key, low, high, count }) => ({
          ...{ key, count, from: at(low), to: at(high) },
        }))}
        ticks={ticksOf([from, to]).map((tick) => ({ at: at(tick), text: figure(tick) }))}
        markers={
          of === 'error' && from <= 0 && to >= 0
            ? [{ at: at(0), text: `0: ${t('plot.exact')}`, target: true }]
            : []
        }
        summary={t('plot.histogram_summary', {
          ...{ rows, from: figure(from), to: figure(to) },
          ...{ low: figure(most.low), high: figure(most.high) },
        })}
      />
      {missing > 0 ? (
        <p className="text-sm text-quiet">{t('plot.missing_answers', { count: missing })}</p>
      ) : null}
      <Fold label={t('common.table_view')}>
        <DataTable
          caption={title}
          hideCaption
          rows={bins.filter(({ count }) => count > 0)}
          rowKey={({ key }) => key}
          columns={[
            {
              key: 'bin',
              label: t('plot.bin'),
              primary: true,
              cell: ({ low, high }) => (
                <span className="num">
                  {figure(low)} – {figure(high)}
                </span>
              ),
            },
            {
              key: 'rows',
              label: t('common.rows'),
              numeric: true,
              cell: ({ count }) => number(count),
            },
          ]}
        />
      </Fold>
    </figure>
  )
}
