import { DataTable } from '~/components/page/data-table'
import { Fold } from '~/components/page/fold'
import { useLanguage } from '~/components/page/language'
import { Quiet } from '~/components/page/text'
import { PartPlot } from '~/components/plots/part-plot'
import type { PublicFigures, StageDays } from '~/domain/figures/public-figures'
import { Figure } from './_figure'

/** How long each stage took half of them, from brief to paid. */
export function DaysSection({ days, asOf }: { days: PublicFigures['days']; asOf: Date }) {
  const { t, number } = useLanguage()
  const inWords = ({ medianDays }: StageDays) =>
    medianDays === null
      ? t('figures.not_shown')
      : t('figures.days_of', { days: Math.round(medianDays * 10) / 10 })
  return (
    <Figure
      id="days"
      title={t('figures.days_title')}
      definition={t('figures.days_definition')}
      csv="/figures/days.csv"
      rule={t('figures.days_rule')}
      asOf={asOf}
    >
      {days.every(({ n }) => n === 0) ? (
        <Quiet>{t('figures.days_none')}</Quiet>
      ) : (
        <>
          <PartPlot
            whole={Math.max(...days.map(({ medianDays }) => medianDays ?? 0))}
            rows={days.map((row) => {
              const label = t(`figures.stage_${row.stage}`)
              return {
                ...{ key: row.stage, label, figure: inWords(row) },
                summary: t('figures.days_summary', { label, days: inWords(row) }),
                parts: [{ key: 'days', value: row.medianDays ?? 0, fill: 'var(--accent)' }],
              }
            })}
          />
          <Fold label={t('common.table_view')}>
            <DataTable
              caption={t('figures.days_title')}
              hideCaption
              rows={days}
              rowKey={({ stage }) => stage}
              columns={[
                {
                  key: 'stage',
                  label: t('figures.stage'),
                  primary: true,
                  cell: ({ stage }) => t(`figures.stage_${stage}`),
                },
                {
                  key: 'days',
                  label: t('figures.days'),
                  numeric: true,
                  cell: ({ medianDays }) =>
                    medianDays === null
                      ? t('figures.not_shown')
                      : number(medianDays, { digits: 1, leastDigits: 1 }),
                },
                {
                  key: 'n',
                  label: t('figures.observed'),
                  numeric: true,
                  cell: ({ n }) => number(n),
                },
              ]}
            />
          </Fold>
        </>
      )}
    </Figure>
  )
}
