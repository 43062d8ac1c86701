import { DataTable } from '../page/data-table'
import { Fold } from '../page/fold'
import { useLanguage } from '../page/language'
import { Tick } from './interval-plot'

type Point = readonly [number, number]

/** The hits at a share of false alarms, on the straight line between the points around it. */
function hitsAt(points: readonly Point[], share: number): number {
  const next = points.findIndex(([alarms]) => alarms >= share)
  const [x1 = 1, y1 = 1] = points[next] ?? []
  const [x0 = 0, y0 = 0] = points[next - 1] ?? []
  return x1 === x0 ? y1 : y0 + ((share - x0) / (x1 - x0)) * (y1 - y0)
}

const mostRows = 12

/** The curve of a ranking. It is a square, so that chance is the diagonal. */
export function RocPlot({ points }: { points: readonly Point[] }) {
  const { t, number, dir } = useLanguage()
  const x = (alarms: number) => (dir === 'rtl' ? 1 - alarms : alarms) * 100
  const path = points.map(([alarms, hits]) => `${x(alarms)},${(1 - hits) * 100}`).join(' ')
  const figure = (value: number) => number(value, { digits: 3, leastDigits: 2 })
  const step = Math.max(1, Math.ceil(points.length / mostRows))
  const told = points.filter((_, at) => at % step === 0 || at === points.length - 1)
  const line = { vectorEffect: 'non-scaling-stroke' as const, fill: 'none' }
  return (
    <figure className="m-0 grid max-w-80 gap-1 break-inside-avoid">
      <figcaption className="pb-1 font-semibold">{t('plot.roc')}</figcaption>
      <p className="text-xs text-quiet">{t('plot.hits')}</p>
      <svg
        role="img"
        aria-label={t('plot.roc_summary', {
          at_tenth: figure(hitsAt(points, 0.1)),
          at_half: figure(hitsAt(points, 0.5)),
        })}
        viewBox="-2 -2 104 104"
        className="block aspect-square w-full"
      >
        <rect x="0" y="0" width="100" height="100" fill="var(--raised)" />
        {[25, 50, 75].map((at) => (
          <path key={at} d={`M0 ${at}H100M${at} 0V100`} stroke="var(--hairline)" {...line} />
        ))}
        <polyline
          points={`${x(0)},100 ${x(1)},0`}
          stroke="var(--edge)"
          strokeDasharray="4 4"
          {...line}
        />
        <polygon points={`${x(0)},100 ${path} ${x(1)},100`} fill="var(--accent)" opacity="0.12" />
        <polyline points={path} stroke="var(--accent)" strokeWidth="2.5" {...line} />
        <rect x="0" y="0" width="100" height="100" stroke="var(--edge)" {...line} />
      </svg>
      <svg className="block h-6 w-full overflow-visible" aria-hidden="true">
        {[0, 0.25, 0.5, 0.75, 1].map((share) => (
          <Tick key={share} x={2 + x(share) * 0.96} text={number(share)} />
        ))}
      </svg>
      <p className="text-xs text-quiet">{t('plot.false_alarms')}</p>
      <p className="text-xs text-quiet">{t('plot.curve_chance')}</p>
      <Fold label={t('common.table_view')}>
        <DataTable
          caption={t('plot.roc')}
          hideCaption
          rows={told.map(([alarms, hits], index) => ({ key: String(index), alarms, hits }))}
          rowKey={({ key }) => key}
          columns={[
            {
              key: 'alarms',
              label: t('plot.false_alarms_short'),
              primary: true,
              cell: ({ alarms }) => <span className="num">{figure(alarms)}</span>,
            },
            {
              key: 'hits',
              label: t('plot.hits_short'),
              numeric: true,
              cell: ({ hits }) => figure(hits),
            },
          ]}
        />
      </Fold>
    </figure>
  )
}
