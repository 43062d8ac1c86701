import type { Rubric } from '~/domain/outcomes/criteria/criterion'
import { DataTable } from '../page/data-table'
import { Fold } from '../page/fold'
import { useLanguage } from '../page/language'
import { Name } from '../page/text'
import { BarPlot } from './bar-plot'

/** The means by item, and how often each mark was given. */
export function RatingsPlot(props: {
  rubric: Pick<Rubric, 'scale' | 'items' | 'leastAgreement'>
  agreement: number | null
  means: readonly number[]
  /** How often each number of points was given, from 1 up. */
  counts: readonly number[]
}) {
  const { t, number } = useLanguage()
  const { rubric, agreement, means, counts } = props
  const given = counts.reduce((sum, count) => sum + count, 0)
  const summary = t('plot.marks_summary', {
    ...{ count: number(given), scale: rubric.scale },
    most: number(counts.indexOf(Math.max(...counts)) + 1),
  })
  const figure = (value: number, digits = 2) => number(value, { digits, leastDigits: digits })
  return (
    <figure className="m-0 grid gap-3 break-inside-avoid">
      <figcaption className="grid gap-1">
        <span className="font-semibold">{t('plot.marks')}</span>
        <span className="text-sm">
          {agreement === null
            ? t('plot.marks_no_agreement')
            : t('plot.marks_agreement', {
                value: figure(agreement, 3),
                least: figure(rubric.leastAgreement),
              })}
        </span>
        <span className="text-sm text-quiet">{summary}</span>
      </figcaption>
      <DataTable
        caption={t('plot.mean_of_item')}
        rows={means.map((mean, index) => ({
          key: String(index),
          name: rubric.items[index]?.name ?? '',
          mean,
        }))}
        rowKey={({ key }) => key}
        columns={[
          {
            key: 'item',
            label: t('plot.item'),
            primary: true,
            cell: ({ name }) => <Name>{name}</Name>,
          },
          {
            key: 'bar',
            label: `1 – ${number(rubric.scale)}`,
            cell: ({ mean }) => <Share of={(mean - 1) / Math.max(1, rubric.scale - 1)} />,
          },
          { key: 'mean', label: t('plot.mean'), numeric: true, cell: ({ mean }) => figure(mean) },
        ]}
      />
      <div className="grid max-w-96 gap-1">
        <p className="text-sm font-semibold">{t('plot.given')}</p>
        <BarPlot
          bars={counts.map((count, index) => ({
            ...{ key: String(index), count },
            ...{ from: index / counts.length, to: (index + 1) / counts.length },
          }))}
          ticks={counts.map((_, index) => ({
            at: (index + 0.5) / counts.length,
            text: number(index + 1),
          }))}
          summary={summary}
        />
      </div>
      <Fold label={t('common.table_view')}>
        <DataTable
          caption={t('plot.given')}
          hideCaption
          rows={counts.map((count, index) => ({ points: index + 1, count }))}
          rowKey={({ points }) => String(points)}
          columns={[
            {
              key: 'points',
              label: t('plot.mark'),
              primary: true,
              cell: ({ points }) => <span className="num">{number(points)}</span>,
            },
            {
              key: 'given',
              label: t('plot.given'),
              numeric: true,
              cell: ({ count }) => number(count),
            },
          ]}
        />
      </Fold>
    </figure>
  )
}

function Share({ of }: { of: number }) {
  const { dir } = useLanguage()
  const width = Math.min(1, Math.max(0, of)) * 100
  return (
    <svg className="block w-24 sm:w-40" height="10" aria-hidden="true">
      <rect x="0" y="0" width="100%" height="10" rx="2" fill="var(--sunken)" />
      <rect
        x={dir === 'rtl' ? `${100 - width}%` : '0%'}
        y="0"
        width={`${width}%`}
        height="10"
        rx="2"
        fill="var(--accent)"
        opacity="0.7"
      />
    </svg>
  )
}
