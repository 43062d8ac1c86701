import { DataTable } from '~/components/page/data-table'
import { Fold } from '~/components/page/fold'
import { useLanguage } from '~/components/page/language'
import { Quiet } from '~/components/page/text'
import { RatePlot, type RateRow, shareText } from '~/components/plots/rate-plot'
import type { PublicFigures } from '~/domain/figures/public-figures'
import type { Sector } from '~/domain/market/brief'
import { Figure } from './_figure'

/** The verified-outcome rate, over everything and by sector. */
export function RateSection(props: { outcomes: PublicFigures['outcomes']; asOf: Date }) {
  const language = useLanguage()
  const { t, percent, number } = language
  const { all, sectors } = props.outcomes
  const rows: RateRow[] = [
    { key: 'all', name: t('figures.rate_all'), rate: all.rate },
    ...sectors.map(({ sector, rate }) => ({
      ...{ key: sector, name: t(`sector.${sector as Sector}`), rate },
    })),
  ].map((row) => ({ ...row, label: row.name }))
  return (
    <Figure
      id="rate"
      title={t('figures.rate_title')}
      definition={t('figures.rate_definition')}
      csv="/figures/outcomes.csv"
      asOf={props.asOf}
    >
      {all.rate.of === 0 ? (
        <Quiet>{t('figures.rate_none')}</Quiet>
      ) : (
        <>
          <RatePlot rows={rows} />
          <Fold label={t('common.table_view')}>
            <DataTable
              caption={t('figures.rate_title')}
              hideCaption
              rows={rows}
              rowKey={({ key }) => key}
              columns={[
                {
                  key: 'sector',
                  label: t('figures.sector'),
                  primary: true,
                  cell: ({ label }) => label,
                },
                {
                  key: 'rate',
                  label: t('figures.rate'),
                  numeric: true,
                  cell: ({ rate }) => shareText(language, rate),
                },
                {
                  key: 'interval',
                  label: t('figures.interval'),
                  numeric: true,
                  cell: ({ rate }) =>
                    t('common.interval_from_to', {
                      low: percent(rate.lower),
                      high: percent(rate.upper),
                    }),
                },
                {
                  key: 'ended',
                  label: t('figures.ended'),
                  numeric: true,
                  cell: ({ rate }) => number(rate.of),
                },
              ]}
            />
          </Fold>
        </>
      )}
    </Figure>
  )
}
